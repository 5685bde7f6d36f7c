package storetest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// walkSizes are the numbers of entities of the graphs that are walked, small enough for
// all ways through them to be found one by one.
var walkSizes = []int{13, 20, 28, 40}

// longestWay is how many relations of a way are looked at, at most.
const longestWay = 6

// Walks asks a store random questions for paths and neighbourhoods over random graphs,
// and compares the answers with what is found by walking every way. A failure says how
// to repeat it.
func Walks(t *testing.T, m *model.Model, schema *ast.Schema, open Open, seed uint64, graphs, questions int) {
	t.Helper()
	found := map[string]int{}
	for n := range graphs {
		g := Random(m, seed+uint64(n), walkSizes[n%len(walkSizes)])
		under, err := open(g)
		if err != nil {
			t.Fatalf("seed %d, graph %d: %v", seed, n, err)
		}
		w := &walker{newGenerator(m, schema, g, rand.New(rand.NewPCG(seed, uint64(n)))), NewOracle(g).(*oracle), under, found}
		for i := range questions / graphs {
			question, diff := w.path()
			if i%3 == 0 {
				question, diff = w.neighbourhood()
			}
			if diff != "" {
				t.Errorf("seed %d, %d graphs, %d questions; graph %d, question %d: %s (-want +got)\n%s", seed, graphs, questions, n, i, question, diff)
				break
			}
		}
		if err := under.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	for _, kind := range []string{"no way", "a way", "longer ways", "parallel ways", "all shown", "nodes cut", "links cut"} {
		if found[kind] == 0 {
			t.Errorf("seed %d: no question of %d found %s; the questions should", seed, questions, kind)
		}
	}
}

// walker asks one graph.
type walker struct {
	*generator
	oracle *oracle
	under  store.Store
	// found counts the kinds of answers.
	found map[string]int
}

// ask decodes the answer to a question.
func (w *walker) ask(question, selection string, into any) (diff string) {
	text, err := Answer(w.m, w.schema, w.under, "{ answer: "+question+selection+" }", nil)
	if err == nil {
		err = json.Unmarshal(text, &struct{ Answer any }{into})
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// on draws relation types and a day, and gives them as arguments too.
func (w *walker) on() (*truth, string) {
	t, arguments := &truth{oracle: w.oracle}, ""
	for _, r := range w.m.Relations {
		if r.Walked {
			t.via |= r.Types
		}
	}
	if w.chance(3) {
		t.via = 0
		var words []string
		for _, r := range w.m.Relations {
			if !w.chance(3) {
				t.via |= r.Types
				words = append(words, r.Enum)
			}
		}
		arguments += fmt.Sprintf(", via: [%s]", strings.Join(words, " "))
	}
	if w.chance(3) {
		text := w.date()
		if first, _, err := model.ParseDate(text); err == nil {
			t.on = &first
			arguments += fmt.Sprintf(", activeOn: %q", text)
		}
	}
	return t, arguments
}

func (w *walker) path() (question, diff string) {
	truth, arguments := w.on()
	from, to := w.ref(w.m.AnyEntity), w.ref(w.m.AnyEntity)
	hops, slack, first := 1+w.IntN(longestWay), w.IntN(3), 1+w.IntN(12)
	if w.chance(6) {
		first = 100
	}
	question = fmt.Sprintf("paths(from: %q, to: %q, maxHops: %d, slack: %d, first: %d%s)", from, to, hops, slack, first, arguments)
	got := []wayPath{}
	if failed := w.ask(question, " { length steps { relation { id type } from { id } to { id } forward } }", &got); failed != "" {
		return question, failed
	}
	want := truth.paths(w.oracle.find(from), w.oracle.find(to), hops, slack, first)
	w.sort(want)
	return question, gocmp.Diff(want, got)
}

// sort counts what kinds of paths there are.
func (w *walker) sort(paths []wayPath) {
	if len(paths) == 0 {
		w.found["no way"]++
		return
	}
	w.found["a way"]++
	if last := paths[len(paths)-1]; last.Length == paths[0].Length+2 {
		w.found["longer ways"]++
	}
	passed := map[string]bool{}
	for _, p := range paths {
		key := ""
		for _, s := range p.Steps {
			key += s.To.ID + " "
		}
		if passed[key] {
			w.found["parallel ways"]++
		}
		passed[key] = true
	}
}

func (w *walker) neighbourhood() (question, diff string) {
	truth, arguments := w.on()
	var of []*store.Object
	var refs []string
	for range w.IntN(4) {
		ref := w.ref(w.m.AnyEntity)
		of, refs = append(of, w.oracle.find(ref)), append(refs, quote(ref))
	}
	types := w.m.AnyEntity.Types
	if w.chance(3) {
		types = 0
		var words []string
		for _, e := range w.m.Entities {
			if w.chance(2) {
				types |= e.Types
				words = append(words, e.Enum)
			}
		}
		arguments += fmt.Sprintf(", types: [%s]", strings.Join(words, " "))
	}
	depth, first, links := w.IntN(6), len(refs)+w.IntN(20), w.IntN(60)
	question = fmt.Sprintf("neighbourhood(of: [%s], depth: %d, first: %d, links: %d%s)", strings.Join(refs, " "), depth, first, links, arguments)
	var got wayGraph
	if failed := w.ask(question, " { nodes { entity { id } degree distance } links { relation { id } from { id } to { id } } truncated omitted }", &got); failed != "" {
		return question, failed
	}
	want := truth.neighbourhood(of, depth, types, first, links)
	switch {
	case want.Omitted > 0:
		w.found["nodes cut"]++
	case want.Truncated:
		w.found["links cut"]++
	default:
		w.found["all shown"]++
	}
	return question, gocmp.Diff(want, got)
}

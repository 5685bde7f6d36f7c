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

// walkSizes are the numbers of entities of the graphs, which are small enough to find all paths
// one by one.
var walkSizes = []int{13, 20, 28, 40}

// longestPath is the largest number of relations of a path that is tested.
const longestPath = 6

// subsets is the number of random sets of relation types that the queries on one graph name:
// they are a part of a statement, and a database plans each statement for a while.
const subsets = 3

// Walks runs random queries for paths and neighbourhoods over random graphs, and compares the
// answers with the results of an exhaustive walk. A failure message states how to repeat the
// failure.
func Walks(t *testing.T, m *model.Model, schema *ast.Schema, open Open, seed uint64, graphs, queries int) {
	t.Helper()
	found := map[string]int{}
	for n := range graphs {
		g := Random(m, seed+uint64(n), walkSizes[n%len(walkSizes)])
		under, err := open(g)
		if err != nil {
			t.Fatalf("seed %d, graph %d: %v", seed, n, err)
		}
		w := &walker{generator: newGenerator(m, schema, g, rand.New(rand.NewPCG(seed, uint64(n)))), oracle: NewOracle(g).(*oracle), under: under, found: found}
		for range subsets {
			w.via = append(w.via, w.someTypes())
		}
		for i := range queries / graphs {
			query, diff := w.path()
			if i%3 == 0 {
				query, diff = w.neighbourhood()
			}
			if diff != "" {
				t.Errorf("seed %d, %d graphs, %d queries; graph %d, query %d: %s (-want +got)\n%s", seed, graphs, queries, n, i, query, diff)
				break
			}
		}
		if err := under.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	for _, kind := range []string{"no path", "a path", "longer paths", "parallel paths", "all shown", "nodes cut", "links cut"} {
		if found[kind] == 0 {
			t.Errorf("seed %d: no query of %d found %s; the queries should", seed, queries, kind)
		}
	}
}

// walker runs queries on one graph.
type walker struct {
	*generator
	oracle *oracle
	under  store.Store
	// found is the number of answers of each kind.
	found map[string]int
	// via are the sets of relation types that queries name.
	via []model.TypeSet
}

// someTypes returns two thirds of the relation types, drawn at random.
func (w *walker) someTypes() (types model.TypeSet) {
	for _, r := range w.m.Relations {
		if !w.chance(3) {
			types |= r.Types
		}
	}
	return types
}

// decode runs a query and decodes the answer.
func (w *walker) decode(query, selection string, into any) (diff string) {
	text, err := Answer(w.m, w.schema, w.under, "{ answer: "+query+selection+" }", nil)
	if err == nil {
		err = json.Unmarshal(text, &struct{ Answer any }{into})
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// on returns random relation types and a day, and the same as the arguments of a query.
func (w *walker) on() (*truth, string) {
	t, arguments := &truth{oracle: w.oracle}, ""
	for _, r := range w.m.Relations {
		if r.Walked {
			t.via |= r.Types
		}
	}
	if w.chance(3) {
		t.via = w.via[w.IntN(len(w.via))]
		var words []string
		for _, r := range w.m.Relations {
			if t.via&r.Types != 0 {
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

func (w *walker) path() (query, diff string) {
	truth, arguments := w.on()
	from, to := w.ref(w.m.AnyEntity), w.ref(w.m.AnyEntity)
	hops, slack, first := 1+w.IntN(longestPath), w.IntN(3), 1+w.IntN(12)
	if w.chance(3) { // most paths are short, so that few queries find those that are two longer
		hops, slack, first = longestPath, 2, 100
	}
	query = fmt.Sprintf("paths(from: %q, to: %q, maxHops: %d, slack: %d, first: %d%s)", from, to, hops, slack, first, arguments)
	got := []truePath{}
	if failed := w.decode(query, " { length steps { relation { id type } from { id } to { id } forward } }", &got); failed != "" {
		return query, failed
	}
	want := truth.paths(w.oracle.find(from), w.oracle.find(to), hops, slack, first)
	w.sort(want)
	return query, gocmp.Diff(want, got)
}

// sort counts paths by kind.
func (w *walker) sort(paths []truePath) {
	if len(paths) == 0 {
		w.found["no path"]++
		return
	}
	w.found["a path"]++
	if last := paths[len(paths)-1]; last.Length == paths[0].Length+2 {
		w.found["longer paths"]++
	}
	passed := map[string]bool{}
	for _, p := range paths {
		key := ""
		for _, s := range p.Steps {
			key += s.To.ID + " "
		}
		if passed[key] {
			w.found["parallel paths"]++
		}
		passed[key] = true
	}
}

func (w *walker) neighbourhood() (query, diff string) {
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
	query = fmt.Sprintf("neighbourhood(of: [%s], depth: %d, first: %d, links: %d%s)", strings.Join(refs, " "), depth, first, links, arguments)
	var got wayGraph
	if failed := w.decode(query, " { nodes { entity { id } degree distance } links { relation { id } from { id } to { id } } truncated omitted }", &got); failed != "" {
		return query, failed
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
	return query, gocmp.Diff(want, got)
}

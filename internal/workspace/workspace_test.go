package workspace_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/workspace"
)

func schema(t *testing.T) *statement.Schema {
	t.Helper()
	text, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	s, err := statement.NewSchema(m)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// edition is an input with what it states: texts of the form "record subject field value", or
// "record part whole" for a relation.
type edition struct {
	stamp    string
	complete bool
	states   []string
}

func manifest() workspace.Manifest {
	return workspace.Manifest{Name: "register", Source: workspace.Source{ID: "source-register", Name: "A register", Licence: "CC0 1.0"}}
}

// add imports editions in one transaction.
func add(t *testing.T, s *statement.Schema, dir string, editions ...edition) {
	t.Helper()
	tx, err := workspace.Begin(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Close() }()
	for _, e := range editions {
		if err := addOne(tx, e); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func addOne(tx *workspace.Transaction, e edition) error {
	p := tx.NewPart()
	in := workspace.Input{File: "edition.csv", SHA256: strings.Join(e.states, ","), Stamp: e.stamp, Complete: e.complete, Count: workspace.Count{Read: len(e.states) + 1, Refused: 1}}
	if err := p.AddInput(in, []workspace.Refusal{{File: "edition.csv", Line: len(e.states), Reason: "broken"}}); err != nil {
		return err
	}
	for _, text := range e.states {
		w := strings.Fields(text)
		list := relation(w)
		if len(w) == 5 {
			list = entity(w)
		}
		if w[0] != "-" {
			list[0].Subject.Record = w[0]
			p.Has(w[0], e.stamp)
		}
		if err := p.Add(e.stamp, list); err != nil {
			return err
		}
	}
	return tx.Name(p, manifest())
}

// entity returns the statements of "record type id field value".
func entity(w []string) []statement.Statement {
	st := statement.Statement{Subject: &statement.Subject{Type: w[1], ID: w[2]}, Locator: "row of " + w[2]}
	value := st
	value.Field, value.Value = w[3], statement.Text(w[4])
	return []statement.Statement{st, value}
}

// relation returns the statements of "record part whole".
func relation(w []string) []statement.Statement {
	return []statement.Statement{{Subject: &statement.Subject{Type: "PartOf", Key: statement.Parts("part", w[1], "whole", w[2]).Parts}, Locator: "row of " + w[1]}}
}

// states returns the statements of a workspace, one a line.
func states(t *testing.T, s *statement.Schema, dir string) (list []string) {
	t.Helper()
	w, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	imports, err := w.Imports()
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range imports {
		for st, err := range i.Statements(s) {
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, shown(&st))
		}
	}
	return list
}

func shown(st *statement.Statement) string {
	words := []string{st.Subject.Type, st.Subject.ID}
	for _, p := range st.Subject.Key {
		words = append(words, p.Text)
	}
	words = append(words, st.Field, st.Value.Text)
	for _, p := range st.Value.Parts {
		words = append(words, p.Text)
	}
	words = append(words, st.Rank)
	if st.Rank != "" {
		words = append(words, st.Date)
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}

// TestEditions checks what a newer edition does to what an older one states.
func TestEditions(t *testing.T) {
	first := edition{"2026-01-01", true, []string{"- Institute a name Alpha", "- Institute a city Ghent", "- Person p name Somebody", "- a b", "- p b", "- Institute b name Beta"}}
	second := edition{"2026-02-01T10:00:00.000000000Z", true, []string{"- Institute a name Alpha", "- Institute a city Namur", "- Institute b name Beta"}}
	about := []string{"Source source-register", "Source source-register name A register", "Source source-register retrieved 2026-02-01", "Source source-register licence CC0 1.0"}
	want := append(slices.Clone(about), "Institute a", "Institute a city Ghent DEPRECATED 2026-01-01", "Institute a city Namur", "Institute a name Alpha",
		"Institute b", "Institute b name Beta", "PartOf a b DEPRECATED 2026-01-01")
	for name, order := range map[string][][]edition{
		"older first": {{first}, {second}}, "newer first": {{second}, {first}}, "together": {{first, second}}, "the older repeated": {{first}, {second}, {first}},
	} {
		s, dir := schema(t), t.TempDir()
		for _, batch := range order {
			add(t, s, dir, batch...)
		}
		if diff := cmp.Diff(want, states(t, s, dir)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestRecords checks that a newer version of one record replaces it, and leaves all others.
func TestRecords(t *testing.T) {
	s, dir := schema(t), t.TempDir()
	add(t, s, dir, edition{"2026-01-01", false, []string{"a Institute a name Alpha", "b Institute b name Beta"}}, edition{"2026-02-01", false, []string{"a Institute a name Omega"}})
	want := []string{"Institute a", "Institute a name Alpha DEPRECATED 2026-01-01", "Institute a name Omega", "Institute b", "Institute b name Beta"}
	if diff := cmp.Diff(want, states(t, s, dir)[4:]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNewest checks that one source has one current name of an entity, and that its others are
// aliases.
func TestNewest(t *testing.T) {
	s, dir := schema(t), t.TempDir()
	tx, err := workspace.Begin(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	p := tx.NewPart()
	for _, row := range [][2]string{{"2024-01-01", "OLD NAME"}, {"2025-01-01", "New name"}, {"2023-01-01", "NEW NAME"}} {
		list := entity([]string{"-", "Institute", "a", "name", row[1]})
		list[1].Date = row[0]
		if err := p.Add("2026-01-01", list); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(tx.Name(p, manifest()), tx.Commit(t.Context())); err != nil {
		t.Fatal(err)
	}
	if err := tx.Close(); err != nil {
		t.Fatal(err)
	}
	got := states(t, s, dir)
	if diff := cmp.Diff([]string{"Institute a", "Institute a aliases OLD NAME", "Institute a name New name"}, got[len(got)-3:]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// contents returns the files of a workspace.
func contents(dir string) map[string]string {
	files := map[string]string{}
	for _, pattern := range []string{"*", "*/*"} {
		names, _ := filepath.Glob(filepath.Join(dir, pattern)) // the pattern is valid
		for _, name := range names {
			if text, err := os.ReadFile(name); err == nil {
				files[strings.TrimPrefix(name, dir)] = string(text)
			}
		}
	}
	return files
}

var orders = flag.Int("orders", 12, "number of random sets of editions that are imported in several orders")

// TestAnyOrder imports random editions in two orders and batches, and compares the bytes; it
// compares what is current with a rule that knows nothing of files.
func TestAnyOrder(t *testing.T) {
	t.Parallel()
	s := schema(t)
	for seed := range *orders {
		random := rand.New(rand.NewPCG(uint64(seed), 0))
		var editions []edition
		for range 1 + random.IntN(5) {
			e := edition{stamp: fmt.Sprintf("2026-01-0%d", 1+random.IntN(4)), complete: random.IntN(2) == 0}
			for range 1 + random.IntN(6) {
				e.states = append(e.states, possible[random.IntN(len(possible))]...)
			}
			editions = append(editions, e)
		}
		var dirs [2]string
		for try := range dirs {
			dirs[try] = t.TempDir()
			order := slices.Clone(editions)
			random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			for len(order) > 0 {
				n := 1 + random.IntN(len(order))
				add(t, s, dirs[try], order[:n]...)
				order = order[n:]
			}
		}
		checkCurrent(t, editions, states(t, s, dirs[0]))
		if diff := cmp.Diff(states(t, s, dirs[0]), states(t, s, dirs[1])); diff != "" || !maps.Equal(contents(dirs[0]), contents(dirs[1])) {
			t.Errorf("seed %d: other bytes in another order: %s", seed, diff)
		}
	}
}

// possible is what editions may state. A reader declares the people of its relations.
var possible = [][]string{
	{"- Institute a name Alpha"}, {"- Institute a city Ghent"}, {"- Institute a city Namur"}, {"x Project x name X"}, {"x Project x kind trial"}, {"x x a"},
	{"y Project y name Y"}, {"- Person p name Somebody"}, {"- Person p name Somebody", "- p a"}, {"- a b"},
}

// checkCurrent compares which statements are current with the rule: those that are in the newest
// input that would have them.
func checkCurrent(t *testing.T, editions []edition, got []string) {
	t.Helper()
	current := map[string]bool{}
	for _, e := range editions {
		for _, text := range e.states {
			w := strings.Fields(text)
			newest := ""
			for _, other := range editions {
				has := other.complete || w[0] != "-" && slices.ContainsFunc(other.states, func(s string) bool { return strings.Fields(s)[0] == w[0] })
				if has {
					newest = max(newest, other.stamp)
				}
			}
			if e.stamp >= newest {
				current[strings.Join(w[1:], " ")] = true
			}
		}
	}
	for text := range current {
		want := text
		if len(strings.Fields(text)) == 2 {
			want = "PartOf " + text
		}
		if !slices.Contains(got, want) && !strings.Contains(text, "city") {
			t.Errorf("%q is not current in %q", want, got)
		}
	}
	for _, text := range got {
		if strings.Contains(text, "Person p name") && strings.Contains(text, "DEPRECATED") {
			t.Errorf("%q is about a person, and no longer stated", text)
		}
	}
}

package memory_test

import (
	"bytes"
	"iter"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/bench/graph"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// TestSource checks that a store returns the same answers whether its graph was read object by
// object or as a whole.
func TestSource(t *testing.T) {
	m := readModel(t)
	whole := newTestStore(t, graph.New(m, 500, 1))
	rows := 0
	src := graph.Make(m, 5000, 1).Source()
	src.Progress = func(n int) { rows = n }
	if _, err := memory.From(t.Context(), src); err != nil || rows < 20_000 {
		t.Fatalf("after %d rows: %v", rows, err)
	}
	st, err := memory.From(t.Context(), graph.Make(m, 500, 1).Source())
	if err != nil {
		t.Fatal(err)
	}
	streamed := &testStore{t, m, whole.g, st}
	for _, name := range []string{"Entity", "Participation", "About"} {
		typ := m.Type(name)
		conn := func() *plan.Connection {
			return &plan.Connection{Type: typ, Where: plan.All{}, Order: plan.Order{{Field: typ.Field("disputed")}}, Page: plan.Page{Limit: -1}}
		}
		want, _ := whole.list(conn())
		got, _ := streamed.list(conn())
		if diff := cmp.Diff(want, got); diff != "" || len(got) == 0 {
			t.Errorf("%s (-whole +streamed)\n%s", name, diff)
		}
	}
}

// TestTogether packs a graph whose entities and relations are read at the same time: the bytes are the
// same.
func TestTogether(t *testing.T) {
	m := readModel(t)
	g := graph.New(m, 2000, 1)
	src, err := memory.SourceOf(g)
	if err != nil {
		t.Fatal(err)
	}
	src.Together = true
	st, err := memory.From(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(read(t, pack(t, st)), read(t, packed(t, g))) {
		t.Error("the packs differ")
	}
}

// first returns the id of the first object.
func first(of iter.Seq[*store.Object]) string {
	for o := range of {
		return o.ID
	}
	return ""
}

// TestRejectedSources checks the errors for sources that break their contract.
func TestRejectedSources(t *testing.T) {
	m := readModel(t)
	made := graph.Make(m, 100, 1)
	about := m.Type("About")
	swapped := func(of iter.Seq[*store.Object]) iter.Seq[*store.Object] {
		all := slices.Collect(of)
		all[0], all[1] = all[1], all[0]
		return slices.Values(all)
	}
	tests := []struct {
		reason, want string
		spoil        func(*memory.Source)
	}{
		{"entities in another order", `the id "alliance-000000" comes after "alliance-000001"; ids must be sorted by code points`, func(s *memory.Source) {
			s.Entities = swapped(s.Entities)
		}},
		{"a relation of another type", `"` + first(made.Relations(about)) + `" is among the relations of type Participation but has another type`, func(s *memory.Source) {
			s.Relations = func(*model.Type) iter.Seq[*store.Object] { return made.Relations(about) }
		}},
	}
	for _, tt := range tests {
		src := made.Source()
		tt.spoil(src)
		if _, err := memory.From(t.Context(), src); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v\nwant %s", tt.reason, err, tt.want)
		}
	}
}

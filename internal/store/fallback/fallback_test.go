package fallback_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/fallback"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestVisits expects the same limit on visited relations, and the same error for exceeding it,
// as from a store with its own implementation.
func TestVisits(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(storetest.Fixture(m))
	if err != nil {
		t.Fatal(err)
	}
	view := func(st store.Store) *fallback.View {
		v, err := st.View(t.Context(), store.ViewOptions{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(v.Close)
		return fallback.Complete(v, m, plan.NewWork(t.Context()))
	}
	own, bare := view(st), view(storetest.Bare(st))
	q := &plan.Collaborators{Of: "alpha", In: plan.All{}, Page: plan.Page{Limit: 10}, Initiatives: 5}
	table := &plan.Matrix{Rows: plan.All{}, Columns: plan.All{}, FirstRows: 3, FirstColumns: 3}
	rejected := [3]int{}
	for visits := range 40 {
		want, wantErr := own.Collaborators(t.Context(), q, store.CollaboratorOptions{Visits: visits, Total: true})
		got, gotErr := bare.Collaborators(t.Context(), q, store.CollaboratorOptions{Visits: visits, Total: true})
		if diff := cmp.Diff(want, got); diff != "" || text(wantErr) != text(gotErr) {
			t.Errorf("collaborators, %d visits: %v, want %v (-want +got)\n%s", visits, gotErr, wantErr, diff)
		}
		wantAll, wantErr2 := own.Participations(t.Context(), plan.All{}, visits)
		gotAll, gotErr2 := bare.Participations(t.Context(), plan.All{}, visits)
		if diff := cmp.Diff(wantAll, gotAll, byRelations); diff != "" || text(wantErr2) != text(gotErr2) {
			t.Errorf("participations, %d visits: %v, want %v (-want +got)\n%s", visits, gotErr2, wantErr2, diff)
		}
		wantTable, wantErr3 := own.Matrix(t.Context(), table, visits)
		gotTable, gotErr3 := bare.Matrix(t.Context(), table, visits)
		if diff := cmp.Diff(wantTable, gotTable); diff != "" || text(wantErr3) != text(gotErr3) {
			t.Errorf("matrix, %d visits: %v, want %v (-want +got)\n%s", visits, gotErr3, wantErr3, diff)
		}
		for i, err := range []error{wantErr, wantErr2, wantErr3} {
			if err != nil {
				rejected[i]++
			}
		}
	}
	for i, n := range rejected {
		if n == 0 || n == 40 {
			t.Errorf("query %d was rejected %d times of 40; the bounds should be in between", i, n)
		}
	}
}

// byRelations compares participations by the ids of their relations.
var byRelations = cmp.Transformer("relations", func(p store.Participations) (all struct {
	Actors, Initiatives, Relations []string
	List                           []store.Participation
}) {
	all.Actors, all.Initiatives, all.List = p.Actors, p.Initiatives, p.List
	for i := range p.List {
		all.Relations = append(all.Relations, p.Relation(i))
	}
	return all
})

// TestCursorWithoutName expects a cursor without a name to come after all rows with the same
// number.
func TestCursorWithoutName(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(storetest.Fixture(m))
	if err != nil {
		t.Fatal(err)
	}
	for shared, want := range map[int64]int{0: 0, 1: 0, 2: 3} {
		q := &plan.Collaborators{Of: "alpha", In: plan.All{}, Page: plan.Page{Limit: 10, After: []model.Value{model.IntValue(shared), {}, model.IDValue("")}}}
		for name, each := range map[string]store.Store{"its own": st, "fallback": storetest.Bare(st)} {
			v, err := each.View(t.Context(), store.ViewOptions{})
			if err != nil {
				t.Fatal(err)
			}
			page, err := fallback.Complete(v, m, plan.NewWork(t.Context())).Collaborators(t.Context(), q, store.CollaboratorOptions{Visits: 1000})
			if err != nil || len(page.Rows) != want {
				t.Errorf("%s, after %d shared: %+v, %v, want %d rows", name, shared, page, err, want)
			}
			v.Close()
		}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

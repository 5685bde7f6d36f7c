package store_test

import (
	"slices"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// TestSortCollaborators sorts actors by shared initiatives, name and id, as CompareCollaborators does.
func TestSortCollaborators(t *testing.T) {
	list := []store.Collaborator{
		{ID: "a", Name: "Zeta", Shared: 2}, {ID: "c", Name: "Élan", Shared: 2}, {ID: "b", Name: "Elan", Shared: 2},
		{ID: "e", Name: "elan", Shared: 9}, {ID: "f", Name: "Elan", Shared: 2}, {ID: "d", Name: "Alpha", Shared: 1},
	}
	want := slices.Clone(list)
	slices.SortFunc(want, store.CompareCollaborators)
	if err := store.SortCollaborators(plan.NewWork(t.Context()), list); err != nil {
		t.Fatal(err)
	}
	ids := func(list []store.Collaborator) (ids []string) {
		for _, c := range list {
			ids = append(ids, c.ID)
		}
		return ids
	}
	if got := ids(list); !slices.Equal(got, []string{"e", "b", "f", "c", "a", "d"}) || !slices.Equal(got, ids(want)) {
		t.Errorf("the order is %v, and by comparisons %v", got, ids(want))
	}
}

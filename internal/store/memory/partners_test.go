package memory_test

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// TestCollaboratorsAreCountedOnce counts the collaborators of two actors in turns, of which one
// participates in an initiative twice, on any day and on one: neither the second participation nor
// what was counted before may change a number.
func TestCollaboratorsAreCountedOnce(t *testing.T) {
	b := storetest.NewBuilder(readModel(t))
	for _, id := range []string{"alpha", "beta", "gamma"} {
		b.Entity("Institute", id, storetest.Fields{})
	}
	b.Entity("JointAction", "action", storetest.Fields{})
	for i, of := range []string{"alpha", "alpha", "beta", "gamma"} {
		b.Relation("Participation", strconv.Itoa(i), of, "action", storetest.Fields{"since": "2020"})
	}
	view, err := newTestStore(t, b.Graph).st.View(t.Context(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	day := model.Days(18_500)
	for range 3 {
		for _, on := range []*model.Days{nil, &day} {
			for of, want := range map[string]map[string]int{
				"alpha": {"beta": 1, "gamma": 1}, "beta": {"alpha": 1, "gamma": 1},
			} {
				page, err := view.(store.Partners).Collaborators(t.Context(), &plan.Collaborators{Of: of, On: on, Page: plan.Page{Limit: 10}},
					store.CollaboratorOptions{Visits: 100, Total: true})
				if err != nil {
					t.Fatal(err)
				}
				shared := map[string]int{}
				for _, row := range page.Rows {
					shared[row.ID] = row.Shared
				}
				if diff := cmp.Diff(want, shared); diff != "" || page.Total != len(want) {
					t.Errorf("of %s on %v: %d in total, shared (-want +got):\n%s", of, on, page.Total, diff)
				}
			}
		}
	}
}

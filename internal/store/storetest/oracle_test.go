package storetest_test

import (
	"context"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// TestOracleConforms expects the oracle to pass the suite, so that the two agree.
func TestOracleConforms(t *testing.T) {
	storetest.Conformance(t, func(g *store.Graph) (store.Store, error) { return storetest.NewOracle(g), nil })
}

// TestOracleStartsAgain enters a slot again, and reads a page again.
func TestOracleStartsAgain(t *testing.T) {
	m := readModel(t)
	g := storetest.Random(m, 2, 30)
	rows := &plan.Select{Type: m.AnyEntity, Slots: []plan.Slot{&plan.Column{Field: m.AnyEntity.Field("id")}}}
	p := &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{&plan.Connection{Type: m.AnyEntity, Where: plan.All{}, Page: plan.Page{Limit: 5}, Rows: rows}}}}
	view, err := storetest.NewOracle(g).View(context.Background(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	c, err := view.Run(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	walk := func() (ids []string) {
		for c.Next() {
			ids = append(ids, c.Value(0).Text)
		}
		return ids
	}
	for _, start := range []func(){func() { c.Enter(0) }, c.Rows, func() { c.Leave(); c.Enter(0) }} {
		start()
		ids := walk()
		if len(ids) != 5 || c.Len() != 5 || ids[0] != c.Key(0, nil)[0].Text || !c.More() {
			t.Errorf("got the rows %q of %d, want the first five again", ids, c.Len())
		}
	}
}

// TestOracleContradiction expects a relation whose dates contradict each other to be active on
// no day, and not in a period that contains both dates.
func TestOracleContradiction(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	b.Entity("Institute", "institute-1", nil)
	b.Entity("JointAction", "action-1", storetest.Fields{"start": "2020", "end": "2024"})
	b.Relation("Participation", "", "institute-1", "action-1", storetest.Fields{"role": "MEMBER", "since": "2025"})
	got, err := storetest.Answer(m, schema, storetest.NewOracle(b.Graph), `{ participations(where: {activeDuring: {from: "2020", to: "2030"}}) { totalCount } }`, nil)
	if want := `{"participations":{"totalCount":0}}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

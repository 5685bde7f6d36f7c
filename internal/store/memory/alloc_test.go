package memory_test

import (
	"context"
	"fmt"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// TestAllocations reads an answer of ten rows and one of a thousand, each with a nested list,
// parts and an end: rows must not allocate. The race detector empties sync.Pool at random,
// which costs a few allocations but never one per row.
func TestAllocations(t *testing.T) {
	b := storetest.NewBuilder(readModel(t))
	b.Entity("JointAction", "action", storetest.Fields{"start": "2024"})
	for i := range 1200 {
		name := fmt.Sprintf("institute-%04d", i)
		b.Entity("Institute", name, storetest.Fields{"country": "BE", "kinds": []string{"hospital"},
			"identifiers": []storetest.Fields{{"scheme": "pic", "value": name}}})
		b.Relation("Participation", "", name, "action", storetest.Fields{"role": "MEMBER"})
	}
	a := newTestStore(t, b.Graph)
	few, many := a.allocations(10), a.allocations(1000)
	if many > few+50 {
		t.Errorf("%v allocations for 10 rows, %v for 1000", few, many)
	}
}

func (a *testStore) allocations(limit int) float64 {
	inst, part := a.m.Type("Institute"), a.m.Type("Participation")
	identifiers := inst.Field("identifiers")
	nested := &plan.Connection{Side: inst.Side("participations"), Type: part, Where: plan.All{}, Page: plan.Page{Limit: 20}, Count: true,
		Rows: &plan.Select{Type: part, Slots: []plan.Slot{id(part), &plan.EndOf{End: part.To, Select: &plan.Select{Type: part.To.Target, Slots: []plan.Slot{id(part.To.Target)}}}}}}
	c := a.all("Institute", &plan.Compare{Field: inst.Field("country"), Op: plan.Eq, Values: []model.Value{model.TextValue("BE")}})
	c.Page.Limit, c.Order = limit, plan.Order{{Field: inst.Field("name")}}
	c.Rows = &plan.Select{Type: inst, Slots: []plan.Slot{id(inst), nested, &plan.Column{Field: inst.Field("kinds")},
		&plan.PartList{Field: identifiers, Select: &plan.Select{Type: identifiers.Object, Slots: []plan.Slot{&plan.Column{Field: identifiers.Object.Field("value")}}}}}}
	v, err := a.st.View(context.Background(), store.ViewOptions{})
	if err != nil {
		a.Fatal(err)
	}
	p := &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{c}}}
	key := make([]model.Value, 0, 4)
	return testing.AllocsPerRun(20, func() {
		cursor, err := v.Run(context.Background(), p)
		if err != nil {
			a.Fatal(err)
		}
		cursor.Enter(0)
		for row := 0; cursor.Next(); row++ {
			key = cursor.Key(row, key[:0])
			_ = cursor.Value(0)
			a.inside(cursor)
		}
		if cursor.Len() != limit || !cursor.More() {
			a.Fatalf("%d rows, want %d", cursor.Len(), limit)
		}
	})
}

// inside reads what is nested in a row.
func (a *testStore) inside(c store.Cursor) {
	c.Enter(1)
	for c.Next() {
		c.Enter(1)
		_ = c.Value(0)
		c.Leave()
	}
	if c.Count() != 1 {
		a.Fatal("an institute has one participation")
	}
	c.Leave()
	for slot := 2; slot <= 3; slot++ {
		c.Enter(slot)
		for c.Next() {
			_ = c.Value(0)
		}
		c.Leave()
	}
}

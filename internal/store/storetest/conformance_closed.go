package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// unknownSlot and unknownPredicate are types that no store has a case for, like a type that is
// newly added to package plan.
type (
	unknownSlot      struct{ plan.Slot }
	unknownPredicate struct{ plan.Predicate }
)

// unhandled expects a panic for a slot or a predicate that the store has no case for, wherever
// it is in a plan. Without the panic, one store might match nothing and another everything.
func (s *suite) unhandled(t *testing.T) {
	institutes, participations := s.m.Type("Institute"), s.m.Participation
	rows := &plan.Select{Type: institutes, Slots: []plan.Slot{&plan.Column{Field: institutes.Field("id")}}}
	list := func(where plan.Predicate) plan.Slot {
		return &plan.Connection{Type: institutes, Where: where, Page: plan.Page{Limit: 3}, Rows: rows, Count: true}
	}
	unknown := unknownPredicate{}
	for name, slot := range map[string]plan.Slot{
		"the root": unknownSlot{},
		"a slot of a row": &plan.Connection{Type: institutes, Where: plan.All{}, Page: plan.Page{Limit: 3},
			Rows: &plan.Select{Type: institutes, Slots: []plan.Slot{unknownSlot{}}}},
		"a condition":                    list(unknown),
		"a part of a conjunction":        list(plan.All{&plan.Refers{Refs: []string{"alpha"}}, unknown}),
		"a part of a disjunction":        list(plan.Any{unknown, &plan.Refers{Refs: []string{"alpha"}}}),
		"a condition on relations":       list(&plan.Related{Side: participations.From.Side, Where: unknown}),
		"a condition on no relation":     list(&plan.Related{Side: participations.From.Side, Where: unknown, None: true}),
		"a condition on counted objects": list(&plan.Count{Side: participations.From.Side, Where: unknown, Op: plan.Gt, N: 1}),
		"a condition on an end": &plan.Connection{Type: participations, Where: &plan.AtEnd{End: participations.To, Where: unknown},
			Page: plan.Page{Limit: 3}, Count: true},
	} {
		if got := s.panicOf(t, slot); !strings.Contains(got, "no case for storetest.unknown") {
			t.Errorf("%s is unknown: the panic is %q, want one that names the type", name, got)
		}
	}
}

// panicOf runs a plan with one slot, reads the answer, and returns the text of the panic.
func (s *suite) panicOf(t *testing.T, slot plan.Slot) (text string) {
	t.Helper()
	view, err := s.st.View(context.Background(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	defer func() {
		if p := recover(); p != nil {
			text = fmt.Sprint(p)
		}
	}()
	c, err := view.Run(context.Background(), &plan.Plan{Field: "unknown", Root: &plan.Select{Slots: []plan.Slot{slot}}})
	if err != nil {
		return "none, but the error " + err.Error()
	}
	c.Enter(0)
	for c.Rows(); c.Next(); {
		c.Enter(0)
	}
	return "none"
}

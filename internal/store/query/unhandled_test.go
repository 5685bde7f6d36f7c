package query_test

import (
	"fmt"
	"strings"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/query"
	"whojoins/internal/store/storetest"
)

type (
	unknownSlot  struct{ plan.Slot }
	unknownQuery struct{ plan.Query }
)

// TestUnknownTypesPanic expects a panic that names the type of a slot or graph query without a
// case.
func TestUnknownTypesPanic(t *testing.T) {
	m, _, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	v, err := storetest.NewOracle(storetest.Random(m, 1, 5)).View(t.Context(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	asks := func(q plan.Query, slots ...plan.Slot) plan.Slot {
		return &plan.GraphQuery{Query: q, Select: &plan.Select{Type: m.Type("Overlap"), Slots: slots}, Visits: 100}
	}
	for name, root := range map[string]plan.Slot{
		"unknownSlot":  unknownSlot{},
		"unknownQuery": asks(unknownQuery{}),
	} {
		p := &plan.Plan{Field: "unknown", Root: &plan.Select{Slots: []plan.Slot{root}}}
		got := panicOf(func() { _, _ = query.Run(t.Context(), plan.NewWork(t.Context()), v, m, p, nil) })
		if !strings.Contains(got, "no case for query_test."+name) {
			t.Errorf("%s: the panic is %q", name, got)
		}
	}
	inside := &plan.Plan{Field: "search", Root: &plan.Select{Slots: []plan.Slot{asks(&plan.Search{Text: "x"}, unknownSlot{})}}}
	if got := panicOf(func() { _, _ = query.Run(t.Context(), plan.NewWork(t.Context()), v, m, inside, nil) }); !strings.Contains(got, "no case for query_test.unknownSlot") {
		t.Errorf("a slot of an answer: the panic is %q", got)
	}
}

// panicOf calls a function and returns the text of its panic.
func panicOf(call func()) (text string) {
	defer func() {
		if p := recover(); p != nil {
			text = fmt.Sprint(p)
		}
	}()
	call()
	return "none"
}

package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"whojoins/internal/plan"
)

type (
	unknownSlot  struct{ plan.Slot }
	unknownQuery struct{ plan.Query }
)

// A slot or a query for which a type switch has no case is a panic that names its type,
// never a part that is silently left out.
func TestUnknownTypesPanic(t *testing.T) {
	p := &plan.Plan{Field: "unknown", Root: &plan.Select{Slots: []plan.Slot{unknownSlot{}}}}
	for name, use := range map[string]func(){
		"print": func() { _ = p.String() },
		"clone": func() { p.Clone() },
	} {
		if got := panicOf(use); !strings.Contains(got, "no case for plan_test.unknownSlot") {
			t.Errorf("%s of an unknown slot: the panic is %q", name, got)
		}
	}
	if got, want := plan.Unhandled(unknownQuery{}), "no case for plan_test.unknownQuery"; !strings.Contains(got, want) {
		t.Errorf("got %q, want %q in it", got, want)
	}
}

// panicOf returns the text of the panic of a call.
func panicOf(call func()) (text string) {
	defer func() {
		if p := recover(); p != nil {
			text = fmt.Sprint(p)
		}
	}()
	call()
	return "none"
}

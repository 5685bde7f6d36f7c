package graph

import (
	"fmt"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// positions are the positions of people, in the order of edge.what.
var positions = []string{"researcher", "director", "professor", "coordinator", "physician", "data manager", "nurse", "policy officer"}

// relation returns the object of an edge.
func (w *writer) relation(t *model.Type, e edge) *store.Object {
	w.source.Seed(w.s.seed, e.key)
	from, fromAt := w.s.node(e.from)
	to, toAt := w.s.node(e.to)
	o := &object{&store.Object{Type: t, ID: fmt.Sprintf("%s-%016x", t.Slug(), e.key), From: from.id(fromAt), To: to.id(toAt)}, t}
	deprecated := w.chance(1)
	o.value("disputed", model.BoolValue(w.chance(2)))
	o.value("deprecated", model.BoolValue(deprecated))
	w.dates(o)
	switch t.Name {
	case "Participation":
		w.participation(o, e)
	case "Affiliation":
		o.text("position", positions[e.what])
	case "Funding":
		w.tier(o, e)
	case "Support":
		o.text("purpose", w.phrase(6))
	case "Development":
		o.text("workPackage", fmt.Sprintf("WP%d", e.work))
	case "Authorship":
		o.text("capacity", o.field("capacity").Enum.Values[e.what].Name)
	}
	rank := "NORMAL"
	if deprecated {
		rank = "DEPRECATED"
	} else if w.chance(10) {
		rank = "PREFERRED"
	}
	w.evidence(o, rank)
	return o.Object
}

// dates sets dates of a few relations; the others are bounded by the initiative's dates.
func (w *writer) dates(o *object) {
	if w.chance(30) {
		o.text("since", w.someDay(2005, 15))
		if w.chance(30) {
			o.text("until", w.someDay(2021, 6))
		}
	}
}

func (w *writer) participation(o *object, e edge) {
	role := o.field("role").Enum.Values[e.what]
	o.text("role", role.Name)
	if e.work > 0 {
		o.text("workPackage", fmt.Sprintf("WP%d", e.work))
		return
	}
	if w.chance(50) {
		o.text("title", role.Description)
	}
	if w.chance(70) {
		cents := int64(1_000_000 + w.IntN(100_000_000))
		o.money("contribution", cents)
		o.money("netContribution", cents-int64(w.IntN(1_000_000)))
		o.money("totalCost", cents*5/4)
	}
}

func (w *writer) tier(o *object, e edge) {
	o.text("tier", o.field("tier").Enum.Values[e.what].Name)
	if w.chance(20) {
		o.value("founding", model.BoolValue(w.chance(50)))
	}
	o.money("amount", int64(10_000_000+w.IntN(1_000_000_000)))
}

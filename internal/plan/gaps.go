package plan

import "whojoins/internal/model"

// Gaps finds the initiatives with no participant on record that meets a condition.
type Gaps struct {
	// Lacking is a condition on the actors, In on the initiatives.
	Lacking, In Predicate
	Page        Page
}

// GapsOrder is the order of gaps: by the position of the verdict, the name, and the id.
var GapsOrder = Keyset{"gaps", []model.Scalar{model.Int, model.Text}}

// Lists returns a list of initiatives for each verdict, in the order of the verdicts: those that
// certainly lack such a participant, since all participants are on record and none of them lacks a
// value that is compared; those of which only some participants are known; and those of which
// none is. Each list is by name and has the id and the name of its rows.
func (q *Gaps) Lists(m *model.Model) []*Connection {
	participation := m.Participation
	t, side := participation.To.Target, participation.To.Side
	some := func(where Predicate) *Related {
		return &Related{Side: side, Where: &AtEnd{End: participation.From, Where: where}}
	}
	none := func(where Predicate) Predicate {
		r := some(where)
		r.None = true
		return r
	}
	complete := func(not bool) Predicate {
		f := t.WithDerivation(model.DerivedCoverage)
		if f == nil {
			return always(not)
		}
		return &Compare{Field: f.Leaf("complete"), Op: Eq, Values: []model.Value{model.BoolValue(true)}, Not: not}
	}
	base, missing := []Predicate{q.In, none(q.Lacking)}, Missing(q.Lacking)
	open := Any{complete(true), some(missing)}
	lists := [][]Predicate{
		{complete(false), none(missing)},
		{open, &Related{Side: side, Where: All{}}},
		{open, &Related{Side: side, Where: All{}, None: true}},
	}
	var connections []*Connection
	for _, where := range lists {
		connections = append(connections, &Connection{
			Type: t, Where: flatten[All, Any](append(append([]Predicate{}, base...), where...)), Order: Order{{Field: t.Field("name")}},
			Rows: &Select{Type: t, Slots: []Slot{&Column{Field: t.Field("id")}, &Column{Field: t.Field("name")}}},
		})
	}
	return connections
}

// Missing returns the condition that an object lacks a value that p compares, so that p might be
// true of it if more were known. A condition on whether a value is there compares none.
func Missing(p Predicate) Predicate {
	switch p := p.(type) {
	case All:
		return missingIn(p)
	case Any:
		return missingIn(p)
	case *Compare:
		if p.Op == IsNull {
			return Any{}
		}
		return &Compare{Field: p.Field, Op: IsNull}
	case *Related:
		return missingRelated(p.Side, p.Where, p.Deprecated)
	case *Count:
		return missingRelated(p.Side, p.Where, p.Deprecated)
	case *HasPart:
		if inside := Missing(p.Where); !isNever(inside) {
			return &HasPart{Field: p.Field, Where: inside}
		}
		return Any{}
	case *AtEnd:
		return atEnd(p.End, Missing(p.Where))
	case *Within:
		return &Compare{Field: p.Field.Leaves[0], Op: IsNull}
	case nil, *Refers, *IsType, *Active:
		return Any{}
	default:
		panic(Unhandled(p))
	}
}

func missingIn(list []Predicate) Predicate {
	var parts []Predicate
	for _, p := range list {
		parts = append(parts, Missing(p))
	}
	return flatten[Any, All](parts)
}

func missingRelated(side *model.Side, where Predicate, deprecated bool) Predicate {
	if inside := Missing(where); !isNever(inside) {
		return &Related{Side: side, Where: inside, Deprecated: deprecated}
	}
	return Any{}
}

// isNever reports whether a condition is the constant false.
func isNever(p Predicate) bool {
	list, ok := p.(Any)
	return ok && len(list) == 0
}

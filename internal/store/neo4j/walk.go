package neo4j

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// walk finds the rows of a list whose filter asks for something that few have, at another
// place than the row: a relation with an entity known by its id or its name, an alias.
// Written as a pattern, and not as a condition on each row, the database starts from
// there. Empty when the filter asks for nothing of the kind.
func (c *compiler) walk(p plan.Predicate, s scope, pattern func(map[string]string) string) string {
	if hop, _ := c.hop(p, s); hop == nil {
		return ""
	}
	return c.subquery(c.steps(p, s, pattern) + " RETURN DISTINCT " + s.variables())
}

// steps are clauses, one a hop. In one pattern the hops could not go back over the
// relation by which they came.
func (c *compiler) steps(p plan.Predicate, s scope, pattern func(map[string]string) string) string {
	hop, at := c.hop(p, s)
	var h hints
	if s.typ.Kind != model.Object {
		c.find(&h, p, s)
	}
	text := "MATCH " + pattern(h.labels) + condition(append([]string{c.where(without(p, hop), s)}, h.conditions...)...)
	if related, ok := hop.(*plan.Related); ok {
		next, of := c.besideLabelled(related.Side, at, related.Deprecated)
		return text + " " + c.steps(related.Where, of, next)
	}
	if has, ok := hop.(*plan.HasPart); ok {
		next, of, _ := c.hung(has.Field, at)
		return text + " " + c.steps(has.Where, of, func(map[string]string) string { return next })
	}
	return text
}

// hop is the first relation or part with something selective that all rows must have,
// and the scope of the entity that has it.
func (c *compiler) hop(p plan.Predicate, s scope) (plan.Predicate, scope) {
	switch p := p.(type) {
	case plan.All:
		for _, each := range p {
			if hop, at := c.hop(each, s); hop != nil {
				return hop, at
			}
		}
	case *plan.AtEnd:
		return c.hop(p.Where, s.end(p.End))
	case *plan.Related:
		if !p.None && selective(p.Where) {
			return p, s
		}
	case *plan.HasPart:
		if !p.None && !inLists(s) && s.typ.Kind != model.Object && selective(p.Where) {
			return p, s
		}
	case nil, plan.Any, *plan.Compare, *plan.Refers, *plan.IsType, *plan.Count, *plan.Active:
	default:
		panic(plan.Unhandled(p))
	}
	return nil, s
}

// selective says that a filter asks for something that few have: an id, or a text by
// which entities are searched, as a whole.
func selective(p plan.Predicate) bool {
	switch p := p.(type) {
	case plan.All:
		return slices.ContainsFunc(p, selective)
	case *plan.AtEnd:
		return selective(p.Where)
	case *plan.Refers:
		return !p.Not && p.Field == nil
	case *plan.Related:
		return !p.None && selective(p.Where)
	case *plan.HasPart:
		return !p.None && selective(p.Where)
	case *plan.Compare:
		whole := p.Op == plan.Eq || p.Op == plan.In || p.Op == plan.Folds
		return whole && !p.Not && p.Field.Searched > 0
	case nil, plan.Any, *plan.IsType, *plan.Count, *plan.Active:
		return false
	default:
		panic(plan.Unhandled(p))
	}
}

// without is a filter but for a part that all rows must pass.
func without(p, part plan.Predicate) plan.Predicate {
	switch q := p.(type) {
	case plan.All:
		rest := make(plan.All, len(q))
		for i, each := range q {
			rest[i] = without(each, part)
		}
		return rest
	case *plan.AtEnd:
		return &plan.AtEnd{End: q.End, Where: without(q.Where, part)}
	case *plan.Related, *plan.HasPart:
		if q == part {
			return plan.All{}
		}
	case nil, plan.Any, *plan.Compare, *plan.Refers, *plan.IsType, *plan.Count, *plan.Active:
	default:
		panic(plan.Unhandled(p))
	}
	return p
}

package neo4j

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// fromSelective returns a query that finds the rows of a list from the selective end of its
// filter: from a relation with an entity given by its id or name, or from an alias. Because the
// filter is a pattern and not a condition on each row, the database starts at that end. It
// returns "" if the filter is not selective.
func (c *compiler) fromSelective(p plan.Predicate, s scope, pattern func(map[string]string) string) string {
	if step, _ := c.selectiveStep(p, s); step == nil {
		return ""
	}
	return c.subquery(c.stepClauses(p, s, pattern) + " RETURN DISTINCT " + s.variables())
}

// stepClauses returns the clauses for the steps of the pattern, one clause per step. In a
// single pattern, the steps could not go back along a relation that an earlier step has used.
func (c *compiler) stepClauses(p plan.Predicate, s scope, pattern func(map[string]string) string) string {
	step, of := c.selectiveStep(p, s)
	var h hints
	if s.typ.Kind != model.Object {
		c.hintIndexes(&h, p, s)
	}
	text := "MATCH " + pattern(h.labels) + condition(append([]string{c.where(without(p, step), s)}, h.conditions...)...)
	if related, ok := step.(*plan.Related); ok {
		next, relation := c.labelledRelationPattern(related.Side, of, related.Deprecated)
		return text + " " + c.stepClauses(related.Where, relation, next)
	}
	if has, ok := step.(*plan.HasPart); ok {
		next, relation, _ := c.partPattern(has.Field, of)
		return text + " " + c.stepClauses(has.Where, relation, func(map[string]string) string { return next })
	}
	return text
}

// selectiveStep returns the first relation or part with something selective that all rows must
// have, and the scope of its entity.
func (c *compiler) selectiveStep(p plan.Predicate, s scope) (plan.Predicate, scope) {
	switch p := p.(type) {
	case plan.All:
		for _, each := range p {
			if step, of := c.selectiveStep(each, s); step != nil {
				return step, of
			}
		}
	case *plan.AtEnd:
		return c.selectiveStep(p.Where, s.end(p.End))
	case *plan.Related:
		if !p.None && selective(p.Where) {
			return p, s
		}
	case *plan.HasPart:
		if !p.None && !inLists(s) && s.typ.Kind != model.Object && selective(p.Where) {
			return p, s
		}
	case nil, plan.Any, *plan.Compare, *plan.Refers, *plan.IsType, *plan.Count, *plan.Active, *plan.Within:
	default:
		panic(plan.Unhandled(p))
	}
	return nil, s
}

// selective reports whether a filter matches few objects: whether it requires an id, or a whole
// text by which entities are searched.
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
	case nil, plan.Any, *plan.IsType, *plan.Count, *plan.Active, *plan.Within:
		return false
	default:
		panic(plan.Unhandled(p))
	}
}

// without returns a filter without one of its parts.
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
	case nil, plan.Any, *plan.Compare, *plan.Refers, *plan.IsType, *plan.Count, *plan.Active, *plan.Within:
	default:
		panic(plan.Unhandled(p))
	}
	return p
}

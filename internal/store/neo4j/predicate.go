package neo4j

import (
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/layout"
)

// where returns a predicate as a condition in Cypher; "" if everything matches. In Cypher a
// comparison with null is null, but in a plan its negation is true. So a leaf is written as it
// is, which allows the use of an index, and a negated leaf also accepts null.
func (c *compiler) where(p plan.Predicate, s scope) string {
	switch p := p.(type) {
	case nil:
		return ""
	case plan.All:
		return c.joinConditions(p, s, " AND ")
	case plan.Any:
		if len(p) == 0 {
			return never
		}
		return c.joinConditions(p, s, " OR ")
	case *plan.Compare:
		return c.compare(p, s)
	case *plan.Refers:
		return c.refers(p, s)
	case *plan.IsType:
		return s.self + ":" + labels(p, s)
	case *plan.Related:
		return c.related(p, s)
	case *plan.Count:
		return c.counts(p, s)
	case *plan.HasPart:
		return c.hasPart(p, s)
	case *plan.AtEnd:
		return c.where(p.Where, s.end(p.End))
	case *plan.Within:
		return c.within(p, s)
	case *plan.Active:
		return c.active(p, s)
	default:
		panic(plan.Unhandled(p))
	}
}

// never is the condition that nothing matches.
const never = "false"

// joinConditions joins conditions with AND or OR. A condition that is always true is left out
// of a conjunction and makes a disjunction true.
func (c *compiler) joinConditions(list []plan.Predicate, s scope, word string) string {
	var parts []string
	for _, p := range list {
		switch text := c.where(p, s); {
		case text != "":
			parts = append(parts, text)
		case word == " OR ":
			parts = append(parts, "true")
		}
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return "(" + strings.Join(parts, word) + ")"
}

// and joins conditions, some of which may be empty.
func and(parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, " AND ")
}

// condition returns a WHERE clause, or "" without conditions.
func condition(parts ...string) string {
	if text := and(parts...); text != "" {
		return " WHERE " + text
	}
	return ""
}

// negate returns a leaf on a value, or its negation.
func negate(not bool, value, leaf string) string {
	if not {
		return "(" + value + " IS NULL OR NOT " + leaf + ")"
	}
	return leaf
}

// labels returns a label expression for any of the types.
func labels(p *plan.IsType, s scope) string {
	var names []string
	for _, t := range p.Of.Members {
		if p.Types.Has(t) {
			names = append(names, t.Name)
			if s.deprecated {
				names = append(names, layout.Label(t, true))
			}
		}
	}
	return strings.Join(names, "|")
}

// listed returns the label expression for the current entities of a type. Deprecated ones have the
// label of all entities too, by which they are looked up.
func (c *compiler) listed(t *model.Type) string {
	if t == c.model.AnyEntity {
		return t.Name + "&!" + layout.Label(t, true)
	}
	return t.Name
}

// related returns a condition on the relations of an entity.
func (c *compiler) related(p *plan.Related, s scope) string {
	pattern, of := c.relationPattern(p.Side, s, p.Deprecated)
	text := "EXISTS { MATCH " + pattern + condition(c.where(p.Where, of)) + " }"
	if p.None {
		return "NOT " + text
	}
	return text
}

// counts returns a condition on the number of relations of an entity.
func (c *compiler) counts(p *plan.Count, s scope) string {
	pattern, of := c.relationPattern(p.Side, s, p.Deprecated)
	operator := operators[p.Op]
	if p.Not {
		operator = " <> "
	}
	return "COUNT { MATCH " + pattern + condition(c.where(p.Where, of)) + " }" + operator + c.param(p.N)
}

// within returns the condition that a place is near another one, from the vector that the load has
// computed. The latitudes change nothing, but an index has them.
func (c *compiler) within(p *plan.Within, s scope) string {
	square := func(axis layout.Axis, at float64) string {
		d := s.self + "." + layout.AxisProperty(p.Field, axis) + " - " + c.param(at)
		return "(" + d + ") * (" + d + ")"
	}
	near := square(layout.AxisX, p.At.X) + " + " + square(layout.AxisY, p.At.Y) + " + " + square(layout.AxisZ, p.At.Z) + " <= " + c.param(p.Chord2)
	if p.Not {
		return negate(true, s.self+"."+layout.AxisProperty(p.Field, layout.AxisX), "("+near+")")
	}
	north, _ := p.Field.Position()
	return "(" + s.column(north) + " >= " + c.param(p.Low) + " AND " + s.column(north) + " <= " + c.param(p.High) + " AND " + near + ")"
}

// active returns the condition that an entity or a relation is active in a period, from the days
// that the load has computed. A missing day sets no bound: a comparison with it is null, which counts as
// true. Alternatives with IS NULL would mean the same, but the database would take longer to
// plan them. The end comes first, because more has ended than has yet to begin.
func (c *compiler) active(p *plan.Active, s scope) string {
	from, until := s.self+"."+layout.ActiveFromProperty, s.self+"."+layout.ActiveUntilProperty
	var parts []string
	if p.From > model.FirstDay {
		parts = append(parts, orNull(until+" >= "+c.param(layout.Date(p.From))))
	}
	if p.To < model.LastDay {
		parts = append(parts, orNull(from+" <= "+c.param(layout.Date(p.To))))
	}
	parts = append(parts, orNull(from+" <= "+until))
	text := and(parts...)
	if p.Not {
		return "NOT (" + text + ")"
	}
	return text
}

// orNull returns a comparison that null passes.
func orNull(comparison string) string { return "coalesce(" + comparison + ", true)" }

// relationPattern returns the pattern of an entity's relations on a side, and the scope of a
// relation.
func (c *compiler) relationPattern(side *model.Side, s scope, deprecated bool) (string, scope) {
	pattern, of := c.labelledRelationPattern(side, s, deprecated)
	return pattern(nil), of
}

// labelledRelationPattern is relationPattern with labels for its variables.
func (c *compiler) labelledRelationPattern(side *model.Side, s scope, deprecated bool) (func(labels map[string]string) string, scope) {
	r, far := c.variable("r"), c.variable("n")
	of := scope{self: r, typ: side.Relation, deprecated: deprecated}
	link := "[" + r + ":" + layout.Relationship(side.Relation, deprecated) + "]"
	if side.Near.First {
		of.from, of.to = s.self, far
		return func(labels map[string]string) string {
			return "(" + s.self + ")-" + link + "->" + nodePattern(far, labels)
		}, of
	}
	of.from, of.to = far, s.self
	return func(labels map[string]string) string {
		return "(" + s.self + ")<-" + link + "-" + nodePattern(far, labels)
	}, of
}

// typePattern returns the scope and the pattern of all objects of a type.
func (c *compiler) typePattern(t *model.Type, deprecated bool) (scope, func(labels map[string]string) string) {
	if t.Kind != model.Relation {
		n := c.variable("n")
		return scope{self: n, typ: t}, func(labels map[string]string) string {
			if label := labels[n]; label != "" && label != t.Name {
				return "(" + n + ":" + c.listed(t) + "&" + label + ")"
			}
			return "(" + n + ":" + c.listed(t) + ")"
		}
	}
	of := scope{self: c.variable("r"), from: c.variable("n"), to: c.variable("n"), typ: t, deprecated: deprecated}
	return of, func(labels map[string]string) string {
		return nodePattern(of.from, labels) + "-[" + of.self + ":" + layout.Relationship(t, deprecated) + "]->" + nodePattern(of.to, labels)
	}
}

// nodePattern returns the pattern of a node, with its label if there is one.
func nodePattern(variable string, labels map[string]string) string {
	if label := labels[variable]; label != "" {
		return "(" + variable + ":" + label + ")"
	}
	return "(" + variable + ")"
}

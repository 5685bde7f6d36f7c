package neo4j

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/layout"
)

// compare returns the condition for a comparison of one field. A comparison with a list holds
// if it holds for any of its values. An empty list has no property.
func (c *compiler) compare(p *plan.Compare, s scope) string {
	x := s.column(p.Field)
	switch {
	case p.Op == plan.IsNull && p.Not:
		return x + " IS NOT NULL"
	case p.Op == plan.IsNull:
		return x + " IS NULL"
	case p.Field.List:
		each := c.variable("v")
		return negate(p.Not, x, "any("+each+" IN "+x+" WHERE "+each+" IN "+c.values(p)+")")
	}
	switch p.Op {
	case plan.Eq:
		return negate(p.Not, x, x+" = "+c.param(layout.Value(p.Values[0])))
	case plan.In:
		return negate(p.Not, x, x+" IN "+c.values(p))
	case plan.StartsWith:
		return negate(p.Not, x, x+" STARTS WITH "+c.param(p.Values[0].Text))
	case plan.Contains:
		return negate(p.Not, x, filterOnly(x)+" CONTAINS "+c.param(p.Values[0].Text))
	case plan.EndsWith:
		return negate(p.Not, x, filterOnly(x)+" ENDS WITH "+c.param(p.Values[0].Text))
	case plan.Folds:
		return negate(p.Not, s.folded(p.Field), s.folded(p.Field)+" = "+c.param(p.Values[0].Text))
	case plan.Matches:
		return c.matches(p, s)
	}
	if p.Field.Scalar == model.Date {
		first := s.first(p.Field)
		return negate(p.Not, first, first+operators[p.Op]+c.param(s.day(model.Days(p.Values[0].Int))))
	}
	return negate(p.Not, x, x+operators[p.Op]+c.param(layout.Value(p.Values[0])))
}

var operators = map[plan.Op]string{plan.Eq: " = ", plan.Gt: " > ", plan.Gte: " >= ", plan.Lt: " < ", plan.Lte: " <= "}

// filterOnly returns a text for a condition that no range index can answer. Together with a
// condition that such an index can answer, Neo4j 5.26 may plan both as one search of the index,
// which then fails; it plans none for a function of the property.
func filterOnly(x string) string { return "toString(" + x + ")" }

// values returns the values of a comparison as one parameter.
func (c *compiler) values(p *plan.Compare) string {
	list := make([]any, len(p.Values))
	for i, v := range p.Values {
		list[i] = layout.Value(v)
	}
	return c.param(list)
}

// matches returns the condition that a folded text, whose words are separated by single spaces,
// contains all words of the comparison, of which the longest may be cut (model.Words). Without
// words every text matches.
func (c *compiler) matches(p *plan.Compare, s scope) string {
	words := make([]any, len(p.Values))
	for i, v := range p.Values {
		word := " " + v.Text
		if !model.MayContinue(v.Text) {
			word += " "
		}
		words[i] = word
	}
	folded, word := s.folded(p.Field), c.variable("v")
	has := folded + " IS NOT NULL AND all(" + word + " IN " + c.param(words) + " WHERE ' ' + " + folded + " + ' ' CONTAINS " + word + ")"
	if p.Not {
		return "NOT (" + has + ")"
	}
	return "(" + has + ")"
}

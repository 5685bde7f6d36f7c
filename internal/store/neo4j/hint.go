package neo4j

import (
	"maps"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/layout"
)

// hints are what the database is told so that an index serves a filter or an order: it
// takes an index over several properties only where the label of the index is named and
// each of the properties is spoken of, if only as being there. None of it changes what
// matches.
type hints struct {
	// labels are those of variables, beside that of a list's type.
	labels     map[string]string
	conditions []string
}

// label tells the label of a variable.
func (h *hints) label(variable, label string) {
	if h.labels == nil {
		h.labels = map[string]string{}
	}
	h.labels[variable] = label
}

// there tells that values are there.
func (h *hints) there(values ...string) {
	for _, v := range values {
		h.also(v + " IS NOT NULL")
	}
}

func (h *hints) also(condition string) {
	if !slices.Contains(h.conditions, condition) {
		h.conditions = append(h.conditions, condition)
	}
}

// with is both together.
func (h *hints) with(other hints) hints {
	both := hints{labels: maps.Clone(h.labels), conditions: slices.Clone(h.conditions)}
	for variable, label := range other.labels {
		if both.labels[variable] == "" {
			both.label(variable, label)
		}
	}
	for _, c := range other.conditions {
		both.also(c)
	}
	return both
}

// find hints at the indexes that serve the comparisons which all rows must pass.
func (c *compiler) find(h *hints, p plan.Predicate, s scope) {
	switch p := p.(type) {
	case plan.All:
		for _, each := range p {
			c.find(h, each, s)
		}
	case *plan.AtEnd:
		c.find(h, p.Where, s.end(p.End))
	case *plan.Refers:
		if !p.Not {
			h.label(s.self, c.model.AnyEntity.Name)
		}
	case *plan.Compare:
		c.findBy(h, p, s)
	case nil, plan.Any, *plan.IsType, *plan.Related, *plan.Count, *plan.HasPart, *plan.Active:
	default:
		panic(plan.Unhandled(p))
	}
}

// findBy hints at the index of one comparison; see schema for which there are.
func (c *compiler) findBy(h *hints, p *plan.Compare, s scope) {
	f := p.Field
	switch name := c.isName(f); {
	case p.Not || !name && !layout.Indexed(f):
	case p.Op == plan.Folds:
		c.indexed(h, f, s, s.column(f), s.self+".id")
	case name && (p.Op == plan.Eq || p.Op == plan.In):
		// The index begins with the folded form.
		c.indexed(h, f, s, s.column(f), s.self+".id")
		folds := make([]any, len(p.Values))
		for i, v := range p.Values {
			folds[i] = model.Fold(v.Text)
		}
		h.also(s.folded(f) + " IN " + c.param(folds))
	case name:
	case f.Scalar == model.Date:
		if p.Op == plan.Gt || p.Op == plan.Gte || p.Op == plan.Lt || p.Op == plan.Lte {
			c.indexed(h, f, s, s.self+".id")
		}
	case f.Scalar == model.Int || f.Scalar == model.Float:
		c.indexed(h, f, s, s.self+".id")
	case f.Scalar == model.Cents:
	case p.Op != plan.IsNull && p.Op != plan.Contains && p.Op != plan.EndsWith && p.Op != plan.Matches:
		c.indexed(h, f, s, c.behind(s)...)
	}
}

// isName says that a field is the name of entities, which each type has an index of.
func (c *compiler) isName(f *model.Field) bool { return f == c.model.AnyEntity.Field("name") }

// indexed hints at the index of a field, the rest of whose values are there.
func (c *compiler) indexed(h *hints, f *model.Field, s scope, there ...string) {
	if s.from == "" {
		label := c.model.AnyEntity.Name
		if c.isName(f) && s.typ.Many != "" {
			label = s.typ.Name
		}
		if h.labels[s.self] == "" || label == c.model.AnyEntity.Name {
			h.label(s.self, label)
		}
	}
	h.there(there...)
}

// behind are the values that stand behind a word or a text in its index.
func (c *compiler) behind(s scope) []string {
	if s.from != "" {
		return []string{s.self + ".id"}
	}
	name := c.model.AnyEntity.Field("name")
	return []string{s.folded(name), s.column(name), s.self + ".id"}
}

// first is the value that all rows share and that an index has in front of the order of
// a list; empty when there is none. Named first in the order, it makes the page come from
// that index.
func (c *compiler) first(p plan.Predicate, s scope) string {
	switch p := p.(type) {
	case plan.All:
		for _, each := range p {
			if v := c.first(each, s); v != "" {
				return v
			}
		}
	case *plan.Compare:
		f := p.Field
		word := f.Scalar == model.Text || f.Scalar == model.EnumValue || f.Scalar == model.Boolean
		if p.Op == plan.Eq && !p.Not && word && !f.List && !c.isName(f) && layout.Indexed(f) {
			return s.column(f)
		}
	case nil, plan.Any, *plan.Refers, *plan.IsType, *plan.Related, *plan.Count, *plan.HasPart, *plan.AtEnd, *plan.Active:
	default:
		panic(plan.Unhandled(p))
	}
	return ""
}

package neo4j

import (
	"maps"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/layout"
)

// hints make the database use an index for a filter or an order. It uses an index on several
// properties only if the label of the index is named and each property occurs in a condition,
// such as IS NOT NULL. Hints do not change which rows match.
type hints struct {
	// labels are labels of variables, in addition to the label of a list's type.
	labels     map[string]string
	conditions []string
}

// label adds the label of a variable.
func (h *hints) label(variable, label string) {
	if h.labels == nil {
		h.labels = map[string]string{}
	}
	h.labels[variable] = label
}

// notNull adds IS NOT NULL for each value, so that the database may use an index on these
// properties.
func (h *hints) notNull(values ...string) {
	for _, v := range values {
		h.add(v + " IS NOT NULL")
	}
}

func (h *hints) add(condition string) {
	if !slices.Contains(h.conditions, condition) {
		h.conditions = append(h.conditions, condition)
	}
}

// merge returns the hints of both.
func (h *hints) merge(other hints) hints {
	both := hints{labels: maps.Clone(h.labels), conditions: slices.Clone(h.conditions)}
	for variable, label := range other.labels {
		if both.labels[variable] == "" {
			both.label(variable, label)
		}
	}
	for _, c := range other.conditions {
		both.add(c)
	}
	return both
}

// hintIndexes adds hints for the indexes that serve those comparisons that all rows must pass.
func (c *compiler) hintIndexes(h *hints, p plan.Predicate, s scope) {
	switch p := p.(type) {
	case plan.All:
		for _, each := range p {
			c.hintIndexes(h, each, s)
		}
	case *plan.AtEnd:
		if !s.deprecated { // the labels of indexes are those of current entities
			c.hintIndexes(h, p.Where, s.end(p.End))
		}
	case *plan.Refers:
		if !p.Not {
			h.label(s.self, c.model.AnyEntity.Name)
		}
	case *plan.Compare:
		c.hintIndex(h, p, s)
	case nil, plan.Any, *plan.IsType, *plan.Related, *plan.Count, *plan.HasPart, *plan.Active, *plan.Within:
	default:
		panic(plan.Unhandled(p))
	}
}

// hintIndex adds hints for the index of one comparison; layout.Schema lists the indexes.
func (c *compiler) hintIndex(h *hints, p *plan.Compare, s scope) {
	f := p.Field
	switch name := c.isName(f); {
	case p.Not || !name && !layout.Indexed(f):
	case p.Op == plan.Folds:
		c.useIndex(h, f, s, s.column(f), s.self+".id")
	case name && (p.Op == plan.Eq || p.Op == plan.In):
		// The index begins with the folded form.
		c.useIndex(h, f, s, s.column(f), s.self+".id")
		folds := make([]any, len(p.Values))
		for i, v := range p.Values {
			folds[i] = model.Fold(v.Text)
		}
		h.add(s.folded(f) + " IN " + c.param(folds))
	case name:
	case f.Scalar == model.Date:
		if p.Op == plan.Gt || p.Op == plan.Gte || p.Op == plan.Lt || p.Op == plan.Lte {
			c.useIndex(h, f, s, s.self+".id")
		}
	case f.Scalar == model.Int || f.Scalar == model.Float:
		c.useIndex(h, f, s, s.self+".id")
	case f.Scalar == model.Cents:
	case p.Op != plan.IsNull && p.Op != plan.Contains && p.Op != plan.EndsWith && p.Op != plan.Matches:
		c.useIndex(h, f, s, c.indexedAfter(s)...)
	}
}

// isName reports whether a field is the name of entities, on which each type has an index.
func (c *compiler) isName(f *model.Field) bool { return f == c.model.AnyEntity.Field("name") }

// useIndex adds hints for the index of a field, whose other values are in present.
func (c *compiler) useIndex(h *hints, f *model.Field, s scope, present ...string) {
	if s.from == "" {
		label := c.model.AnyEntity.Name
		if c.isName(f) && s.typ.Many != "" {
			label = s.typ.Name
		}
		if h.labels[s.self] == "" || label == c.model.AnyEntity.Name {
			h.label(s.self, label)
		}
	}
	h.notNull(present...)
}

// indexedAfter returns the values that come after an enum value or a text in its index.
func (c *compiler) indexedAfter(s scope) []string {
	if s.from != "" {
		return []string{s.self + ".id"}
	}
	name := c.model.AnyEntity.Field("name")
	return []string{s.folded(name), s.column(name), s.self + ".id"}
}

// leadingValue returns a value that all rows share and that an index has before the order of a
// list; "" if there is none. As the first sort key it makes the database read the page from
// that index.
func (c *compiler) leadingValue(p plan.Predicate, s scope) string {
	switch p := p.(type) {
	case plan.All:
		for _, each := range p {
			if v := c.leadingValue(each, s); v != "" {
				return v
			}
		}
	case *plan.Compare:
		f := p.Field
		word := f.Scalar == model.Text || f.Scalar == model.EnumValue || f.Scalar == model.Boolean
		if p.Op == plan.Eq && !p.Not && word && !f.List && !c.isName(f) && layout.Indexed(f) {
			return s.column(f)
		}
	case nil, plan.Any, *plan.Refers, *plan.IsType, *plan.Related, *plan.Count, *plan.HasPart, *plan.AtEnd, *plan.Active, *plan.Within:
	default:
		panic(plan.Unhandled(p))
	}
	return ""
}

package memory

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// filter reports whether a row matches; a nil filter matches every row.
type filter func(row uint32) bool

func always(uint32) bool { return true }
func never(uint32) bool  { return false }

// constant returns a filter that does not depend on the row.
func constant(value bool) filter {
	if value {
		return nil
	}
	return never
}

// filter prepares a predicate for the rows of a space.
func (r *run) filter(s space, p plan.Predicate) filter {
	switch p := p.(type) {
	case nil:
		return nil
	case plan.All:
		return r.and(s, p)
	case plan.Any:
		return r.or(s, p)
	case *plan.Compare:
		return r.compare(s, p)
	case *plan.Refers:
		return r.refers(s, p)
	case *plan.IsType:
		return r.isType(s, p)
	case *plan.Related:
		return r.related(p)
	case *plan.Count:
		return r.count(p)
	case *plan.HasPart:
		return r.hasPart(s, p)
	case *plan.AtEnd:
		return r.atEnd(s, p)
	case *plan.Within:
		return r.within(s, p)
	case *plan.Active:
		if s.rel == nil {
			return func(row uint32) bool { return r.snap.active(row, p.From, p.To) != p.Not }
		}
		return func(row uint32) bool { return s.rel.active(row, p.From, p.To) != p.Not }
	default:
		panic(plan.Unhandled(p))
	}
}

// prepareAll prepares predicates and sorts the cheap ones first. It omits predicates that match
// every row; alwaysTrue reports whether there was one.
func (r *run) prepareAll(s space, list []plan.Predicate) (filters []filter, alwaysTrue bool) {
	var expensive []filter
	for _, p := range list {
		f := r.filter(s, p)
		switch {
		case f == nil:
			alwaysTrue = true
		case plan.VisitsOthers(p):
			expensive = append(expensive, f)
		default:
			filters = append(filters, f)
		}
	}
	return append(filters, expensive...), alwaysTrue
}

func (r *run) and(s space, list plan.All) filter {
	filters, _ := r.prepareAll(s, list)
	switch len(filters) {
	case 0:
		return nil
	case 1:
		return filters[0]
	}
	return func(row uint32) bool {
		for i, f := range filters {
			if !f(row) {
				r.work.Count(i * plan.UnitsCompare)
				return false
			}
		}
		r.work.Count((len(filters) - 1) * plan.UnitsCompare)
		return true
	}
}

func (r *run) or(s space, list plan.Any) filter {
	filters, every := r.prepareAll(s, list)
	if every {
		return nil
	}
	return func(row uint32) bool {
		for i, f := range filters {
			if f(row) {
				r.work.Count(i * plan.UnitsCompare)
				return true
			}
		}
		r.work.Count((len(filters) - 1) * plan.UnitsCompare)
		return false
	}
}

func (r *run) compare(s space, p *plan.Compare) filter {
	c := s.table.columns[p.Field]
	if c == nil {
		return constant((p.Op == plan.IsNull) != p.Not)
	}
	m, not := r.match(c, p), p.Not
	switch {
	case c.ends != nil && p.Op == plan.IsNull:
		return func(row uint32) bool {
			start, end := c.items(row)
			return (start == end) != not
		}
	case c.ends != nil:
		return func(row uint32) bool {
			start, end := c.items(row)
			r.work.Count(int(end-start) * plan.UnitsCompare)
			for ; start < end; start++ {
				if m.has(c.codes.at(start)) {
					return !not
				}
			}
			return not
		}
	}
	return func(row uint32) bool { return m.has(c.codes.at(row)) != not }
}

func (r *run) refers(s space, p *plan.Refers) filter {
	entities := r.resolve(p.Refs)
	in := func(entity uint32) bool {
		_, ok := slices.BinarySearch(entities, entity)
		return ok != p.Not
	}
	if p.Field == nil {
		return in
	}
	c := s.table.columns[p.Field]
	if c == nil {
		return constant(p.Not)
	}
	return func(row uint32) bool {
		code := c.codes.at(row)
		if code == 0 {
			return p.Not
		}
		return in(code - 1)
	}
}

func (r *run) isType(s space, p *plan.IsType) filter {
	if s.rel != nil {
		return constant(p.Types.Has(s.rel.typ))
	}
	return r.ofTypes(p.Types)
}

// ofTypes returns a filter for entities of one of the types.
func (r *run) ofTypes(types model.TypeSet) filter {
	if every := r.snap.model.AnyEntity.Types; types&every == every {
		return nil
	}
	typeOf := r.snap.typeOf
	return func(row uint32) bool { return types&(1<<typeOf[row]) != 0 }
}

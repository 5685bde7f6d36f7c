package memory

import (
	"slices"
	"sort"

	"whojoins/internal/plan"
)

// candidates returns a set of at most limit rows that includes all rows matching a predicate,
// ascending. It returns false if it knows no such set; the filter must then test every row. The
// set may include rows of other types, and current and deprecated relations. It is shared and
// must not be changed.
func (r *run) candidates(s space, p plan.Predicate, limit int) ([]uint32, bool) {
	switch p := p.(type) {
	case plan.All:
		return r.candidatesAll(s, p, limit)
	case plan.Any:
		return r.candidatesAny(s, p, limit)
	case *plan.Compare:
		return r.candidatesCompare(s, p, limit)
	case *plan.Refers:
		return r.candidatesRefers(s, p, limit)
	case *plan.Related:
		if !p.None {
			return r.candidatesRelated(&plan.Count{Side: p.Side, Where: p.Where, Deprecated: p.Deprecated}, limit)
		}
	case *plan.Count:
		if p.NeedsOne() {
			return r.candidatesRelated(p, limit)
		}
	case *plan.HasPart:
		return r.candidatesPart(s, p, limit)
	case *plan.AtEnd:
		return r.candidatesAtEnd(s, p, limit)
	case *plan.Within:
		return r.candidatesWithin(s, p, limit)
	case nil, *plan.IsType, *plan.Active:
	default:
		panic(plan.Unhandled(p))
	}
	return nil, false
}

// candidatesAll returns the smallest of the sets.
func (r *run) candidatesAll(s space, list plan.All, limit int) (best []uint32, found bool) {
	for _, p := range list {
		if found && len(best) == 0 || r.work.Add(plan.UnitsLookup) != nil {
			break
		}
		if rows, ok := r.candidates(s, p, limit); ok && (!found || len(rows) < len(best)) {
			best, found, limit = rows, true, len(rows)
		}
	}
	return best, found
}

// candidatesAny returns the union of the sets.
func (r *run) candidatesAny(s space, list plan.Any, limit int) (all []uint32, ok bool) {
	for _, p := range list {
		rows, ok := r.candidates(s, p, limit-len(all))
		if !ok {
			return nil, false
		}
		all = append(all, rows...)
	}
	return r.distinct(all), true
}

func (r *run) candidatesCompare(s space, p *plan.Compare, limit int) ([]uint32, bool) {
	c := s.table.columns[p.Field]
	if c == nil {
		return nil, (p.Op == plan.IsNull) == p.Not
	}
	m := r.match(c, p)
	switch {
	case m.test != nil:
		return nil, false
	case p.Not && p.Op == plan.IsNull:
		m = match{lo: 1, hi: c.span}
	case p.Not:
		return nil, false
	}
	if m.in != nil {
		return r.rowsOfCodes(c, m.list, limit)
	}
	if m.lo >= m.hi {
		return nil, true
	}
	rows := c.postings().of(m.lo, m.hi)
	if len(rows) > limit {
		return nil, false
	}
	if m.lo+1 < m.hi {
		if c.ends == nil {
			return r.ascending(slices.Clone(rows), c.rows), true
		}
		return r.distinct(slices.Clone(rows)), true
	}
	return rows, true
}

// rowsOfCodes returns the rows with any of several codes.
func (r *run) rowsOfCodes(c *column, list []uint32, limit int) ([]uint32, bool) {
	post, total := c.postings(), 0
	for _, code := range list {
		if total += len(post.of(code, code+1)); total > limit {
			return nil, false
		}
	}
	rows := make([]uint32, 0, total)
	for _, code := range list {
		rows = append(rows, post.of(code, code+1)...)
	}
	return r.distinct(rows), true
}

func (r *run) candidatesRefers(s space, p *plan.Refers, limit int) ([]uint32, bool) {
	if p.Not {
		return nil, false
	}
	entities := r.resolve(p.Refs)
	if p.Field == nil {
		return entities, len(entities) <= limit
	}
	c := s.table.columns[p.Field]
	if c == nil {
		return nil, true
	}
	for i := range entities {
		entities[i]++
	}
	return r.rowsOfCodes(c, entities, limit)
}

// fanOut is the number of intermediate rows allowed per row of the limit, since several of them
// may lead to the same row.
const fanOut = 4

// candidatesRelated follows relations to the entities at their near end.
func (r *run) candidatesRelated(p *plan.Count, limit int) ([]uint32, bool) {
	rel := r.snap.relations[p.Side.Relation.Index]
	s := relationSpace(rel, p.Deprecated)
	rows, ok := r.candidates(s, p.Where, fanOut*limit)
	if !ok {
		if rows = rel.list(p.Deprecated); len(rows) > fanOut*limit {
			return nil, false
		}
	}
	near := make([]uint32, len(rows))
	for i, row := range rows {
		near[i] = rel.ends[endIndex(p.Side.Near)][row]
	}
	near = r.distinct(near)
	return near, len(near) <= limit
}

// candidatesPart follows parts to their owners.
func (r *run) candidatesPart(s space, p *plan.HasPart, limit int) ([]uint32, bool) {
	parts := s.table.parts[p.Field]
	if p.None {
		return nil, false
	}
	if parts == nil {
		return nil, true
	}
	rows, ok := r.candidates(space{table: parts.table}, p.Where, fanOut*limit)
	if !ok {
		return nil, false
	}
	owners := make([]uint32, len(rows))
	for i, row := range rows {
		if r.work.Add(plan.UnitsSeek) != nil {
			return nil, false
		}
		owners[i] = uint32(sort.Search(len(parts.ends), func(o int) bool { return parts.ends[o] > row }))
	}
	owners = slices.Compact(owners)
	return owners, len(owners) <= limit
}

// candidatesAtEnd follows entities to the relations at their end.
func (r *run) candidatesAtEnd(s space, p *plan.AtEnd, limit int) ([]uint32, bool) {
	entities, ok := r.candidates(r.entitySpace(), p.Where, fanOut*limit)
	if !ok {
		return nil, false
	}
	side, total := s.rel.side(p.End.Side, s.deprecated), 0
	for _, e := range entities {
		if total += side.degree(e); total > limit {
			return nil, false
		}
	}
	rows := make([]uint32, 0, total)
	for _, e := range entities {
		rows = append(rows, side.of(e)...)
	}
	rows = r.ascending(rows, s.rel.table.rows)
	return rows, r.work.Err() == nil
}

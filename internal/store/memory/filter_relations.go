package memory

import "whojoins/internal/plan"

// related returns a filter on the relations of an entity on one side.
func (r *run) related(p *plan.Related) filter {
	rel := r.snap.relations[p.Side.Relation.Index]
	side := rel.side(p.Side, p.Deprecated)
	where := r.filter(relationSpace(rel, p.Deprecated), p.Where)
	if where == nil {
		return func(entity uint32) bool { return (side.degree(entity) > 0) != p.None }
	}
	return func(entity uint32) bool {
		for _, row := range side.of(entity) {
			if r.stop() {
				return false
			}
			if where(row) {
				return !p.None
			}
		}
		return p.None
	}
}

// count returns a filter on the number of relations. It counts no further than needed for the
// comparison.
func (r *run) count(p *plan.Count) filter {
	rel := r.snap.relations[p.Side.Relation.Index]
	side := rel.side(p.Side, p.Deprecated)
	where := r.filter(relationSpace(rel, p.Deprecated), p.Where)
	compare := func(n int64) bool {
		order := 0
		if n < p.N {
			order = -1
		} else if n > p.N {
			order = 1
		}
		return satisfies(p.Op, order) != p.Not
	}
	if where == nil {
		return func(entity uint32) bool { return compare(int64(side.degree(entity))) }
	}
	return func(entity uint32) bool {
		n := int64(0)
		for _, row := range side.of(entity) {
			if r.stop() {
				return false
			}
			if where(row) {
				if n++; n > p.N {
					break
				}
			}
		}
		return compare(n)
	}
}

// hasPart returns a filter on the parts of an owner in one field.
func (r *run) hasPart(s space, p *plan.HasPart) filter {
	parts := s.table.parts[p.Field]
	if parts == nil {
		return constant(p.None)
	}
	where := r.filter(space{table: parts.table}, p.Where)
	if where == nil {
		where = always
	}
	return func(owner uint32) bool {
		for row, end := window(parts.ends, owner); row < end; row++ {
			if r.stop() {
				return false
			}
			if where(row) {
				return !p.None
			}
		}
		return p.None
	}
}

// atEnd returns a filter on the entity at one end of a relation. The result of an expensive
// filter is remembered for each entity.
func (r *run) atEnd(s space, p *plan.AtEnd) filter {
	where, ends := r.filter(r.entitySpace(), p.Where), s.rel.ends[endIndex(p.End)]
	if where == nil {
		return nil
	}
	if !plan.VisitsOthers(p.Where) {
		return func(row uint32) bool { return where(ends[row]) }
	}
	var known, is bits
	return func(row uint32) bool {
		if known == nil {
			known, is = newBits(r.snap.entities.rows), newBits(r.snap.entities.rows)
			r.remembered = append(r.remembered, known, is)
		}
		entity := ends[row]
		if !known.has(entity) {
			known.add(entity)
			if where(entity) {
				is.add(entity)
			}
		}
		return is.has(entity)
	}
}

package memory

import (
	"slices"
	"sync"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// snapshot is one version of the graph. Entities are numbered in the order of their ids, and so
// are the relations of each type, so that comparing numbers compares ids. A snapshot never
// changes, except for indexes built on first use.
type snapshot struct {
	model    *model.Model
	info     store.Info
	entities *table
	// types are the concrete types by Type.Index; typeOf has the index of each entity's type.
	types  []*model.Type
	typeOf []uint8
	// ofType are the entities of each concrete type, without the deprecated ones; periods are the
	// columns with the dates of entities.
	ofType  [][]uint32
	periods []period
	// isDeprecated has the entities that no source states any longer (store.Deprecated); it is nil
	// if there are none.
	isDeprecated bits
	relations    []*relations
	// with has for each entity the bits of the types of its current relations (relations.bit).
	with      []uint16
	names     names
	indexes   indexes
	wordIndex wordIndex
	// partners, searches and hits hold memory for counting partners, for searching paths and for
	// searching words, for reuse.
	partners, searches, hits sync.Pool
}

// emptySnapshot returns an empty snapshot that carries only the dataset's metadata.
func emptySnapshot(g *store.Graph) *snapshot {
	return &snapshot{
		model: g.Model, types: slices.Concat(g.Model.Entities, g.Model.Relations),
		info: store.Info{Name: g.Name, Version: g.Version, Date: g.Date, Licence: g.Licence, LoadedAt: time.Now().UTC()},
	}
}

// groupEntities computes the entities of each type from typeOf, once all relations are known.
func (s *snapshot) groupEntities() {
	s.periods = s.entityPeriods()
	s.isDeprecated = s.deprecatedEntities()
	for n, i := range s.typeOf {
		if !s.isDeprecated.has(uint32(n)) {
			s.info.Counts[i]++
		}
	}
	s.ofType = make([][]uint32, len(s.types))
	for n, i := range s.typeOf {
		if s.isDeprecated.has(uint32(n)) {
			continue
		}
		if s.ofType[i] == nil {
			s.ofType[i] = make([]uint32, 0, s.info.Counts[i])
		}
		s.ofType[i] = append(s.ofType[i], uint32(n))
	}
}

// addRelations adds the relations of a type, whose table and ends are set. It computes which of
// them are deprecated, and the relations of each entity.
func (s *snapshot) addRelations(r *relations) {
	deprecated := r.table.columns[s.model.AnyRelation.Field("deprecated")]
	for row := range uint32(r.table.rows) {
		if deprecated.value(row).Int == 0 {
			continue
		}
		if r.isDeprecated == nil {
			r.isDeprecated = newBits(r.table.rows)
		}
		r.isDeprecated.add(row)
		r.deprecated = append(r.deprecated, row)
	}
	r.current = make([]uint32, 0, r.table.rows-len(r.deprecated))
	for row := range uint32(r.table.rows) {
		if !r.isDeprecated.has(row) {
			r.current = append(r.current, row)
		}
	}
	for i := range r.ends {
		r.byEnd[i] = newAdjacency(s.entities.rows, r.ends[i], r.ends[1-i], r.current)
		r.deprecatedByEnd[i] = newAdjacency(s.entities.rows, r.ends[i], r.ends[1-i], r.deprecated)
	}
	if s.with == nil {
		s.with = make([]uint16, s.entities.rows)
	}
	// With more than 16 types, some share a bit.
	r.bit = 1 << (r.typ.Index % 16)
	for _, row := range r.current {
		s.with[r.ends[0][row]] |= r.bit
		s.with[r.ends[1][row]] |= r.bit
	}
	r.addBounds(s)
	s.relations[r.typ.Index] = r
	s.info.Counts[r.typ.Index] = len(r.current)
}

// initIndexes sets the capacity of the indexes, once all tables are set.
func (s *snapshot) initIndexes() {
	rows := s.entities.rows
	for _, r := range s.relations {
		if r != nil {
			rows += r.table.rows
		}
	}
	s.indexes.init(rows)
}

// addBounds finds the columns with the dates of relations and their initiatives.
func (r *relations) addBounds(s *snapshot) {
	r.since = r.table.columns[r.typ.WithRole(model.Start)]
	r.until = r.table.columns[r.typ.WithRole(model.Finish)]
	if within := r.typ.Within; within != nil {
		r.initiatives = r.ends[endIndex(within)]
		r.initiativeStart = s.entities.columns[within.Target.WithRole(model.Start)]
		r.initiativeEnd = s.entities.columns[within.Target.WithRole(model.Finish)]
	}
}

// active reports whether a relation is active on any day of a period, by its own dates or, if
// these are missing, by those of the initiative that it belongs to. A date that is still
// missing sets no bound.
func (r *relations) active(row uint32, from, to model.Days) bool {
	if d, code := r.bound(r.since, r.initiativeStart, row); code != 0 {
		from = max(from, d.first[code-1])
	}
	if d, code := r.bound(r.until, r.initiativeEnd, row); code != 0 {
		to = min(to, d.last[code-1])
	}
	return from <= to
}

// bound returns the date in own or, if that is missing, the date of the initiative.
func (r *relations) bound(own, outer *column, row uint32) (*dict, uint32) {
	if own != nil {
		if code := own.codes.at(row); code != 0 {
			return own.dict, code
		}
	}
	if outer != nil {
		return outer.dict, outer.codes.at(r.initiatives[row])
	}
	return nil, 0
}

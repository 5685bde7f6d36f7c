package memory

import (
	"fmt"
	"math"
	"slices"
	"time"

	"whojoins/model"
	"whojoins/store"
)

// snapshot is one version of the graph. Entities are numbered in the order of their
// ids, and so are the relations of each type, so that comparing numbers compares ids.
// It never changes, apart from indexes made when they are first asked for.
type snapshot struct {
	model    *model.Model
	info     store.Info
	entities *table
	// types are the concrete types by Type.Index; typeOf has that of each entity.
	types  []*model.Type
	typeOf []uint8
	// ofType are the entities of each concrete type.
	ofType    [][]uint32
	relations []*relations
	names     names
	indexes   indexes
}

// newSnapshot builds a snapshot. It refuses what a checked dataset does not hold.
func newSnapshot(g *store.Graph) (*snapshot, error) {
	if len(g.Entities) > math.MaxInt32 || len(g.Relations) > math.MaxInt32 {
		return nil, fmt.Errorf("the graph has %d entities and %d relations; at most %d of each", len(g.Entities), len(g.Relations), math.MaxInt32)
	}
	s := &snapshot{model: g.Model, info: store.Info{Name: g.Name, Version: g.Version, Date: g.Date, Licence: g.Licence, LoadedAt: time.Now().UTC()}}
	s.types = slices.Concat(g.Model.Entities, g.Model.Relations)
	entities, err := byID(g.Entities)
	if err != nil {
		return nil, err
	}
	b := &builder{entity: make(map[string]uint32, len(entities))}
	for n, o := range entities {
		b.entity[o.ID] = uint32(n)
	}
	if err := s.addEntities(b, entities); err != nil {
		return nil, err
	}
	if err := s.addRelations(b, g); err != nil {
		return nil, err
	}
	if s.names, err = newNames(s, g.Former); err != nil {
		return nil, err
	}
	s.indexes.init(len(g.Entities) + len(g.Relations))
	return s, nil
}

func (s *snapshot) addEntities(b *builder, objects []*store.Object) (err error) {
	if s.entities, err = b.table(objects); err != nil {
		return err
	}
	if err = s.entities.addIdentity(s.model.AnyEntity, objects); err != nil {
		return err
	}
	s.typeOf, s.ofType = make([]uint8, len(objects)), make([][]uint32, len(s.types))
	for n, o := range objects {
		if o.Type == nil || o.Type.Kind != model.Entity {
			return fmt.Errorf("%q has no entity type", o.ID)
		}
		i := o.Type.Index
		s.typeOf[n] = uint8(i)
		s.ofType[i] = append(s.ofType[i], uint32(n))
		s.info.Counts[i]++
	}
	return nil
}

func (s *snapshot) addRelations(b *builder, g *store.Graph) error {
	byType := make([][]*store.Object, len(s.types))
	for _, o := range g.Relations {
		if o.Type == nil || o.Type.Kind != model.Relation {
			return fmt.Errorf("%q has no relation type", o.ID)
		}
		byType[o.Type.Index] = append(byType[o.Type.Index], o)
	}
	s.relations = make([]*relations, len(s.types))
	for _, t := range g.Model.Relations {
		r, err := s.newRelations(b, t, byType[t.Index])
		if err != nil {
			return err
		}
		s.relations[t.Index] = r
		s.info.Counts[t.Index] = len(r.live)
	}
	return nil
}

func (s *snapshot) newRelations(b *builder, t *model.Type, objects []*store.Object) (*relations, error) {
	objects, err := byID(objects)
	if err != nil {
		return nil, err
	}
	r := &relations{typ: t}
	if r.table, err = b.table(objects); err != nil {
		return nil, err
	}
	if err = r.table.addIdentity(s.model.AnyRelation, objects); err != nil {
		return nil, err
	}
	r.ends = [2][]uint32{make([]uint32, len(objects)), make([]uint32, len(objects))}
	deprecated := r.table.columns[s.model.AnyRelation.Field("deprecated")]
	for row, o := range objects {
		for i, id := range []string{o.From, o.To} {
			n, ok := b.entity[id]
			if !ok {
				return nil, fmt.Errorf("%s: its end %q is not the id of an entity", describe(o), id)
			}
			r.ends[i][row] = n
		}
		if deprecated.value(uint32(row)).Int != 0 {
			if r.isDead == nil {
				r.isDead = newBits(len(objects))
			}
			r.isDead.add(uint32(row))
			r.dead = append(r.dead, uint32(row))
		} else {
			r.live = append(r.live, uint32(row))
		}
	}
	for i := range r.ends {
		r.near[i] = newAdjacency(s.entities.rows, r.ends[i], r.live)
		r.nearDead[i] = newAdjacency(s.entities.rows, r.ends[i], r.dead)
	}
	r.addBounds(s)
	return r, nil
}

// addBounds finds the columns that say when a relation is active.
func (r *relations) addBounds(s *snapshot) {
	r.since = r.table.columns[r.typ.Field("since")]
	r.until = r.table.columns[r.typ.Field("until")]
	if within := r.typ.Within; within != nil {
		r.bounds = r.ends[at(within)]
		r.start = s.entities.columns[within.Target.AnyField("start")]
		r.end = s.entities.columns[within.Target.AnyField("end")]
	}
}

// active says whether a relation is active on any day of a period. Its own dates
// count, then those of the initiative that it is within; what is still open goes on
// (api.md, "where").
func (r *relations) active(row uint32, from, to model.Days) bool {
	if d, code := r.bound(r.since, r.start, row); code != 0 {
		from = max(from, d.first[code-1])
	}
	if d, code := r.bound(r.until, r.end, row); code != 0 {
		to = min(to, d.last[code-1])
	}
	return from <= to
}

// bound gives the date in own, or else in that of the entity which bounds the relation.
func (r *relations) bound(own, outer *column, row uint32) (*dict, uint32) {
	if own != nil {
		if code := own.codes.at(row); code != 0 {
			return own.dict, code
		}
	}
	if outer != nil {
		return outer.dict, outer.codes.at(r.bounds[row])
	}
	return nil, 0
}

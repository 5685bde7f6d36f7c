package memory

import (
	"iter"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Source returns the graph of the store, object by object, such that From builds an equal store
// from it.
func (s *Store) Source() *Source {
	snap := s.snap.Load()
	about := &store.Graph{Model: snap.model, Name: snap.info.Name, Version: snap.info.Version, Date: snap.info.Date, Licence: snap.info.Licence, Former: map[string]string{}}
	for i, entity := range snap.names.formerOf {
		about.Former[snap.names.former.at(i)] = snap.id(entity)
	}
	return &Source{About: about, Entities: snap.entityObjects(), Relations: snap.relationObjects}
}

// entityObjects returns all entities, in the order of their ids.
func (s *snapshot) entityObjects() iter.Seq[*store.Object] {
	return func(yield func(*store.Object) bool) {
		for row := range uint32(s.entities.rows) {
			o := s.object(s.entities, s.model.EntityFields, row)
			o.Type, o.ID = s.typ(row), s.id(row)
			if !yield(o) {
				return
			}
		}
	}
}

// relationObjects returns the relations of one type, in the order of their ids.
func (s *snapshot) relationObjects(t *model.Type) iter.Seq[*store.Object] {
	return func(yield func(*store.Object) bool) {
		r := s.relations[t.Index]
		if r == nil {
			return
		}
		ids := r.table.columns[s.model.AnyRelation.Field("id")]
		for row := range uint32(r.table.rows) {
			o := s.object(r.table, s.model.RelationFields, row)
			o.Type, o.ID, o.From, o.To = t, ids.value(row).Text, s.id(r.ends[0][row]), s.id(r.ends[1][row])
			if !yield(o) {
				return
			}
		}
	}
}

// object returns the fields of a row.
func (s *snapshot) object(t *table, fields []*model.Field, row uint32) *store.Object {
	o := &store.Object{}
	for _, f := range fields {
		if f == s.model.AnyEntity.Field("id") || f == s.model.AnyEntity.Field("type") || f == s.model.AnyRelation.Field("id") || f == s.model.AnyRelation.Field("type") {
			continue // not among the cells
		}
		if p := t.parts[f]; p != nil {
			if objects := s.partObjects(p, f, row); len(objects) > 0 {
				o.Parts = append(o.Parts, store.PartList{Field: f, Objects: objects})
			}
			continue
		}
		c := t.columns[f]
		switch {
		case c == nil:
		case c.dict == nil:
			if code := c.codes.at(row); code != 0 {
				o.Refs = append(o.Refs, store.Ref{Field: f, ID: s.id(code - 1)})
			}
		case f.List:
			if values := c.values(row); len(values) > 0 {
				o.Lists = append(o.Lists, store.List{Field: f, Values: values})
			}
		default:
			if v := c.value(row); !v.Null() {
				o.Cells = append(o.Cells, store.Cell{Field: f, Value: v})
			}
		}
	}
	return o
}

// partObjects returns the parts of a row in one field.
func (s *snapshot) partObjects(p *partList, f *model.Field, row uint32) (list []*store.Object) {
	start, end := window(p.ends, row)
	fields := withLeaves(f.Object.Fields)
	for i := start; i < end; i++ {
		list = append(list, s.object(p.table, fields, i))
	}
	return list
}

// values returns the values of a row of a list.
func (c *column) values(row uint32) []model.Value {
	start, end := c.items(row)
	list := make([]model.Value, 0, end-start)
	for i := start; i < end; i++ {
		list = append(list, c.value(i))
	}
	return slices.Clip(list)
}

package neo4j

import (
	"fmt"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// entityRow is what an entity is written from: its properties, then for each field of
// parts of its type a list of [position, properties, the same for parts of parts…].
func (w *writer) entityRow(o *store.Object) ([]any, error) {
	p, err := w.properties(o)
	if err != nil {
		return nil, err
	}
	p["type"] = o.Type.Enum
	w.searchable(p, o)
	return w.withParts([]any{p}, o, o.Type.Fields)
}

func (w *writer) withParts(row []any, o *store.Object, fields []*model.Field) ([]any, error) {
	for _, f := range withParts(fields) {
		objects := o.Objects(f)
		list := make([]any, len(objects))
		for i, part := range objects {
			p, err := w.properties(part)
			if err != nil {
				return nil, fmt.Errorf("%s %d: %w", f.Name, i+1, err)
			}
			w.addKey(p, o, f, part)
			if list[i], err = w.withParts([]any{i, p}, part, f.Object.Fields); err != nil {
				return nil, err
			}
		}
		row = append(row, list)
	}
	return row, nil
}

// addKey gives an external identifier its key, once.
func (w *writer) addKey(p map[string]any, o *store.Object, f *model.Field, part *store.Object) {
	parts, scheme, value := identifiers(w.graph.Model)
	if f != parts {
		return
	}
	key := identifierKey(part.Value(scheme).Text, part.Value(value).Text)
	if w.keyOf[key] == o.ID {
		p[keyProperty] = key
		delete(w.keyOf, key)
	}
}

// relationRow is what a relation is written from: the ids of its ends, its properties.
func (w *writer) relationRow(o *store.Object) ([]any, error) {
	for _, id := range []string{o.From, o.To} {
		if w.entities[id] == nil {
			return nil, fmt.Errorf("its end %q is not the id of an entity", id)
		}
	}
	p, err := w.properties(o)
	if err != nil {
		return nil, err
	}
	if err := w.active(p, o); err != nil {
		return nil, err
	}
	for _, list := range o.Parts {
		if err := w.parallel(p, list); err != nil {
			return nil, err
		}
	}
	return []any{o.From, o.To, p}, nil
}

// parallel writes a relation's parts as one list for each of their fields.
func (w *writer) parallel(p map[string]any, parts store.PartList) error {
	for _, f := range parts.Field.Object.Fields {
		values, folded, firsts := make([]any, len(parts.Objects)), make([]any, len(parts.Objects)), make([]any, len(parts.Objects))
		some := false
		for i, o := range parts.Objects {
			v := o.Value(f)
			if f.Scalar == model.Reference && o.Ref(f) != "" {
				v = model.IDValue(o.Ref(f))
			}
			values[i], folded[i], firsts[i] = "", "", ""
			if v.Null() {
				continue
			}
			if stored(v) == "" {
				return fmt.Errorf("%s.%s is an empty text; leave it out", parts.Field.Name, f.Name)
			}
			some, values[i] = true, stored(v)
			switch f.Scalar {
			case model.Text:
				folded[i] = model.Fold(v.Text)
			case model.Date:
				first, _, err := model.ParseDate(v.Text)
				if err != nil {
					return fmt.Errorf("%s.%s: %w", parts.Field.Name, f.Name, err)
				}
				firsts[i] = model.FormatDay(first)
			}
		}
		if !some {
			continue
		}
		p[listProperty(parts.Field, f)] = values
		switch f.Scalar {
		case model.Text:
			p[listFoldedProperty(parts.Field, f)] = folded
		case model.Date:
			p[listFirstProperty(parts.Field, f)] = firsts
		}
	}
	return nil
}

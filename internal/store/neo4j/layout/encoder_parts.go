package layout

import (
	"fmt"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// EntityRow returns the row of an entity: its properties, then for each field of parts of its
// type a list of [position, properties, the same lists for nested parts…].
func (e *Encoder) EntityRow(o *store.Object) ([]any, error) {
	p, err := e.properties(o)
	if err != nil {
		return nil, err
	}
	p["type"] = o.Type.Enum
	if err := e.setActive(p, o); err != nil {
		return nil, err
	}
	if p[DegreeProperty] = e.degrees[o.ID]; !e.deprecated[o.ID] {
		e.setSearch(p, o)
	}
	row, err := e.appendParts([]any{p}, o, o.Type.Fields)
	if err != nil {
		return nil, err
	}
	return row, e.setDigest(p, append(row, EntityLabels(e.graph.Model, o.Type, e.IsDeprecated(o))))
}

func (e *Encoder) appendParts(row []any, o *store.Object, fields []*model.Field) ([]any, error) {
	for _, f := range PartFields(fields) {
		objects := o.Objects(f)
		list := make([]any, len(objects))
		for i, part := range objects {
			p, err := e.properties(part)
			if err != nil {
				return nil, fmt.Errorf("%s %d: %w", f.Name, i+1, err)
			}
			e.setKey(p, o, f, part)
			if list[i], err = e.appendParts([]any{i, p}, part, f.Object.Fields); err != nil {
				return nil, err
			}
		}
		row = append(row, list)
	}
	return row, nil
}

// setKey sets the key of an external identifier, unless another entity, or an earlier part, has it.
func (e *Encoder) setKey(p map[string]any, o *store.Object, f *model.Field, part *store.Object) {
	parts, scheme, value := Identifiers(e.graph.Model)
	if f != parts {
		return
	}
	keyOf := func(part *store.Object) string { return identifierKey(part.Value(scheme).Text, part.Value(value).Text) }
	key := keyOf(part)
	for _, first := range o.Objects(f) {
		if keyOf(first) != key {
			continue
		}
		if first == part && e.keyOwner[key] == o.ID {
			p[KeyProperty] = key
		}
		return
	}
}

// RelationRow returns the row of a relation: the ids of its two ends and its properties.
func (e *Encoder) RelationRow(o *store.Object) ([]any, error) {
	for _, id := range []string{o.From, o.To} {
		if e.entities[id] == nil {
			return nil, fmt.Errorf("its end %q is not the id of an entity", id)
		}
	}
	p, err := e.properties(o)
	if err != nil {
		return nil, err
	}
	if err := e.setActive(p, o); err != nil {
		return nil, err
	}
	for _, list := range o.Parts {
		if err := setLists(p, list); err != nil {
			return nil, err
		}
	}
	row := []any{o.From, o.To, p}
	return row, e.setDigest(p, row)
}

// setLists adds the parts of a relation as one list for each of their fields.
func setLists(p map[string]any, parts store.PartList) error {
	for _, f := range parts.Field.Object.Fields {
		values, folded, firsts := make([]any, len(parts.Objects)), make([]any, len(parts.Objects)), make([]any, len(parts.Objects))
		empty := true
		for i, o := range parts.Objects {
			v := o.Value(f)
			if f.Scalar == model.Reference && o.Ref(f) != "" {
				v = model.IDValue(o.Ref(f))
			}
			values[i], folded[i], firsts[i] = "", "", ""
			if v.Null() {
				continue
			}
			if Value(v) == "" {
				return fmt.Errorf("%s.%s is an empty text; leave it out", parts.Field.Name, f.Name)
			}
			empty, values[i] = false, Value(v)
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
		if empty {
			continue
		}
		p[ListProperty(parts.Field, f)] = values
		switch f.Scalar {
		case model.Text:
			p[ListFoldedProperty(parts.Field, f)] = folded
		case model.Date:
			p[ListFirstProperty(parts.Field, f)] = firsts
		}
	}
	return nil
}

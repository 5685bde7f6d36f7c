package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Keys of the ends of a relation among its fields; no field has a colon.
const (
	keyFrom = ":from"
	keyTo   = ":to"
)

// hashPrefix begins a hash.
const hashPrefix = "sha256:"

func hashOf(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hashPrefix + hex.EncodeToString(sum[:])
}

// coding writes objects as JSON and reads them back.
type coding struct {
	model *model.Model
	// entity and relation have the fields by path, parts those of an object type.
	entity, relation map[string]*model.Field
	parts            map[*model.Type]map[string]*model.Field
}

func codingOf(m *model.Model) *coding {
	c := &coding{model: m, entity: byPath(m.EntityFields), relation: byPath(m.RelationFields), parts: map[*model.Type]map[string]*model.Field{}}
	for _, f := range slices.Concat(m.EntityFields, m.RelationFields) {
		c.add(f)
	}
	return c
}

// add adds the type of the objects of a field.
func (c *coding) add(f *model.Field) {
	if f.Scalar != model.Parts || c.parts[f.Object] != nil {
		return
	}
	c.parts[f.Object] = byPath(f.Object.Fields)
	for _, inner := range f.Object.Fields {
		c.add(inner)
	}
}

func byPath(fields []*model.Field) map[string]*model.Field {
	all := map[string]*model.Field{}
	for _, f := range fields {
		all[f.Path()] = f
		for _, leaf := range f.Leaves {
			all[leaf.Path()] = leaf
		}
	}
	return all
}

// fields returns the fields of an object by their paths.
func (c *coding) fields(o *store.Object) map[string]json.RawMessage {
	all := map[string]json.RawMessage{}
	if o.From != "" {
		all[keyFrom], all[keyTo] = text(o.From), text(o.To)
	}
	for _, cell := range o.Cells {
		all[cell.Field.Path()] = scalar(cell.Value)
	}
	for _, l := range o.Lists {
		values := make([]json.RawMessage, 0, len(l.Values))
		for _, v := range l.Values {
			values = append(values, scalar(v))
		}
		all[l.Field.Path()] = encoded(values)
	}
	for _, r := range o.Refs {
		all[r.Field.Path()] = text(r.ID)
	}
	for _, l := range o.Parts {
		parts := make([]map[string]json.RawMessage, 0, len(l.Objects))
		for _, part := range l.Objects {
			parts = append(parts, c.fields(part))
		}
		all[l.Field.Path()] = encoded(parts)
	}
	return all
}

// encoded returns JSON of texts and numbers, which can always be encoded.
func encoded(v any) json.RawMessage {
	b, _ := json.Marshal(v)
	return b
}

// scalar returns a value as JSON. Cents are a number in units of the currency.
func scalar(v model.Value) json.RawMessage {
	switch v.Kind {
	case model.Int, model.Float, model.Boolean, model.Cents:
		return json.RawMessage(v.String())
	}
	return text(v.Text)
}

// value reads what scalar has written.
func value(f *model.Field, raw json.RawMessage) (model.Value, error) {
	switch f.Scalar {
	case model.Int:
		n, err := strconv.ParseInt(string(raw), 10, 64)
		return model.IntValue(n), err
	case model.Float:
		n, err := strconv.ParseFloat(string(raw), 64)
		return model.FloatValue(n), err
	case model.Boolean:
		b, err := strconv.ParseBool(string(raw))
		return model.BoolValue(b), err
	case model.Cents:
		n, err := model.ParseCents(string(raw))
		return model.CentsValue(n), err
	}
	var s string
	err := json.Unmarshal(raw, &s)
	return model.Value{Kind: f.Scalar, Text: s}, err
}

// object makes an object of its fields. Known are the fields that it can have.
func (c *coding) object(fields map[string]json.RawMessage, known map[string]*model.Field) (*store.Object, error) {
	o := &store.Object{}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		raw := fields[name]
		if name == keyFrom || name == keyTo {
			to := &o.From
			if name == keyTo {
				to = &o.To
			}
			if err := json.Unmarshal(raw, to); err != nil {
				return nil, err
			}
			continue
		}
		f := known[name]
		if f == nil {
			return nil, fmt.Errorf("the schema has no field %q; use a program with the schema of the newer edition", name)
		}
		if err := c.set(o, f, raw); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return o, nil
}

// set sets a field of an object.
func (c *coding) set(o *store.Object, f *model.Field, raw json.RawMessage) error {
	switch {
	case f.Scalar == model.Parts:
		var parts []map[string]json.RawMessage
		if err := json.Unmarshal(raw, &parts); err != nil {
			return err
		}
		list := store.PartList{Field: f}
		for _, fields := range parts {
			part, err := c.object(fields, c.parts[f.Object])
			if err != nil {
				return err
			}
			list.Objects = append(list.Objects, part)
		}
		o.Parts = append(o.Parts, list)
	case f.Scalar == model.Reference:
		var id string
		if err := json.Unmarshal(raw, &id); err != nil {
			return err
		}
		o.Refs = append(o.Refs, store.Ref{Field: f, ID: id})
	case f.List:
		var values []json.RawMessage
		if err := json.Unmarshal(raw, &values); err != nil {
			return err
		}
		list := store.List{Field: f}
		for _, each := range values {
			v, err := value(f, each)
			if err != nil {
				return err
			}
			list.Values = append(list.Values, v)
		}
		o.Lists = append(o.Lists, list)
	default:
		v, err := value(f, raw)
		if err != nil {
			return err
		}
		o.Cells = append(o.Cells, store.Cell{Field: f, Value: v})
	}
	return nil
}

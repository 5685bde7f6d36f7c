package yaml

import (
	"go.yaml.in/yaml/v3"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// readRelation reads one relation: its ends, key properties and other properties.
func (f *file) readRelation(t *model.Type, n *yaml.Node) {
	list, ok := pairs(n, "a "+t.Name, f.fault)
	if !ok {
		return
	}
	s := &statement.Subject{Type: t.Name, Place: f.at(n.Line)}
	fault := f.faultOf(s)
	base, rest, _ := f.provenance(list, f.base, ownKey(t), fault)
	var properties []pair
	for _, p := range rest {
		switch {
		case t.End(p.key.Value) != nil:
			s.Key = append(s.Key, endOf(p.key.Value, p.value, fault))
		case statement.KeyField(t, p.key.Value) != nil:
			s.Key = append(s.Key, keyOf(t, p, fault))
		default:
			properties = append(properties, p)
		}
	}
	f.declare(s, base)
	for _, p := range properties {
		field := f.schema.Field(t, p.key.Value)
		if field == nil {
			fault(p.key.Line, "unknown field %q of %s; %s", p.key.Value, t.Name, statement.Suggest(p.key.Value, keysWithProvenance(relationKeys(f.schema, t))))
			continue
		}
		f.readValues(s, field, p.value, base)
	}
}

// relationKeys returns the names of all ends and properties of a relation type.
func relationKeys(schema *statement.Schema, t *model.Type) []string {
	keys := append([]string{t.From.Name, t.To.Name}, statement.Names(t.Key)...)
	return append(keys, statement.Names(schema.Fields(t))...)
}

// endOf reads the id or external identifier at an end of a relation.
func endOf(name string, n *yaml.Node, fault report) statement.Property {
	end := statement.Property{Name: name, Line: n.Line}
	switch {
	case n.Kind != yaml.ScalarNode:
		fault(n.Line, "%s must be one id or external identifier, not %s; write a separate relation for each", name, kindOf(n))
	case n.Value == "":
		fault(n.Line, "%s: the value is empty; write an id or an external identifier", name)
	default:
		end.Text = n.Value
	}
	return end
}

// keyOf reads a key property. It is plain, without provenance of its own: another value
// is another relation.
func keyOf(t *model.Type, p pair, fault report) statement.Property {
	key := statement.Property{Name: p.key.Value, Line: p.value.Line}
	var err error
	if key.Text, err = text(p.value); err != nil {
		fault(key.Line, "%s: %v; it distinguishes one %s from another, so write a separate relation for each value", key.Name, err, t.Name)
	}
	return key
}

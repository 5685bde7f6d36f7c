package derive

import (
	"fmt"
	"slices"

	"whojoins/internal/model"
)

// logic returns the fields that combine conditions of one type.
func logic(name string) []field {
	return []field{
		{name: "AND", of: "[" + name + "!]", description: "All of these must match; an empty list matches everything."},
		{name: "OR", of: "[" + name + "!]", description: "One of these must match; an empty list matches nothing."},
		{name: "NOT", of: name, description: "This must not match."},
	}
}

// where adds a type's filter.
func (d *document) where(t *model.Type) {
	name := t.Name + "Where"
	def := definition{keyword: "input", name: name, description: "A filter; all conditions must hold.", fields: logic(name)}
	for _, f := range t.AllFields {
		if t.Kind == model.Relation && f.Name == "type" {
			continue
		}
		def.fields = append(def.fields, field{name: f.Name, of: d.filter(t, f), description: f.Description})
	}
	for _, s := range t.AllSides {
		def.fields = append(def.fields, field{name: s.Name, of: s.Relation.Name + "ListWhere", description: s.Description})
	}
	for _, e := range t.Ends() {
		def.fields = append(def.fields, field{name: e.Name, of: e.Target.Name + "Where", description: e.Description})
	}
	if t.HasPeriod() {
		own := ""
		if t.Kind != model.Relation {
			own = ", by its own dates; a missing date sets no bound"
		}
		def.fields = append(def.fields,
			field{name: "activeOn", of: "PartialDate", description: "Active on the first day of this date" + own + "."},
			field{name: "activeDuring", of: "ActiveDuring", description: "Active on any day of this span" + own + "."})
	}
	d.add(t.Name, def)
}

// filter returns the name of the input type that filters a field.
func (d *document) filter(t *model.Type, f *model.Field) string {
	list := ""
	if f.List {
		list = "List"
	}
	switch f.Scalar {
	case model.Embedded, model.Parts:
		return f.Object.Name + list + "Where"
	case model.EnumValue:
		return f.Enum.Name + list + "Where"
	case model.Reference:
		if !f.List && t.Kind == model.Object {
			return "ID"
		}
	case model.Text:
		return "Text" + list + "Where"
	case model.Date:
		return "Date" + list + "Where"
	default:
		if !f.List {
			return scalarName(f) + "Where"
		}
	}
	if d.err == nil {
		d.err = fmt.Errorf("%s.%s: no filter for a field of type %s: lists are of text, dates, enum values or objects, and only objects refer to entities", t.Name, f.Name, output(f))
	}
	return ""
}

// sideWhere adds the filter for the relations of an entity on one side.
func (d *document) sideWhere(t *model.Type) {
	where, count := t.Name+"Where", t.Name+"CountWhere"
	d.add(t.Name, definition{"input", t.Name + "ListWhere", "Which relations there must be.", []field{
		{name: "some", of: where, description: "There is one such."},
		{name: "none", of: where, description: "There is none such."},
		{name: "all", of: where, description: "All are such; also true when there is none."},
		{name: "single", of: where, description: "There is exactly one such."},
		{name: "count", of: count, description: "How many such there are."},
	}})
	fields := []field{{name: "where", of: where, description: "Which to count; all unless given."}}
	for _, o := range []operator{equal, greater, greaterOrEqual, less, lessOrEqual} {
		fields = append(fields, o.on("Int"))
	}
	d.add(t.Name, definition{"input", count, "How many relations there must be.", fields})
}

// partWheres adds the filters for objects within entities and relations.
func (d *document) partWheres(m *model.Model) {
	for _, t := range m.Objects {
		uses := func(s model.Scalar) bool {
			return slices.ContainsFunc(slices.Concat(m.EntityFields, m.RelationFields), func(f *model.Field) bool {
				return f.Scalar == s && f.Object == t
			})
		}
		if uses(model.Embedded) {
			d.add("the object "+t.Name, definition{"input", t.Name + "Where", "Conditions on the parts; all must hold.", append(d.leafFields(t), d.within(m, t)...)})
		}
		if uses(model.Parts) {
			name := t.Name + "Where"
			d.add("the list of "+t.Name, definition{"input", name, "Which objects; all conditions must hold.", append(logic(name), d.partFields(t)...)})
			d.add("the list of "+t.Name, definition{"input", t.Name + "ListWhere", "Which objects there must be.", []field{
				{name: "some", of: name, description: "There is one such."},
				{name: "none", of: name, description: "There is none such."},
			}})
		}
	}
}

// leafFields returns the filters of an embedded object: those of its parts, where a part that is
// true or false is given as such, and isNull of the whole.
func (d *document) leafFields(t *model.Type) []field {
	fields := d.partFields(t)
	for i := range fields {
		if f := t.Field(fields[i].name); f.Scalar == model.Boolean {
			fields[i].of = "Boolean"
		}
	}
	if slices.ContainsFunc(t.Fields, func(f *model.Field) bool { return f.NonNull && f.Scalar < model.Embedded }) {
		fields = append(fields, isNull)
	}
	return fields
}

// partFields returns the filters for the fields of an object. Objects within it cannot be
// filtered by.
func (d *document) partFields(t *model.Type) []field {
	var fields []field
	for _, f := range t.Fields {
		if f.Scalar != model.Parts && f.Scalar != model.Embedded {
			fields = append(fields, field{name: f.Name, of: d.filter(t, f), description: f.Description})
		}
	}
	return fields
}

// within returns the filter by distance for an object that is a position on the map.
func (d *document) within(m *model.Model, t *model.Type) []field {
	for _, f := range slices.Concat(m.EntityFields, m.RelationFields) {
		if latitude, longitude := f.Position(); f.Object == t && latitude != nil {
			d.add("distances", definition{"input", "Within", "A circle on the Earth, a sphere with a radius of 6,371.0088 km.", []field{
				{name: latitude.Name, of: "Float!", description: "Degrees north of its centre, from -90 to 90."},
				{name: longitude.Name, of: "Float!", description: "Degrees east of its centre, from -180 to 180."},
				{name: "km", of: "Float!", description: "Radius in kilometres along a great circle, from 0 to 20,040."},
			}})
			return []field{{name: "within", of: "Within", description: "In this circle, its edge included."}}
		}
	}
	return nil
}

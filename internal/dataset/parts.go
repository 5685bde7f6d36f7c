package dataset

import (
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/register"
	"whojoins/internal/store"
)

// parseObject parses an object of a list, such as an alias, from its fields by name.
func (c *claim) parseObject(parts []statement.Property) error {
	values, err := parseParts(statement.PartFields(c.field.Object), parts)
	if err != nil {
		return err
	}
	return c.finishObject(values)
}

// parseShort parses an object of a list in its short form: the value of the one field
// that it must have (an alias, `BeCRA`), or the two values with a colon between them (an
// identifier, `grant:12345`).
func (c *claim) parseShort(text string) error {
	s, err := statement.Clean(text)
	if err != nil {
		return err
	}
	required := requiredOf(c.field.Object)
	words := []string{s}
	if len(required) == 2 {
		first, second, _ := strings.Cut(s, ":")
		words = []string{strings.TrimSpace(first), strings.TrimSpace(second)}
		if scheme, value := model.Addressed(s); scheme != "" && c.field.Object.WithRole(model.Registered) != nil {
			words = []string{scheme, value}
		}
	}
	if len(words) != len(required) {
		return fmt.Errorf("write it as key: value, with at least %s", strings.Join(statement.Names(required), ", "))
	}
	values := make(partValues, 0, len(required))
	for i, field := range required {
		if words[i] == "" {
			return fmt.Errorf("%q has no %s; write it as %s", s, field.Name, strings.Join(statement.Names(required), ":"))
		}
		v, err := parse(field, words[i])
		if err != nil {
			return fmt.Errorf("%s: %w", field.Name, err)
		}
		values.set(field, v)
	}
	return c.finishObject(values)
}

// finishObject checks that no required field is missing, and sets cells and text. The text
// is the required values joined by colons (and a space before prose), or, if more than two are
// required, all values with their names.
func (c *claim) finishObject(values partValues) error {
	object := c.field.Object
	required := requiredOf(object)
	for _, field := range required {
		if values.of(field).Null() {
			return fmt.Errorf("%s is missing; write at least %s", field.Name, strings.Join(statement.Names(required), ", "))
		}
	}
	if err := identify(object, values); err != nil {
		return err
	}
	c.cells = make([]store.Cell, 0, len(values))
	var short, long []string
	for _, field := range statement.PartFields(object) {
		v := values.of(field)
		if v.Null() {
			continue
		}
		c.cells = append(c.cells, store.Cell{Field: field, Value: v})
		if len(required) > 2 {
			long = append(long, field.Name+": "+v.String())
		}
		if field.NonNull {
			short = append(short, v.String())
		}
	}
	c.text = strings.Join(short, ":")
	if slices.ContainsFunc(required, func(f *model.Field) bool { return f.Prose }) {
		c.text = strings.Join(short, ": ")
	}
	if len(required) > 2 {
		c.text = strings.Join(long, ", ")
	}
	return nil
}

// identify checks the identifier in the values of an object, if it is one, and brings it into the
// form in which its register writes it.
func identify(object *model.Type, values partValues) error {
	f, schemeField := object.WithRole(model.Registered), object.WithRole(model.Scheme)
	if f == nil || schemeField == nil || values.of(f).Null() {
		return nil
	}
	scheme := values.of(schemeField).Text
	if scheme == "" || scheme != strings.ToLower(scheme) || strings.ContainsAny(scheme, ": ") {
		return fmt.Errorf("%q is not a scheme; write one word in lower case, such as ror, orcid, pic or grant", scheme)
	}
	value, err := register.Identifier(scheme, values.of(f).Text)
	values.set(f, model.TextValue(value))
	return err
}

// requiredOf returns the fields that an object of a list must have.
func requiredOf(object *model.Type) (fields []*model.Field) {
	for _, f := range statement.PartFields(object) {
		if f.NonNull {
			fields = append(fields, f)
		}
	}
	return fields
}

// evidenceOf returns the field in which an object keeps its evidence, or nil.
func (m *merger) evidenceOf(object *model.Type) *model.Field {
	if f := object.Field(fieldEvidence); f != nil && f.Object == m.schema.Evidence.Object {
		return f
	}
	return nil
}

// sourceOf returns the field in which an object keeps the source of its statement, or nil.
func (m *merger) sourceOf(object *model.Type) *model.Field {
	for _, f := range object.Fields {
		if f.Scalar == model.Reference && f.Of == m.schema.Source {
			return f
		}
	}
	return nil
}

// compareStated orders objects that have a source: by their required fields, then by source.
func compareStated(a, b *store.Object, object *model.Type, source *model.Field) int {
	for _, f := range requiredOf(object) {
		if c := compareText(a.Value(f).String(), b.Value(f).String()); c != 0 {
			return c
		}
	}
	return compareText(a.Ref(source), b.Ref(source))
}

// compareParts orders objects without evidence or source of their own: by their optional fields,
// such as a language, missing ones last; then by their required fields. So aliases are
// ordered by language, then name; identifiers by scheme, then value.
func compareParts(a, b *store.Object, object *model.Type) int {
	fields := statement.PartFields(object)
	for _, required := range []bool{false, true} {
		for _, f := range fields {
			if f.NonNull != required || f.Prose && !required {
				continue
			}
			if c := compareText(a.Value(f).String(), b.Value(f).String()); c != 0 {
				return c
			}
		}
	}
	return 0
}

// sameMeasure reports whether two objects with evidence and numbers, such as figures,
// measure the same: their texts are the same, and their dates are too unless one is
// missing.
func sameMeasure(a, b *claim) bool {
	for _, f := range statement.PartFields(a.field.Object) {
		x, y := a.value(f), b.value(f)
		if f.Scalar == model.Text && x != y || f.Scalar == model.Date && x != y && !x.Null() && !y.Null() {
			return false
		}
	}
	return true
}

// numbersDiffer reports whether two objects that measure the same disagree: in their
// numbers, or in how these are qualified.
func numbersDiffer(a, b *claim) bool {
	return slices.ContainsFunc(statement.PartFields(a.field.Object), func(f *model.Field) bool {
		return f.Scalar != model.Text && f.Scalar != model.Date && a.value(f) != b.value(f)
	})
}

// hasNumbers reports whether an object has a field for a number.
func hasNumbers(object *model.Type) bool {
	return slices.ContainsFunc(statement.PartFields(object), func(f *model.Field) bool {
		return f.Scalar == model.Int || f.Scalar == model.Float
	})
}

// partIdentity returns a text that is the same for equal objects of a list: for identifiers it
// has the scheme and value, so that an address may come from another source; for other objects
// it has everything, including the source if they have one.
func (m *merger) partIdentity(c *claim) string {
	switch {
	case c.field.Name == fieldIdentifiers:
		return c.text
	case m.sourceOf(c.field.Object) != nil:
		return c.source + "\x1e" + c.key()
	default:
		return c.key()
	}
}

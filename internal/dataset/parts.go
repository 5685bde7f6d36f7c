package dataset

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// part reads an object of a list, such as an alias: its fields by name, or in short form.
func (f *file) part(c claim, n *yaml.Node) (claim, error) {
	object := c.field.Object
	if n.Kind != yaml.MappingNode {
		return shortPart(c, n)
	}
	pairs, ok := f.pairs(n, c.field.Name)
	if !ok {
		return c, errReported
	}
	own := func(key string) bool { return partOf(object, key) != nil }
	s, rest, ok := f.provenance(pairs, c.statement, own)
	if !ok {
		return c, errReported
	}
	c.statement = s
	values := map[*model.Field]model.Value{}
	for _, p := range rest {
		field := partOf(object, p.key.Value)
		if field == nil {
			return c, fmt.Errorf("unknown key %q of %s; %s", p.key.Value, object.Name, suggestion(p.key.Value, append(names(partFields(object), fieldName), keyAt, keyRank, keyDate, keyAuthority)))
		}
		v, err := scalar(field, p.value)
		if err != nil {
			return c, fmt.Errorf("%s: %w", field.Name, err)
		}
		values[field] = v
	}
	return finishPart(c, values)
}

// shortPart reads an object of which one text, or two with a colon between them, must
// be there: an alias, `BeCRA`, or an identifier, `grant:12345`.
func shortPart(c claim, n *yaml.Node) (claim, error) {
	required := requiredOf(c.field.Object)
	s, err := text(n)
	if err != nil {
		return c, err
	}
	values := map[*model.Field]model.Value{}
	words := []string{s}
	if len(required) == 2 {
		first, second, _ := strings.Cut(s, ":")
		words = []string{strings.TrimSpace(first), strings.TrimSpace(second)}
	}
	if len(words) != len(required) {
		return c, fmt.Errorf("write it as key: value, with at least %s", strings.Join(names(required, fieldName), ", "))
	}
	for i, field := range required {
		if words[i] == "" {
			return c, fmt.Errorf("%q has no %s; write it as %s", s, field.Name, strings.Join(names(required, fieldName), ":"))
		}
		v, err := scalarOf(field, words[i])
		if err != nil {
			return c, fmt.Errorf("%s: %w", field.Name, err)
		}
		values[field] = v
	}
	return finishPart(c, values)
}

// finishPart checks that nothing required is missing, and makes cells and text: what is
// required, joined by a colon; all fields with their names where more than two are.
func finishPart(c claim, values map[*model.Field]model.Value) (claim, error) {
	object := c.field.Object
	required := requiredOf(object)
	for _, field := range required {
		if values[field].Null() {
			return c, fmt.Errorf("%s is missing; %s has at least %s", field.Name, object.Name, strings.Join(names(required, fieldName), ", "))
		}
	}
	var short, long []string
	for _, field := range partFields(object) {
		v, ok := values[field]
		if !ok {
			continue
		}
		c.cells = append(c.cells, store.Cell{Field: field, Value: v})
		long = append(long, field.Name+": "+v.String())
		if field.NonNull {
			short = append(short, v.String())
		}
	}
	c.text = strings.Join(short, ":")
	if len(required) > 2 {
		c.text = strings.Join(long, ", ")
	}
	if c.field.Name == fieldIdentifiers {
		if scheme := c.cells[0].Value.Text; scheme != strings.ToLower(scheme) || strings.ContainsAny(scheme, ": ") {
			return c, fmt.Errorf("the scheme %q is one word in lower case, such as ror, orcid, pic or grant", scheme)
		}
	}
	return c, nil
}

// partFields are the fields of an object in a list that can be stated: not its evidence.
func partFields(object *model.Type) (fields []*model.Field) {
	for _, f := range object.Fields {
		if f.Scalar != model.Parts {
			fields = append(fields, f)
		}
	}
	return fields
}

func partOf(object *model.Type, name string) *model.Field {
	if f := object.Field(name); f != nil && f.Scalar != model.Parts {
		return f
	}
	return nil
}

func requiredOf(object *model.Type) (fields []*model.Field) {
	for _, f := range partFields(object) {
		if f.NonNull {
			fields = append(fields, f)
		}
	}
	return fields
}

// evidenceOf is the list in which an object keeps who states it, or nil.
func (l *loader) evidenceOf(object *model.Type) *model.Field {
	if f := object.Field(fieldEvidence); f != nil && f.Object == l.evidencePart {
		return f
	}
	return nil
}

// compareParts orders objects that have no evidence of their own: by the words that
// qualify them, such as a language, missing ones last; then by what they must have.
// Aliases come by language, then name; identifiers by scheme, then value.
func compareParts(a, b *store.Object, object *model.Type) int {
	fields := partFields(object)
	for _, f := range fields {
		if !f.NonNull && !f.Prose {
			if c := compareText(a.Value(f).String(), b.Value(f).String()); c != 0 {
				return c
			}
		}
	}
	for _, f := range fields {
		if f.NonNull {
			if c := compareText(a.Value(f).String(), b.Value(f).String()); c != 0 {
				return c
			}
		}
	}
	return 0
}

// sameMeasure says whether two objects with evidence and numbers, such as figures, are of
// one thing: their texts are the same, and their dates too or one has none.
func sameMeasure(a, b *claim) bool {
	for _, f := range partFields(a.field.Object) {
		x, y := a.value(f), b.value(f)
		if f.Scalar == model.Text && x != y || f.Scalar == model.Date && x != y && !x.Null() && !y.Null() {
			return false
		}
	}
	return true
}

// numbersDiffer says whether two objects of one thing disagree: in their numbers, or in
// how these are meant.
func numbersDiffer(a, b *claim) bool {
	return slices.ContainsFunc(partFields(a.field.Object), func(f *model.Field) bool {
		return f.Scalar != model.Text && f.Scalar != model.Date && a.value(f) != b.value(f)
	})
}

func (c *claim) value(f *model.Field) model.Value {
	for _, cell := range c.cells {
		if cell.Field == f {
			return cell.Value
		}
	}
	return model.Value{}
}

// hasNumbers says whether an object says how much.
func hasNumbers(object *model.Type) bool {
	return slices.ContainsFunc(partFields(object), func(f *model.Field) bool {
		return f.Scalar == model.Int || f.Scalar == model.Float
	})
}

// partIdentity tells objects of a list apart: identifiers by what they must have, so
// that an address may come from another source; others by all that they say.
func partIdentity(c *claim) string {
	if c.field.Name == fieldIdentifiers {
		return c.text
	}
	return c.key()
}

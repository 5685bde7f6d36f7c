package pages

import (
	"encoding/json"
	"strings"
	"unicode"

	"whojoins/internal/model"
)

// object is an object of an answer.
type object map[string]any

// text is a field as text; empty for null.
func (o object) text(name string) string {
	switch v := o[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// true says whether a field is true.
func (o object) true(name string) bool {
	v, _ := o[name].(bool)
	return v
}

// object is a field with an object; nil for null.
func (o object) object(name string) object {
	v, _ := o[name].(map[string]any)
	return v
}

// objects is a field with a list of objects.
func (o object) objects(name string) (list []object) {
	items, _ := o[name].([]any)
	for _, item := range items {
		if one, ok := item.(map[string]any); ok {
			list = append(list, one)
		}
	}
	return list
}

// values are a field's values as people read them: words for the values of enums, sums
// with their currency.
func (o object) values(f *model.Field) (list []string) {
	items, ok := o[f.Name].([]any)
	if !ok {
		items = []any{o[f.Name]}
	}
	for _, item := range items {
		switch v := item.(type) {
		case string:
			list = append(list, word(f.Enum, v))
		case json.Number:
			list = append(list, v.String())
		case bool:
			list = append(list, map[bool]string{true: "yes", false: "no"}[v])
		case map[string]any:
			var parts []string
			for _, leaf := range f.Leaves {
				text := object(v).text(leaf.Name)
				if leaf.Scalar == model.Cents {
					text = grouped(text)
				}
				if text != "" {
					parts = append(parts, text)
				}
			}
			list = append(list, strings.Join(parts, " "))
		}
	}
	return list
}

// grouped writes a number with its thousands apart: 40 000 000.5.
func grouped(number string) string {
	whole, rest, _ := strings.Cut(number, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "\u202f" + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}

// word is the description of an enum's value, or the value itself.
func word(e *model.Enum, value string) string {
	if e == nil {
		return value
	}
	if i := e.Position(value); i >= 0 && e.Values[i].Description != "" {
		return e.Values[i].Description
	}
	return value
}

// label writes a name as people do: grantNumber, Grant number.
func label(name string) string {
	var b strings.Builder
	if name == "url" {
		return "Address"
	}
	for i, c := range name {
		switch {
		case i == 0:
			c = unicode.ToUpper(c)
		case unicode.IsUpper(c):
			b.WriteByte(' ')
			c = unicode.ToLower(c)
		}
		b.WriteRune(c)
	}
	return b.String()
}

// sentence is a description without its full stop.
func sentence(description string) string { return strings.TrimSuffix(description, ".") }

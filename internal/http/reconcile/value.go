package reconcile

import (
	"encoding/json"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/register"
)

// object is an object of an answer.
type object map[string]any

func (o object) text(name string) string { return textOf(o[name]) }

// textOf returns a scalar of an answer as text; empty for null.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// objects returns the objects in a value: one, or those of a list.
func objects(v any) (list []object) {
	switch v := v.(type) {
	case map[string]any:
		return []object{v}
	case []any:
		for _, item := range v {
			list = append(list, objects(item)...)
		}
	}
	return list
}

// value is a value of a property: an entity, or a scalar.
type value struct {
	// id and name are those of an entity; id is empty for a scalar.
	id, name string
	// scalar is a text, a number or true or false.
	scalar any
}

// read returns the values of the property of an entity, as its selection has them. A relation
// without a value of a field has an empty one, so that the columns of several fields correspond.
func (p *property) read(o object) (list []value) {
	if p.side == nil {
		return p.inside(o)
	}
	connection, _ := o[p.side.Name].(map[string]any)
	for _, relation := range objects(connection["nodes"]) {
		if p.field == nil {
			far, _ := relation[p.side.Far.Name].(map[string]any)
			list = append(list, value{id: object(far).text("id"), name: object(far).text("name")})
			continue
		}
		values := p.inside(relation)
		if len(values) == 0 {
			values = []value{{}}
		}
		list = append(list, values...)
	}
	return list
}

// inside returns the values of the field in an entity or a relation.
func (p *property) inside(o object) (list []value) {
	items := []any{o[p.field.Name]}
	switch {
	case p.leaf != nil:
		items = nil
		for _, each := range objects(o[p.field.Name]) {
			if p.scheme == "" || each.text(p.field.Object.WithRole(model.Scheme).Name) == p.scheme {
				items = append(items, each[p.leaf.Name])
			}
		}
	case p.field.List:
		items, _ = o[p.field.Name].([]any)
	}
	for _, item := range items {
		if item != nil {
			list = append(list, value{scalar: item})
		}
	}
	return list
}

// fullDay is the length of a date that is a day: 2024-05-17.
const fullDay = len("2024-05-17")

// cell returns the value as an answer to an extension has it. Dates that are no full days are text,
// since the protocol knows only points in time.
func (v value) cell(f *model.Field) map[string]any {
	if v.id != "" {
		return map[string]any{"id": v.id, "name": v.name}
	}
	switch s := v.scalar.(type) {
	case json.Number:
		if f.Scalar == model.Int {
			return map[string]any{"int": s}
		}
		return map[string]any{"float": s}
	case string:
		if f.Scalar == model.Date && len(s) == fullDay {
			return map[string]any{"date": s + "T00:00:00Z"}
		}
		return map[string]any{"str": s}
	case bool:
		return map[string]any{"str": strconv.FormatBool(s)}
	}
	return map[string]any{}
}

// equals reports whether the value of a property is the one that a caller gave.
func (p *property) equals(have value, want string) bool {
	if have.id != "" {
		return have.id == want || model.Fold(have.name) == model.Fold(want)
	}
	text, f := textOf(have.scalar), p.scalar()
	switch {
	case p.scheme != "":
		return normal(p.scheme, text) == normal(p.scheme, want)
	case f.HoldsCountries():
		return text == model.CountryCode(want)
	}
	switch f.Scalar {
	case model.Date:
		first, last, err := model.ParseDate(text)
		from, to, wrong := model.ParseDate(want)
		return err == nil && wrong == nil && first <= to && from <= last
	case model.Int, model.Float, model.Cents:
		a, err := strconv.ParseFloat(text, 64)
		b, wrong := strconv.ParseFloat(strings.TrimSpace(want), 64)
		return err == nil && wrong == nil && a == b
	case model.EnumValue:
		return strings.EqualFold(text, strings.NewReplacer(" ", "_", "-", "_").Replace(strings.TrimSpace(want)))
	}
	return model.Fold(text) == model.Fold(want)
}

// normal returns an identifier in the form of its register, or as it is if it has no valid form.
func normal(scheme, text string) string {
	text = strings.TrimSpace(text)
	if written, err := register.Identifier(scheme, strings.TrimPrefix(text, scheme+":")); err == nil {
		return written
	}
	return strings.ToLower(text)
}

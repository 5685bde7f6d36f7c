package storetest

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// comparison returns comparisons of one field of a type, usually a single one.
func (g *generator) comparison(f *model.Field, fd *ast.FieldDefinition, t *model.Type) *input {
	return g.some(fd, func(op *ast.FieldDefinition) *input {
		if op.Type.Elem == nil {
			return g.argumentOf(f, op, t)
		}
		list := []*input{}
		for range g.IntN(4) {
			item := g.argumentOf(f, op, t)
			item.typ = op.Type.Elem
			list = append(list, item)
		}
		return &input{value: list}
	})
}

// argumentOf returns the argument of a comparison of a field.
func (g *generator) argumentOf(f *model.Field, op *ast.FieldDefinition, t *model.Type) *input {
	defer g.drawing()()
	if op.Type.Name() == "Boolean" && f.Scalar != model.Boolean {
		return &input{value: g.chance(2)}
	}
	v := g.value(f, t)
	text, isText := v.(string)
	if !isText || f.Scalar == model.Date {
		return &input{value: v}
	}
	runes := []rune(text)
	from, to := g.IntN(len(runes)+1), g.IntN(len(runes)+1)
	switch op.Name {
	case "contains":
		text = string(runes[min(from, to):max(from, to)])
	case "startsWith":
		text = string(runes[:to])
	case "endsWith":
		text = string(runes[from:])
	case "folds":
		text = []string{text, strings.ToUpper(text), "  " + model.Fold(text) + "!"}[g.IntN(3)]
	case "matches":
		words := strings.Fields(text)
		g.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		text = strings.Join(words[:g.IntN(len(words)+1)], "-")
	}
	return &input{value: text}
}

// value returns a value that occurs in a field of the type, or one close to it.
func (g *generator) value(f *model.Field, t *model.Type) any {
	if f.Enum != nil && f.Types != 0 && f.Enum.Position(t.Members[0].Enum) >= 0 {
		return enumWord(t.Members[g.IntN(len(t.Members))].Enum)
	}
	if f.Enum != nil {
		return enumWord(f.Enum.Values[g.IntN(len(f.Enum.Values))].Name)
	}
	if f.Scalar == model.ID && f.Types&g.m.AnyEntity.Types != 0 {
		return g.ref(t)
	}
	v, near := g.draw(f, t), g.chance(4)
	switch f.Scalar {
	case model.Boolean:
		return g.chance(2)
	case model.Int:
		if near {
			v.Int++
		}
		return int(v.Int)
	case model.Cents:
		if near {
			return float64(v.Int)/100 + 0.005
		}
		return float64(v.Int) / 100
	case model.Float:
		if near {
			v.Float += 0.125
		}
		return v.Float
	case model.Date:
		return g.near(v.Text)
	}
	if near {
		return []string{strings.ToLower(v.Text), v.Text + " ", model.Fold(v.Text), ""}[g.IntN(4)]
	}
	return v.Text
}

// draw returns a value that the graph has in a field, usually in an object of the type.
func (g *generator) draw(f *model.Field, t *model.Type) (v model.Value) {
	known := g.known[f]
	for try := 0; try < 8 && len(known) > 0; try++ {
		k := known[g.IntN(len(known))]
		if v = k.Value; k.of == nil || t.Types.Has(k.of) {
			break
		}
	}
	return v
}

// ref returns a reference to an entity, usually of the type: its id, a former id, an external
// identifier in any case, or an unknown reference.
func (g *generator) ref(t *model.Type) string {
	defer g.drawing()()
	if len(g.refs) == 0 || g.chance(10) {
		return []string{"unknown", "ror:", ":", "", "id-1", "participation"}[g.IntN(6)]
	}
	if relations := g.known[g.m.AnyRelation.Field("id")]; t.Mixed() && len(relations) > 0 && g.chance(2) {
		return relations[g.IntN(len(relations))].Text
	}
	ref := ""
	for range 8 {
		k := g.refs[g.IntN(len(g.refs))]
		if ref = k.text; t.Types.Has(k.of) {
			break
		}
	}
	if scheme, value, external := strings.Cut(ref, ":"); external && g.chance(3) {
		return scheme + ":" + strings.ToUpper(value)
	}
	return ref
}

// date returns a date that occurs in the graph, or one near it.
func (g *generator) date() string {
	defer g.drawing()()
	for _, list := range [][]*model.Field{g.m.EntityFields, g.m.RelationFields} {
		for _, i := range g.Perm(len(list)) {
			if f := list[i]; f.Scalar == model.Date && len(g.known[f]) > 0 && g.chance(2) {
				return g.near(g.draw(f, g.m.AnyEntity).Text)
			}
		}
	}
	return g.near("2015-06")
}

// near returns a date, or a date at its edges, with some precision.
func (g *generator) near(date string) string {
	first, last, err := model.ParseDate(date)
	if err != nil {
		return "2015"
	}
	switch day := model.FormatDay(first); g.IntN(8) {
	case 0:
		return day[:4]
	case 1:
		return day[:7]
	case 2:
		return day
	case 3:
		return model.FormatDay(first - 1)
	case 4:
		return model.FormatDay(last)
	case 5:
		return fmt.Sprintf("%s/%s", day[:4], model.FormatDay(last+1))
	default:
		return date
	}
}

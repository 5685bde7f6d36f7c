package storetest

import (
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// where returns a filter for a type: an entity type, an interface, a relation or a part.
func (g *generator) where(t *model.Type, depth int) *input {
	d := g.schema.Types[t.Name+"Where"]
	fields := []named{}
	taken := map[string]bool{}
	add := func(fd *ast.FieldDefinition, in *input) {
		if in != nil && !taken[fd.Name] {
			in.typ = fd.Type
			taken[fd.Name] = true
			fields = append(fields, named{fd.Name, in})
		}
	}
	if fd := d.Fields.ForName("deprecated"); fd != nil && g.chance(10) {
		eq := g.schema.Types[fd.Type.Name()].Fields.ForName("eq")
		add(fd, &input{value: []named{{"eq", &input{eq.Type, true}}}})
	}
	for range []int{1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 0}[g.IntN(11)] {
		fd := d.Fields[g.IntN(len(d.Fields))]
		if g.chance(20) {
			add(fd, &input{value: nil})
		} else {
			add(fd, g.condition(t, fd, depth))
		}
	}
	return &input{ast.NamedType(d.Name, nil), fields}
}

// condition returns one condition of a filter, or nil if the operation may not have more.
func (g *generator) condition(t *model.Type, fd *ast.FieldDefinition, depth int) *input {
	f, side, end := t.AnyField(fd.Name), t.Side(fd.Name), t.End(fd.Name)
	switch {
	case f != nil && f.Scalar == model.Reference:
		return &input{value: g.ref(f.Of)}
	case f != nil && f.Scalar == model.Embedded:
		return g.some(fd, func(sub *ast.FieldDefinition) *input {
			if sub.Type.Name() == "Boolean" {
				return &input{value: g.chance(2)}
			}
			if sub.Name == "within" {
				return g.circle(f, sub, t)
			}
			for _, leaf := range f.Leaves {
				if leaf.Name == sub.Name {
					return g.comparison(leaf, sub, t)
				}
			}
			return nil
		})
	case f != nil && f.Scalar != model.Parts:
		return g.comparison(f, fd, t)
	case fd.Type.Name() == "PartialDate":
		return &input{value: g.date()}
	case g.schema.Types[fd.Type.Name()].Fields.ForName("from") != nil:
		return g.span(fd)
	case depth <= 0:
		return nil
	case f != nil:
		return g.some(fd, func(*ast.FieldDefinition) *input { return g.where(f.Object, depth-1) })
	case side != nil:
		return g.some(fd, func(sub *ast.FieldDefinition) *input {
			if sub.Name == "count" {
				return g.count(side, sub, depth)
			}
			return g.where(side.Relation, depth-1)
		})
	case end != nil:
		return g.where(end.Target, depth-1)
	case fd.Type.Elem != nil:
		list := []*input{}
		for range g.IntN(4) {
			item := g.where(t, depth-1)
			item.typ = fd.Type.Elem
			list = append(list, item)
		}
		return &input{value: list}
	}
	return g.where(t, depth-1)
}

// some returns an object with one field of an input type, rarely with two or none.
func (g *generator) some(fd *ast.FieldDefinition, make func(*ast.FieldDefinition) *input) *input {
	d := g.schema.Types[fd.Type.Name()]
	fields := []named{}
	order := g.Perm(len(d.Fields))
	for _, i := range order[:min(len(order), []int{1, 1, 1, 1, 1, 1, 2, 2, 0}[g.IntN(9)])] {
		if in := make(d.Fields[i]); in != nil {
			in.typ = d.Fields[i].Type
			fields = append(fields, named{d.Fields[i].Name, in})
		}
	}
	return &input{value: fields}
}

// count returns a comparison of the number of relations on a side.
func (g *generator) count(side *model.Side, fd *ast.FieldDefinition, depth int) *input {
	return g.some(fd, func(sub *ast.FieldDefinition) *input {
		if sub.Type.Name() == "Int" {
			return &input{value: g.IntN(5)}
		}
		return g.where(side.Relation, depth-1)
	})
}

// circle returns a circle around a place that the graph has, or around another one.
func (g *generator) circle(f *model.Field, fd *ast.FieldDefinition, t *model.Type) *input {
	d := g.schema.Types[fd.Type.Name()]
	most := map[string]float64{"latitude": 90, "longitude": 180}
	fields := []named{}
	for _, leaf := range f.Leaves {
		v := g.draw(leaf, t).Float
		if v < -most[leaf.Name] || v > most[leaf.Name] {
			v = 45
		}
		fields = append(fields, named{leaf.Name, &input{d.Fields.ForName(leaf.Name).Type, v}})
	}
	km := []float64{0, 1, 150, 1000, 4321.5, 9000, 15_000, 20_016}[g.IntN(8)]
	return &input{value: append(fields, named{"km", &input{d.Fields.ForName("km").Type, km}})}
}

// span returns a period with ordered bounds, sometimes without one of them.
func (g *generator) span(fd *ast.FieldDefinition) *input {
	d := g.schema.Types[fd.Type.Name()]
	from, to := g.date(), g.date()
	first, _, err := model.ParseDate(from)
	_, last, wrong := model.ParseDate(to)
	if err != nil || wrong != nil || first > last {
		from, to = to, from
	}
	fields := []named{
		{"from", &input{d.Fields.ForName("from").Type, from}},
		{"to", &input{d.Fields.ForName("to").Type, to}},
	}
	if g.chance(4) {
		at := g.IntN(2)
		fields = fields[at : at+1]
	}
	return &input{value: fields}
}

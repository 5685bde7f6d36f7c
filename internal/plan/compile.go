package plan

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// Request is one root field of a validated operation.
type Request struct {
	Model *model.Model
	// Schema is the whole schema, derived parts included.
	Schema *ast.Schema
	// Field is the root field. Selections has those of all fields with its response key.
	Field      *ast.Field
	Selections ast.SelectionSet
	// Variables are the result of CoerceVariables.
	Variables map[string]any
	Limits    Limits
}

// Compile returns the plan of one root field. Errors are *Error.
func Compile(r Request) (*Plan, error) {
	c := &compiler{Request: r}
	p := &Plan{Model: r.Model, Field: r.Field.Name, Root: &Select{}}
	c.push(r.Field.Alias)
	p.Out = c.root(p.Root)
	if c.err != nil {
		return nil, c.err
	}
	p.Inputs = c.inputs
	return p, nil
}

// compiler keeps the first error and goes on, so that the code needs no check after every
// step.
type compiler struct {
	Request
	// query is the graph query of the root field; nil where it is none.
	query              Query
	path               []string
	selections, inputs int
	err                error
}

func (c *compiler) push(key string) { c.path = append(c.path, key) }
func (c *compiler) pop()            { c.path = c.path[:len(c.path)-1] }

// fail records an error at the current field, unless there is one already.
func (c *compiler) fail(err error) {
	if c.err != nil || err == nil {
		return
	}
	e := asError(err)
	if e.Path == nil {
		e.Path = slices.Clone(c.path)
	}
	c.err = e
}

func (c *compiler) arguments(f *ast.Field) map[string]any {
	k := coercer{schema: c.Schema, variables: c.Variables, limits: &c.Limits}
	args, err := k.arguments(f.Definition.Arguments, f.Arguments)
	c.fail(err)
	return args
}

// root compiles the root field into the one slot of sel.
func (c *compiler) root(sel *Select) Out {
	f := c.Field
	out := Out{Key: f.Alias, Label: label(f.Alias)}
	sets := []ast.SelectionSet{c.Selections}
	args := c.arguments(f)
	if c.err != nil {
		return out
	}
	if t := c.Model.RootList(f.Name); t != nil {
		conn := &Connection{Type: t}
		sel.Slots = append(sel.Slots, conn)
		out.Kind, out.Fields = OutConnection, c.connection(conn, args, sets)
		return out
	}
	if t := c.Model.RootOne(f.Name); t != nil {
		id, _ := args["id"].(string)
		look := &Lookup{Type: t, Refs: []string{id}, Select: &Select{Type: t}}
		sel.Slots = append(sel.Slots, look)
		out.Kind, out.Shape = OutObject, c.shape(look.Select, sets)
		return out
	}
	switch t := c.Model.Type(f.Definition.Type.Name()); {
	case f.Definition.Type.Name() == federated:
		look := c.represented(args["representations"])
		sel.Slots = append(sel.Slots, look)
		out.Kind, out.Shape = OutList, c.shape(look.Select, sets)
	case queries[f.Name] != nil:
		ask := c.graphQuery(queries[f.Name], t, args)
		sel.Slots = append(sel.Slots, ask)
		if out.Kind = OutObject; ask.Many {
			out.Kind = OutList
		}
		out.Shape = c.shape(ask.Select, sets)
	case t == c.Model.AnyNode:
		out.Kind, out.Shape = c.nodes(sel, f, args, sets)
	case t == c.Model.AnyEntity:
		look := &Lookup{Type: t, Refs: c.ids(args["ids"]), Many: true, Select: &Select{Type: t}}
		sel.Slots = append(sel.Slots, look)
		out.Kind, out.Shape = OutList, c.shape(look.Select, sets)
	case t != nil && t.Kind == model.Object:
		about := &Meta{Select: &Select{Type: t}}
		sel.Slots = append(sel.Slots, about)
		out.Kind, out.Shape = OutObject, c.shape(about.Select, sets)
	default:
		c.fail(Errorf(Internal, "", "no plan for the root field %s", f.Name))
	}
	return out
}

// nodes compiles `node` and `nodes`.
func (c *compiler) nodes(sel *Select, f *ast.Field, args map[string]any, sets []ast.SelectionSet) (OutKind, *Shape) {
	t, kind := c.Model.AnyNode, OutObject
	look := &Lookup{Type: t, Deprecated: true, Select: &Select{Type: t}}
	if look.Many = f.Definition.Type.Elem != nil; look.Many {
		kind, look.Refs = OutList, c.ids(args["ids"])
	} else {
		id, _ := args["id"].(string)
		look.Refs = []string{id}
	}
	sel.Slots = append(sel.Slots, look)
	return kind, c.shape(look.Select, sets)
}

func (c *compiler) ids(v any) []string {
	list, _ := v.([]any)
	if most := c.Limits.IDs; len(list) > most {
		c.fail(Over(TooLarge, "ids", len(list), most, "send several requests", "ids in one request"))
		return nil
	}
	ids := make([]string, len(list))
	for i := range list {
		ids[i], _ = list[i].(string)
	}
	return ids
}

// shape compiles the selection of the objects of one level. Fields that two concrete types
// share are compiled, and fetched, once. Entities and relations share none, not even the id.
func (c *compiler) shape(sel *Select, sets []ast.SelectionSet) *Shape {
	if most := c.Limits.Depth; len(c.path) > most {
		c.fail(Over(TooComplex, "depth", len(c.path), most, "nest fewer fields", "levels of nested fields"))
		return NewShape(sel)
	}
	l := &level{compiler: c, sel: sel}
	if sel.Type.Kind == model.Object {
		return NewShape(sel, Case{Fields: l.fields(sel.Type, c.collect(sel.Type.Name, sets))})
	}
	var known [][]group
	var cases []Case
	split := 0
	for i, t := range sel.Type.Members {
		if i > 0 && t.Kind != sel.Type.Members[i-1].Kind {
			split, l.done = len(known), nil
		}
		groups := c.collect(t.Name, sets)
		at := slices.IndexFunc(known[split:], func(k []group) bool { return sameGroups(k, groups) })
		if at += split; at < split {
			at = len(known)
			known = append(known, groups)
			cases = append(cases, Case{Fields: l.fields(t, groups)})
		}
		cases[at].Types |= t.Types
		if c.err != nil {
			break
		}
	}
	s := NewShape(sel, cases...)
	if len(cases) > 1 {
		sel.Typed = true
		s.Keys = c.keys(sets)
	}
	return s
}

// level compiles the fields of one Select, for one concrete type after the other.
type level struct {
	*compiler
	sel  *Select
	done []compiled
}

type compiled struct {
	group
	out Out
}

func (l *level) fields(t *model.Type, groups []group) []Out {
	outs := make([]Out, 0, len(groups))
	for _, g := range groups {
		if l.err != nil {
			break
		}
		at := slices.IndexFunc(l.done, func(d compiled) bool { return d.key == g.key && slices.Equal(d.fields, g.fields) })
		if at < 0 {
			l.push(g.key)
			out := l.field(t, g)
			l.pop()
			at = len(l.done)
			l.done = append(l.done, compiled{g, out})
		}
		outs = append(outs, l.done[at].out)
	}
	return outs
}

// count rejects an operation that selects too much after fragments are expanded.
func (c *compiler) count() {
	if c.selections++; c.selections > c.Limits.Selections {
		c.fail(Over(TooComplex, "selections", c.selections, c.Limits.Selections, "select fewer fields, or send several requests", "selected fields, after fragments are expanded"))
	}
}

// input counts values and levels of filters: a variable that is used in many places is
// cheap to send and expensive to evaluate.
func (c *compiler) input(n int) {
	if c.inputs += n; c.inputs > c.Limits.Inputs {
		c.fail(Over(TooComplex, "inputs", c.inputs, c.Limits.Inputs, "filter by fewer values, or send several requests", "values in all filters, after variables are filled in"))
	}
}

// field compiles one response field of an object.
func (l *level) field(t *model.Type, g group) Out {
	l.count()
	out := Out{Key: g.key, Label: label(g.key)}
	if g.name() == "__typename" {
		out.Kind, l.sel.Typed = OutTypename, true
		if !l.sel.Type.Abstract() {
			out.Text = t.Name
		}
		return out
	}
	if f := t.Field(g.name()); f != nil {
		l.stored(&out, f, g)
		return out
	}
	if e := t.End(g.name()); e != nil {
		i := l.slot(func(s Slot) bool { o, ok := s.(*EndOf); return ok && o.End == e },
			func() Slot { return &EndOf{End: e, Select: &Select{Type: e.Target}} })
		out.Kind, out.Slot, out.Shape = OutObject, i, l.shape(l.sel.Slots[i].(*EndOf).Select, g.selections())
		return out
	}
	if s := t.Side(g.name()); s != nil {
		conn := &Connection{Side: s, Type: s.Relation}
		args := l.arguments(g.fields[0])
		out.Kind, out.Slot = OutConnection, len(l.sel.Slots)
		l.sel.Slots = append(l.sel.Slots, conn)
		out.Fields = l.connection(conn, args, g.selections())
		return out
	}
	l.fail(Errorf(Internal, "", "no plan for %s.%s", t.Name, g.name()))
	return out
}

// stored compiles a field of the model: a scalar, an embedded object, parts or a reference.
func (l *level) stored(out *Out, f *model.Field, g group) {
	out.Field = f
	switch {
	case f.Scalar == model.Embedded:
		l.embedded(out, f, g)
	case f.Scalar == model.Parts && len(g.fields[0].Definition.Arguments) > 0:
		list := l.limitedParts(f, g.fields[0])
		out.Kind, out.Slot = OutList, len(l.sel.Slots)
		l.sel.Slots = append(l.sel.Slots, list)
		out.Shape = l.shape(list.Select, g.selections())
	case f.Scalar == model.Parts:
		out.Slot = l.slot(func(s Slot) bool { o, ok := s.(*PartList); return ok && o.Field == f },
			func() Slot { return &PartList{Field: f, Select: &Select{Type: f.Object}} })
		out.Kind, out.Shape = OutList, l.shape(l.sel.Slots[out.Slot].(*PartList).Select, g.selections())
	case f.Scalar == model.Nested:
		out.Slot = l.slot(func(s Slot) bool { o, ok := s.(*Nested); return ok && o.Field == f },
			func() Slot { return &Nested{Field: f, Select: &Select{Type: f.Object}} })
		out.Kind, out.Shape = OutObject, l.shape(l.sel.Slots[out.Slot].(*Nested).Select, g.selections())
	case f.Scalar == model.Reference && f.List && l.query != nil:
		list := l.referred(f, g.fields[0])
		out.Kind, out.Slot = OutList, len(l.sel.Slots)
		l.sel.Slots = append(l.sel.Slots, list)
		out.Shape = l.shape(list.Select, g.selections())
	case f.Scalar == model.Reference && f.List:
		conn := &Connection{Type: f.Of, Where: All{}, Order: l.order(f.Of, nil), Page: Page{Limit: -1}, Rows: &Select{Type: f.Of}}
		out.Kind, out.Slot = OutList, len(l.sel.Slots)
		l.sel.Slots = append(l.sel.Slots, conn)
		out.Shape = l.shape(conn.Rows, g.selections())
	case f.Scalar == model.Reference:
		out.Slot = l.slot(func(s Slot) bool { o, ok := s.(*Referred); return ok && o.Field == f },
			func() Slot { return &Referred{Field: f, Select: &Select{Type: f.Of}} })
		out.Kind, out.Shape = OutObject, l.shape(l.sel.Slots[out.Slot].(*Referred).Select, g.selections())
	case f.List:
		out.Kind, out.Slot = OutScalars, l.column(f)
	default:
		out.Kind, out.Slot = OutScalar, l.column(f)
	}
}

func (l *level) embedded(out *Out, f *model.Field, g group) {
	out.Kind = OutEmbedded
	// A leaf that is never null is enough to know whether the object exists.
	if leaf := f.Required(); leaf != nil {
		out.Leaves = []int{l.column(leaf)}
	}
	if out.Leaves == nil {
		for _, leaf := range f.Leaves {
			out.Leaves = append(out.Leaves, l.column(leaf))
		}
	}
	for _, sub := range l.collect(f.Object.Name, g.selections()) {
		l.count()
		o := Out{Key: sub.key, Label: label(sub.key)}
		if i := slices.IndexFunc(f.Leaves, func(leaf *model.Field) bool { return leaf.Name == sub.name() }); i >= 0 {
			l.push(sub.key)
			l.stored(&o, f.Leaves[i], sub)
			l.pop()
		} else {
			o.Kind, o.Text = OutTypename, f.Object.Name
		}
		out.Fields = append(out.Fields, o)
	}
}

// slot returns the position of a slot of the level, and adds it where it is new.
func (l *level) slot(same func(Slot) bool, add func() Slot) int {
	if i := slices.IndexFunc(l.sel.Slots, same); i >= 0 {
		return i
	}
	l.sel.Slots = append(l.sel.Slots, add())
	return len(l.sel.Slots) - 1
}

func (l *level) column(f *model.Field) int {
	return l.slot(func(s Slot) bool { o, ok := s.(*Column); return ok && o.Field == f },
		func() Slot { return &Column{Field: f} })
}

func label(key string) []byte { return []byte(`"` + key + `":`) }

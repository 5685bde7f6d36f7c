package graph

import (
	"math"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/plan"
)

// measurer bounds a document before it is validated. Validation and every later step work on
// the document with its fragments expanded, and sixty short fragments can make that too long
// for any computer. Measuring visits every fragment once, so it takes one step for each node
// of the document.
type measurer struct {
	limits    *plan.Limits
	doc       *ast.QueryDocument
	fragments map[string]*definition
}

// size is the size of a selection set with its fragments expanded. Numbers saturate at the
// largest 32-bit number.
type size struct {
	// selections counts all fields, inline fragments and spreads, and their directives.
	selections int
	// fields counts those of the set itself, aliases those of the set and everything in it.
	fields, aliases int
	// schemas counts the fields __schema.
	schemas int
	// depth is the number of levels, introspection the number under __schema and __type.
	depth, introspection int
}

// add adds another part of the same selection set.
func (s *size) add(o size) {
	s.selections = sum(s.selections, o.selections)
	s.fields = sum(s.fields, o.fields)
	s.aliases = sum(s.aliases, o.aliases)
	s.schemas = sum(s.schemas, o.schemas)
	s.depth = max(s.depth, o.depth)
	s.introspection = max(s.introspection, o.introspection)
}

func sum(a, b int) int { return min(a+b, math.MaxInt32) }

// definition is an operation or a fragment, as written.
type definition struct {
	size
	// nodes is the number of its selections, directives and values; inputs is the depth of its
	// nested values; spreads are the fragments that it spreads.
	nodes, inputs int
	spreads       []string
	// long is the error of the first text with too many letters, or nil.
	long error
}

// inputLevels is the number of levels of nested values that one level of a filter may have:
// an item of a list, a relation, one of its conditions, an end and a field.
const inputLevels = 5

// measure rejects a document that is over a limit. Errors are *plan.Error. A fragment that
// spreads itself is left to validation, which names it.
func (m *measurer) measure() error {
	defs := make([]*definition, 0, len(m.doc.Fragments)+len(m.doc.Operations))
	for _, f := range m.doc.Fragments {
		defs = append(defs, m.fragment(f.Name))
	}
	all := 0
	for _, op := range m.doc.Operations {
		d := &definition{}
		own := m.directives(d, op.Directives)
		for _, v := range op.VariableDefinitions {
			d.nodes++
			// The default may be used as a cursor, whose limit is higher; the limit of each use is
			// checked later.
			m.value(d, v.DefaultValue, 1, true)
		}
		d.size = m.set(d, op.SelectionSet)
		d.selections = sum(d.selections, own)
		if err := m.operation(d); err != nil {
			return err
		}
		if all = sum(all, d.selections); all > m.limits.Selections {
			return tooMany(all, m.limits.Selections)
		}
		defs = append(defs, d)
	}
	for _, d := range defs {
		if d.long != nil {
			return d.long
		}
		if deepest := inputLevels * m.limits.FilterDepth; d.inputs > deepest {
			return plan.Over(plan.TooComplex, "filterDepth", d.inputs, deepest, "write the filter flatter", "levels of nested values")
		}
		all = max(all, d.selections)
	}
	all = max(all, len(m.doc.Fragments))
	if all > m.limits.Selections {
		return tooMany(all, m.limits.Selections)
	}
	return m.steps(defs)
}

func tooMany(asked, allowed int) error {
	return plan.Over(plan.TooComplex, "selections", asked, allowed,
		"select fewer fields, send several requests, and send only the operation that is to be run", "selections and directives, once fragments are spread out")
}

// operation rejects an operation that is over a limit.
func (m *measurer) operation(d *definition) error {
	l := m.limits
	switch {
	case d.selections > l.Selections:
		return tooMany(d.selections, l.Selections)
	case d.depth > l.Depth:
		return plan.Over(plan.TooComplex, "depth", d.depth, l.Depth, "request less at a time", "levels of nested fields")
	case d.introspection > l.IntrospectionDepth:
		return plan.Over(plan.TooComplex, "introspectionDepth", d.introspection, l.IntrospectionDepth, "request less at a time", "levels of nested fields of the schema")
	case d.schemas > 1:
		return plan.Over(plan.TooComplex, "introspectionDepth", d.schemas, 1, "request the schema once", "times __schema in one operation")
	case d.fields > l.RootFields:
		return plan.Over(plan.TooComplex, "rootFields", d.fields, l.RootFields, "send several requests", "root fields")
	case d.aliases > l.Aliases:
		return plan.Over(plan.TooComplex, "aliases", d.aliases, l.Aliases, "send several requests", "aliases, once fragments are spread out")
	}
	return nil
}

// steps bounds the work of validation, which starts at every operation and every fragment and
// visits all fragments reachable from there.
func (m *measurer) steps(defs []*definition) error {
	limit, all := 2*m.limits.Tokens, 0
	seen := map[*definition]int{}
	var walk func(d *definition, from int)
	walk = func(d *definition, from int) {
		if seen[d] == from || all > limit {
			return
		}
		seen[d] = from
		all += d.nodes
		for _, name := range d.spreads {
			if f := m.fragments[name]; f != nil {
				walk(f, from)
			}
		}
	}
	for i, d := range defs {
		walk(d, i+1)
	}
	if all > limit {
		return plan.Over(plan.TooComplex, "tokens", all, limit,
			"write fewer fragments within one another", "selections and values to validate, in each fragment all that it spreads")
	}
	return nil
}

// fragment measures a fragment once. A spread of a fragment within itself has size zero.
func (m *measurer) fragment(name string) *definition {
	d, known := m.fragments[name]
	if known {
		return d
	}
	d = &definition{}
	m.fragments[name] = d
	if f := m.doc.Fragments.ForName(name); f != nil {
		own := m.directives(d, f.Directives)
		d.size = m.set(d, f.SelectionSet)
		d.selections = sum(d.selections, own)
	}
	return d
}

// set measures a selection set that is written in d.
func (m *measurer) set(d *definition, set ast.SelectionSet) (all size) {
	for _, s := range set {
		d.nodes++
		all.selections = sum(all.selections, 1)
		switch s := s.(type) {
		case *ast.Field:
			all.add(m.field(d, s))
		case *ast.InlineFragment:
			all.selections += m.directives(d, s.Directives)
			all.add(m.set(d, s.SelectionSet))
		case *ast.FragmentSpread:
			all.selections += m.directives(d, s.Directives)
			d.spreads = append(d.spreads, s.Name)
			all.add(m.fragment(s.Name).size)
		}
	}
	return all
}

func (m *measurer) field(d *definition, f *ast.Field) size {
	m.arguments(d, f.Arguments)
	one := m.set(d, f.SelectionSet)
	one.selections = sum(one.selections, m.directives(d, f.Directives))
	one.fields = 1
	if f.Alias != f.Name {
		one.aliases = sum(one.aliases, 1)
	}
	one.depth++
	if f.Name == "__schema" {
		one.schemas = sum(one.schemas, 1)
	}
	if f.Name == "__schema" || f.Name == "__type" {
		one.introspection, one.depth = max(one.introspection, one.depth), 1
	}
	return one
}

// directives adds directives and their arguments to the nodes, and returns the number of
// directives.
func (m *measurer) directives(d *definition, list ast.DirectiveList) int {
	for _, dir := range list {
		d.nodes++
		m.arguments(d, dir.Arguments)
	}
	return len(list)
}

func (m *measurer) arguments(d *definition, list ast.ArgumentList) {
	for _, a := range list {
		m.value(d, a.Value, 1, plan.IsCursor(a.Name))
	}
}

// value measures a value with the values in it. cursor reports whether a text may be a cursor.
func (m *measurer) value(d *definition, v *ast.Value, level int, cursor bool) {
	if v == nil {
		return
	}
	if d.long == nil && (v.Kind == ast.StringValue || v.Kind == ast.BlockValue) {
		if cursor {
			d.long = m.limits.CheckCursor(v.Raw)
		} else {
			d.long = m.limits.CheckTerm(v.Raw)
		}
	}
	d.nodes++
	d.inputs = max(d.inputs, level)
	for _, child := range v.Children {
		m.value(d, child.Value, level+1, cursor)
	}
}

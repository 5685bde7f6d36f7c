package graph

import (
	"math"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/plan"
)

// weigher bounds a document before it is validated: rules of validation, and what
// comes after them, look at a document as it is once its fragments are spread out, which
// sixty short fragments can make longer than any computer has time for. Every fragment
// is weighed once, so that weighing takes one step for each node of the document.
type weigher struct {
	limits    plan.Limits
	doc       *ast.QueryDocument
	fragments map[string]*definition
}

// weight is the size of a selection set with its fragments spread out. Numbers stop at
// the largest of 32 bits.
type weight struct {
	// selections are all fields, inline fragments and spreads, and their directives.
	selections int
	// fields are those of the set itself, aliases those of the set and all within it.
	fields, aliases int
	// schemas is how often __schema is asked.
	schemas int
	// depth is the number of levels; introspection that under __schema and __type.
	depth, introspection int
}

// add puts another part of the same set beside w.
func (w *weight) add(o weight) {
	w.selections = sum(w.selections, o.selections)
	w.fields = sum(w.fields, o.fields)
	w.aliases = sum(w.aliases, o.aliases)
	w.schemas = sum(w.schemas, o.schemas)
	w.depth = max(w.depth, o.depth)
	w.introspection = max(w.introspection, o.introspection)
}

func sum(a, b int) int { return min(a+b, math.MaxInt32) }

// definition is an operation or a fragment as it is written.
type definition struct {
	weight
	// nodes are its selections, directives and values, inputs how deep the latter are
	// nested, spreads the fragments that it names.
	nodes, inputs int
	spreads       []string
}

// inputLevels is how deep the values of arguments may be nested for each level of a
// filter: one level of a `where` is at most an item of a list, a relation, one of its
// conditions, an end and a field.
const inputLevels = 5

// weigh refuses a document that is over a limit. Errors are *plan.Error. A fragment
// within itself is left to validation, which names it.
func (w *weigher) weigh() error {
	defs := make([]*definition, 0, len(w.doc.Fragments)+len(w.doc.Operations))
	for _, f := range w.doc.Fragments {
		defs = append(defs, w.fragment(f.Name))
	}
	all := 0
	for _, op := range w.doc.Operations {
		d := &definition{}
		own := d.directives(op.Directives)
		for _, v := range op.VariableDefinitions {
			d.nodes++
			d.value(v.DefaultValue, 1)
		}
		d.weight = w.set(d, op.SelectionSet)
		d.selections = sum(d.selections, own)
		if err := w.operation(d); err != nil {
			return err
		}
		if all = sum(all, d.selections); all > w.limits.Selections {
			return tooMany(all, w.limits.Selections)
		}
		defs = append(defs, d)
	}
	for _, d := range defs {
		if deepest := inputLevels * w.limits.FilterDepth; d.inputs > deepest {
			return plan.Over(plan.TooComplex, "filterDepth", d.inputs, deepest, "write the filter flatter", "levels of nested values")
		}
		all = max(all, d.selections)
	}
	all = max(all, len(w.doc.Fragments))
	if all > w.limits.Selections {
		return tooMany(all, w.limits.Selections)
	}
	return w.steps(defs)
}

func tooMany(asked, allowed int) error {
	return plan.Over(plan.TooComplex, "selections", asked, allowed,
		"select fewer fields, ask in several requests, and send only the operation that is to be answered", "selections and directives, once fragments are spread out")
}

// operation holds an operation to its limits.
func (w *weigher) operation(d *definition) error {
	l := &w.limits
	switch {
	case d.selections > l.Selections:
		return tooMany(d.selections, l.Selections)
	case d.depth > l.Depth:
		return plan.Over(plan.TooComplex, "depth", d.depth, l.Depth, "ask for less in one request", "levels of nested fields")
	case d.introspection > l.IntrospectionDepth:
		return plan.Over(plan.TooComplex, "introspectionDepth", d.introspection, l.IntrospectionDepth, "ask for less in one request", "levels of nested fields of the schema")
	case d.schemas > 1:
		return plan.Over(plan.TooComplex, "introspectionDepth", d.schemas, 1, "ask for the schema once", "times __schema in one operation")
	case d.fields > l.RootFields:
		return plan.Over(plan.TooComplex, "rootFields", d.fields, l.RootFields, "ask in several requests", "root fields")
	case d.aliases > l.Aliases:
		return plan.Over(plan.TooComplex, "aliases", d.aliases, l.Aliases, "ask in several requests", "aliases, once fragments are spread out")
	}
	return nil
}

// steps bounds the work of validation, which walks from every operation and from every
// fragment through all fragments that can be reached from there.
func (w *weigher) steps(defs []*definition) error {
	limit, all := 2*w.limits.Tokens, 0
	seen := map[*definition]int{}
	var walk func(d *definition, from int)
	walk = func(d *definition, from int) {
		if seen[d] == from || all > limit {
			return
		}
		seen[d] = from
		all += d.nodes
		for _, name := range d.spreads {
			if f := w.fragments[name]; f != nil {
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

// fragment weighs a fragment once. Within itself it weighs nothing.
func (w *weigher) fragment(name string) *definition {
	d, known := w.fragments[name]
	if known {
		return d
	}
	d = &definition{}
	w.fragments[name] = d
	if f := w.doc.Fragments.ForName(name); f != nil {
		own := d.directives(f.Directives)
		d.weight = w.set(d, f.SelectionSet)
		d.selections = sum(d.selections, own)
	}
	return d
}

// set weighs a selection set that is written in d.
func (w *weigher) set(d *definition, set ast.SelectionSet) (all weight) {
	for _, s := range set {
		d.nodes++
		all.selections = sum(all.selections, 1)
		switch s := s.(type) {
		case *ast.Field:
			all.add(w.field(d, s))
		case *ast.InlineFragment:
			all.selections += d.directives(s.Directives)
			all.add(w.set(d, s.SelectionSet))
		case *ast.FragmentSpread:
			all.selections += d.directives(s.Directives)
			d.spreads = append(d.spreads, s.Name)
			all.add(w.fragment(s.Name).weight)
		}
	}
	return all
}

func (w *weigher) field(d *definition, f *ast.Field) weight {
	d.arguments(f.Arguments)
	one := w.set(d, f.SelectionSet)
	one.selections = sum(one.selections, d.directives(f.Directives))
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

// directives counts directives and their arguments, and gives the number of the former.
func (d *definition) directives(list ast.DirectiveList) int {
	for _, dir := range list {
		d.nodes++
		d.arguments(dir.Arguments)
	}
	return len(list)
}

func (d *definition) arguments(list ast.ArgumentList) {
	for _, a := range list {
		d.value(a.Value, 1)
	}
}

func (d *definition) value(v *ast.Value, level int) {
	if v == nil {
		return
	}
	d.nodes++
	d.inputs = max(d.inputs, level)
	for _, child := range v.Children {
		d.value(child.Value, level+1)
	}
}

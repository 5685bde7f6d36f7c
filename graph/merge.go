package graph

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/internal/plan"
)

// This file implements the rule "Field Selection Merging" of the GraphQL specification
// (https://spec.graphql.org/October2021/#sec-Field-Selection-Merging): fields with the same
// response key must be the same field. Comparing every pair of fields, as the specification
// describes it, takes time proportional to the square of their number. Here each field is
// compared only with the first one of its key, which is equivalent, since each comparison is
// an equality. The method is Simon Adameit's, "GraphQL: fields can be merged, fast" (2018).

// mergeSteps is the number of fields that are compared for each selection that is allowed.
const mergeSteps = 10

type merger struct {
	doc    *ast.QueryDocument
	schema *ast.Schema
	errs   gqlerror.List
	// reported has the fields for which an error was reported.
	reported map[*ast.Field]bool
	// canonical has the arguments of fields in canonical form.
	canonical map[*ast.Field]string
	// steps is the number of fields that may still be compared.
	steps int
}

// mergeable returns errors for fields that cannot be merged. The document must have been
// walked, so that its fields have definitions, and no fragment may spread itself.
func mergeable(schema *ast.Schema, doc *ast.QueryDocument, limits *plan.Limits) (gqlerror.List, error) {
	most := mergeSteps * limits.Selections
	m := &merger{doc: doc, schema: schema, reported: map[*ast.Field]bool{}, canonical: map[*ast.Field]string{}, steps: most}
	for _, op := range doc.Operations {
		root := m.collect([]ast.SelectionSet{op.SelectionSet})
		if m.shapes(root) {
			m.names(root)
		}
	}
	if m.steps < 0 {
		return nil, plan.Over(plan.TooComplex, "selections", most-m.steps, most,
			"give fields in fragments on several types aliases of their own", "fields to compare, since fragments on several types share keys")
	}
	return m.errs, nil
}

// collect returns the fields of selection sets by response key, with fragments expanded.
func (m *merger) collect(sets []ast.SelectionSet) [][]*ast.Field {
	var groups [][]*ast.Field
	at := map[string]int{}
	seen := map[string]bool{}
	var walk func(ast.SelectionSet)
	walk = func(set ast.SelectionSet) {
		for _, s := range set {
			if m.steps--; m.steps < 0 {
				return
			}
			switch s := s.(type) {
			case *ast.Field:
				i, known := at[s.Alias]
				if !known {
					i = len(groups)
					at[s.Alias] = i
					groups = append(groups, nil)
				}
				groups[i] = append(groups[i], s)
			case *ast.InlineFragment:
				walk(s.SelectionSet)
			case *ast.FragmentSpread:
				if !seen[s.Name] && s.Definition != nil {
					seen[s.Name] = true
					walk(s.Definition.SelectionSet)
				}
			}
		}
	}
	for _, set := range sets {
		walk(set)
	}
	return groups
}

// below returns the fields selected within fields that are merged.
func (m *merger) below(fields []*ast.Field) [][]*ast.Field {
	if len(fields) == 1 && len(fields[0].SelectionSet) == 0 {
		return nil
	}
	var sets []ast.SelectionSet
	for _, f := range fields {
		if len(f.SelectionSet) > 0 {
			sets = append(sets, f.SelectionSet)
		}
	}
	return m.collect(sets)
}

// shapes reports fields of one key whose values have different shapes, which is an error even
// if the objects are never of the same type. It returns whether any key has two fields.
func (m *merger) shapes(groups [][]*ast.Field) (several bool) {
	for _, fields := range groups {
		first := fields[0]
		for _, f := range fields[1:] {
			if f == first {
				continue
			}
			several = true
			if one, other := typeOf(first), typeOf(f); !m.sameShape(one, other) {
				m.conflict(first, f, "they return conflicting types \""+one.String()+"\" and \""+other.String()+"\"")
			}
		}
		several = m.shapes(m.below(fields)) || several
	}
	return several
}

// names reports fields of one key that are different fields, or have different arguments,
// where the objects can be of the same type.
func (m *merger) names(groups [][]*ast.Field) {
	for _, fields := range groups {
		for _, together := range meet(fields) {
			first := together[0]
			for _, f := range together[1:] {
				switch {
				case f == first:
				case f.Name != first.Name:
					m.conflict(first, f, "\""+first.Name+"\" and \""+f.Name+"\" are different fields")
				case m.arguments(f) != m.arguments(first):
					m.conflict(first, f, "they have differing arguments")
				}
			}
			m.names(m.below(together))
		}
	}
}

// meet groups fields by the objects that can have them together: for each object type its own
// fields, with those of interfaces.
func meet(fields []*ast.Field) [][]*ast.Field {
	if !slices.ContainsFunc(fields, func(f *ast.Field) bool { return f.ObjectDefinition != fields[0].ObjectDefinition }) {
		return [][]*ast.Field{fields}
	}
	var abstract []*ast.Field
	var objects []*ast.Definition
	own := map[*ast.Definition][]*ast.Field{}
	for _, f := range fields {
		parent := f.ObjectDefinition
		if parent == nil || parent.Kind != ast.Object {
			abstract = append(abstract, f)
			continue
		}
		if own[parent] == nil {
			objects = append(objects, parent)
		}
		own[parent] = append(own[parent], f)
	}
	if len(objects) == 0 {
		return [][]*ast.Field{abstract}
	}
	parts := make([][]*ast.Field, 0, len(objects))
	for _, t := range objects {
		parts = append(parts, slices.Concat(own[t], abstract))
	}
	return parts
}

var typename = ast.NonNullNamedType("String", nil)

func typeOf(f *ast.Field) *ast.Type {
	if f.Name == "__typename" {
		return typename
	}
	return f.Definition.Type
}

// sameShape implements SameResponseShape of the specification, except for nested fields.
func (m *merger) sameShape(a, b *ast.Type) bool {
	if a.NonNull != b.NonNull || (a.Elem == nil) != (b.Elem == nil) {
		return false
	}
	if a.Elem != nil {
		return m.sameShape(a.Elem, b.Elem)
	}
	one, other := m.schema.Types[a.NamedType], m.schema.Types[b.NamedType]
	return one == other || one.IsCompositeType() && other.IsCompositeType()
}

func (m *merger) conflict(first, f *ast.Field, because string) {
	if m.reported[f] || len(m.errs) >= maxErrors {
		return
	}
	m.reported[f] = true
	e := gqlerror.ErrorPosf(first.Position, "Fields %q conflict because %s. Use different aliases on the fields to fetch both if this was intentional.", f.Alias, because)
	e.Locations = append(e.Locations, gqlerror.Location{Line: f.Position.Line, Column: f.Position.Column})
	m.errs = append(m.errs, e)
}

// arguments returns the arguments of a field in canonical form, whatever their order.
func (m *merger) arguments(f *ast.Field) string {
	text, known := m.canonical[f]
	if !known {
		parts := make([]string, len(f.Arguments))
		for i, a := range f.Arguments {
			parts[i] = a.Name + ":" + canonicalValue(a.Value)
		}
		slices.Sort(parts)
		text = strings.Join(parts, ",")
		m.canonical[f] = text
	}
	return text
}

// canonicalValue prints a value with the fields of its objects in order of their names.
func canonicalValue(v *ast.Value) string {
	if v.Kind != ast.ObjectValue && v.Kind != ast.ListValue {
		return v.String()
	}
	parts := make([]string, len(v.Children))
	for i, child := range v.Children {
		parts[i] = canonicalValue(child.Value)
		if v.Kind == ast.ObjectValue {
			parts[i] = child.Name + ":" + parts[i]
		}
	}
	if v.Kind == ast.ListValue {
		return "[" + strings.Join(parts, ",") + "]"
	}
	slices.Sort(parts)
	return "{" + strings.Join(parts, ",") + "}"
}

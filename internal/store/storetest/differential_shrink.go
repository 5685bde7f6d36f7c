package storetest

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"
)

// shrink removes parts of an operation as long as fails reports true: first variables, then
// selections, fragments, arguments, directives and parts of values.
func shrink(schema *ast.Schema, query string, variables map[string]any, fails func(string, map[string]any) bool) (string, map[string]any) {
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		return query, variables
	}
	s := &shrinker{doc: doc, variables: variables, fails: fails}
	inlined := &shrinker{doc: inline(schema, doc, variables), fails: fails}
	if inlined.still() {
		s = inlined
	}
	if !s.still() {
		return query, variables
	}
	for s.step() {
	}
	return s.text(), s.used()
}

type shrinker struct {
	doc       *ast.QueryDocument
	variables map[string]any
	fails     func(string, map[string]any) bool
}

// text returns the document without unused variables and fragments.
func (s *shrinker) text() string {
	doc := *s.doc
	op := *doc.Operations[0]
	all := s.doc.Operations[0].VariableDefinitions
	// All names have the same length, so that no name is a part of another.
	for again := true; again; {
		op.VariableDefinitions, again = nil, false
		doc.Operations = ast.OperationList{&op}
		body := format(&doc)
		doc.Fragments = slices.DeleteFunc(slices.Clone(doc.Fragments), func(f *ast.FragmentDefinition) bool {
			unused := !strings.Contains(body, "... "+f.Name) && !strings.Contains(body, "..."+f.Name)
			again = again || unused
			return unused
		})
		for _, v := range all {
			if strings.Contains(body, "$"+v.Variable) {
				op.VariableDefinitions = append(op.VariableDefinitions, v)
			}
		}
	}
	return format(&doc)
}

func format(doc *ast.QueryDocument) string {
	var b strings.Builder
	formatter.NewFormatter(&b, formatter.WithIndent(" ")).FormatQueryDocument(doc)
	return b.String()
}

// used returns the variables that the document still uses.
func (s *shrinker) used() map[string]any {
	left, text := map[string]any{}, s.text()
	for name, v := range s.variables {
		if strings.Contains(text, "$"+name) {
			left[name] = v
		}
	}
	return left
}

func (s *shrinker) still() bool { return s.fails(s.text(), s.used()) }

// step makes the document smaller by the first change after which it still fails. It returns
// false if there is no such change.
func (s *shrinker) step() bool {
	if s.selections(&s.doc.Operations[0].SelectionSet) {
		return true
	}
	for _, f := range s.doc.Fragments {
		if s.selections(&f.SelectionSet) {
			return true
		}
	}
	return false
}

// try makes a change, and reverts it unless the document still fails.
func try[T any](s *shrinker, place *T, to T) bool {
	was := *place
	*place = to
	if s.still() {
		return true
	}
	*place = was
	return false
}

// without tries to remove each item of a list.
func without[L ~[]E, E any](s *shrinker, list *L) bool {
	for i := range *list {
		if try(s, list, slices.Delete(slices.Clone(*list), i, i+1)) {
			return true
		}
	}
	return false
}

func (s *shrinker) selections(set *ast.SelectionSet) bool {
	if without(s, set) {
		return true
	}
	for i, each := range *set {
		var inner *ast.SelectionSet
		var directives *ast.DirectiveList
		switch each := each.(type) {
		case *ast.Field:
			if s.arguments(&each.Arguments) {
				return true
			}
			inner, directives = &each.SelectionSet, &each.Directives
		case *ast.InlineFragment:
			inner, directives = &each.SelectionSet, &each.Directives
			if try(s, set, slices.Replace(slices.Clone(*set), i, i+1, each.SelectionSet...)) {
				return true
			}
		case *ast.FragmentSpread:
			inner, directives = nil, &each.Directives
		}
		if without(s, directives) || inner != nil && s.selections(inner) {
			return true
		}
	}
	return false
}

func (s *shrinker) arguments(list *ast.ArgumentList) bool {
	if without(s, list) {
		return true
	}
	for _, a := range *list {
		if s.value(&a.Value) {
			return true
		}
	}
	return false
}

// value tries a smaller value: without one of its children, or one of its children instead.
func (s *shrinker) value(v **ast.Value) bool {
	if without(s, &(*v).Children) {
		return true
	}
	for _, child := range (*v).Children {
		if len(child.Value.Children) > 0 && try(s, v, child.Value) || s.value(&child.Value) {
			return true
		}
	}
	return false
}

package graph_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
)

// evolution compares the schema of a release with the current one, as of a day.
type evolution struct {
	was, is *ast.Schema
	today   time.Time
	// breaks are the changes that break callers of the release.
	breaks []string
}

// breaks returns the changes since a released schema that break its callers today: elements
// that were removed or whose type changed, unless they were deprecated until a day that has
// passed. An addition is a break only if it is a required argument.
func breaks(was, is *ast.Schema, today time.Time) []string {
	e := &evolution{was: was, is: is, today: today}
	for _, name := range sorted(was.Types) {
		if def := was.Types[name]; !def.BuiltIn {
			e.definition(def, is.Types[name])
		}
	}
	return e.breaks
}

func sorted(types map[string]*ast.Definition) []string {
	var names []string
	for name := range types {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (e *evolution) missed(format string, args ...any) {
	e.breaks = append(e.breaks, fmt.Sprintf(format, args...))
}

var goes = regexp.MustCompile(`^Goes on (\d{4}-\d{2}-\d{2}); .+`)

// lastDay returns the day until which a deprecated element is kept.
func lastDay(list ast.DirectiveList) (day time.Time, ok bool) {
	d := list.ForName("deprecated")
	if d == nil || d.Arguments.ForName("reason") == nil {
		return day, false
	}
	found := goes.FindStringSubmatch(d.Arguments.ForName("reason").Value.Raw)
	if found == nil {
		return day, false
	}
	day, err := time.Parse(time.DateOnly, found[1])
	return day, err == nil
}

// over reports whether an element with these directives may be removed today.
func (e *evolution) over(list ast.DirectiveList) bool {
	day, ok := lastDay(list)
	return ok && !e.today.Before(day)
}

func (e *evolution) definition(was, is *ast.Definition) {
	if is == nil {
		// A type may be removed when all its fields or values may be.
		for _, f := range was.Fields {
			if !e.over(f.Directives) {
				e.missed("the type %s, whose %s was not deprecated until today", was.Name, f.Name)
				return
			}
		}
		for _, v := range was.EnumValues {
			if !e.over(v.Directives) {
				e.missed("the type %s, whose %s was not deprecated until today", was.Name, v.Name)
				return
			}
		}
		if len(was.Fields)+len(was.EnumValues) == 0 {
			e.missed("the type %s", was.Name)
		}
		return
	}
	if was.Kind != is.Kind {
		e.missed("%s is another kind of type, %s", was.Name, is.Kind)
		return
	}
	for _, name := range slices.Concat(was.Interfaces, was.Types) {
		if !slices.Contains(slices.Concat(is.Interfaces, is.Types), name) {
			e.missed("%s is not one of %s", was.Name, name)
		}
	}
	for _, v := range was.EnumValues {
		if is.EnumValues.ForName(v.Name) == nil && !e.over(v.Directives) {
			e.missed("the value %s of %s", v.Name, was.Name)
		}
	}
	input := was.Kind == ast.InputObject
	for _, f := range was.Fields {
		e.field(was.Name, f, is.Fields.ForName(f.Name), input)
	}
	for _, f := range is.Fields {
		if input && was.Fields.ForName(f.Name) == nil && f.Type.NonNull && f.DefaultValue == nil {
			e.missed("%s.%s is new and must be given", was.Name, f.Name)
		}
	}
}

func (e *evolution) field(of string, was, is *ast.FieldDefinition, input bool) {
	if e.over(was.Directives) {
		return
	}
	name := of + "." + was.Name
	switch {
	case is == nil:
		e.missed("%s", name)
		return
	case input && !accepts(is.Type, was.Type), !input && !accepts(was.Type, is.Type):
		e.missed("%s was %s and is %s", name, was.Type, is.Type)
	case input && text(was.DefaultValue) != text(is.DefaultValue):
		e.missed("%s is %s unless given, and was %s", name, text(is.DefaultValue), text(was.DefaultValue))
	}
	for _, a := range was.Arguments {
		now := is.Arguments.ForName(a.Name)
		switch {
		case e.over(a.Directives):
		case now == nil:
			e.missed("%s(%s:)", name, a.Name)
		case !accepts(now.Type, a.Type):
			e.missed("%s(%s:) was %s and is %s", name, a.Name, a.Type, now.Type)
		case text(a.DefaultValue) != text(now.DefaultValue):
			e.missed("%s(%s:) is %s unless given, and was %s", name, a.Name, text(now.DefaultValue), text(a.DefaultValue))
		}
	}
	for _, a := range is.Arguments {
		if was.Arguments.ForName(a.Name) == nil && a.Type.NonNull && a.DefaultValue == nil {
			e.missed("%s(%s:) is new and must be given", name, a.Name)
		}
	}
}

// accepts reports whether every value of the type narrow is also a value of the type wide: the
// same type, or one that allows null in more places.
func accepts(wide, narrow *ast.Type) bool {
	if wide.NonNull && !narrow.NonNull || (wide.Elem == nil) != (narrow.Elem == nil) {
		return false
	}
	if wide.Elem != nil {
		return accepts(wide.Elem, narrow.Elem)
	}
	return wide.NamedType == narrow.NamedType
}

func text(v *ast.Value) string {
	if v == nil {
		return "nothing"
	}
	return strings.TrimSpace(v.String())
}

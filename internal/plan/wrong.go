package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/vektah/gqlparser/v2/ast"
)

// listedWords is the largest number of words that a hint lists.
const listedWords = 20

// oneOf returns the hint that lists the valid words, the nearest to the given one first.
func oneOf(given string, valid []string) string {
	given = strings.ToUpper(Clip(given))
	distance := make(map[string]int, len(valid))
	for _, word := range valid {
		distance[word] = levenshtein.ComputeDistance(given, strings.ToUpper(word))
	}
	nearest := slices.Clone(valid)
	slices.SortStableFunc(nearest, func(a, b string) int { return cmp.Compare(distance[a], distance[b]) })
	if more := len(nearest) - listedWords; more > 0 {
		return "use one of " + strings.Join(nearest[:listedWords], ", ") + fmt.Sprintf(" and %d others", more)
	}
	return "use one of " + strings.Join(nearest, ", ")
}

// wrongValue returns the error of a value that is not of a type, as it is written. text is what
// it says.
func wrongValue(written, text string, def *ast.Definition) error {
	e := Errorf(BadUserInput, "", "%s is not of type %s", written, def.Name)
	if def.Kind == ast.Enum {
		words := make([]string, len(def.EnumValues))
		for i, v := range def.EnumValues {
			words[i] = v.Name
		}
		e.Hint = oneOf(text, words)
	}
	return e
}

// unknownField returns the error of a field that an input object does not have.
func unknownField(name string, def *ast.Definition) error {
	names := make([]string, len(def.Fields))
	for i, f := range def.Fields {
		names[i] = f.Name
	}
	return Errorf(BadUserInput, oneOf(name, names), "%s has no field %q", def.Name, Clip(name))
}

// positionOf returns the position of a value: for a text, that of its quotation mark, which the
// parser does not count.
func positionOf(v *ast.Value) *ast.Position {
	if v.Kind != ast.StringValue || v.Position == nil {
		return v.Position
	}
	p := *v.Position
	p.Column--
	return &p
}

// at adds the position of a value to its error, unless the error is of a value within it.
func at(p *ast.Position, err error) error {
	if err == nil || p == nil {
		return err
	}
	known := asError(err)
	if known.Line > 0 {
		return known
	}
	placed := *known
	placed.Line, placed.Column = p.Line, p.Column
	return &placed
}

package graph

import (
	"errors"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"whojoins/internal/plan"
)

// maxErrors is the largest number of errors reported for one document.
const maxErrors = 20

// Suggestions take long to compute if names are many or long.
const (
	// Errors have suggestions only if there are at most suggestErrors of them, and no word in
	// the document is longer than suggestWord.
	suggestErrors = 3
	suggestWord   = 100
)

// ruleSet holds the validation rules, without and with suggestions. Two rules of the library
// are replaced, since their time grows with the square of their input: literals checks values,
// and mergeable checks fields with the same response key.
type ruleSet struct{ plain, helpful []validator.Rule }

func newRuleSet(schema *ast.Schema) ruleSet {
	var set ruleSet
	for name, f := range rules.NewDefaultRules().GetInner() {
		switch name {
		case rules.OverlappingFieldsCanBeMergedRule.Name:
		case rules.ValuesOfCorrectTypeRule.Name:
			f = literals(schema)
			fallthrough
		default:
			set.helpful = append(set.helpful, validator.Rule{Name: name, RuleFunc: f})
		}
	}
	slices.SortFunc(set.helpful, func(a, b validator.Rule) int { return strings.Compare(a.Name, b.Name) })
	plain := map[string]validator.Rule{
		rules.FieldsOnCorrectTypeRule.Name: rules.FieldsOnCorrectTypeRuleWithoutSuggestions,
		rules.KnownArgumentNamesRule.Name:  rules.KnownArgumentNamesRuleWithoutSuggestions,
		rules.KnownTypeNamesRule.Name:      rules.KnownTypeNamesRuleWithoutSuggestions,
		rules.ScalarLeafsRule.Name:         rules.ScalarLeafsRuleWithoutSuggestions,
	}
	for _, r := range set.helpful {
		if without, ok := plain[r.Name]; ok {
			r.RuleFunc = without.RuleFunc
		}
		set.plain = append(set.plain, r)
	}
	return set
}

// validate returns the faults of a document, up to maxErrors. The error, TOO_COMPLEX, reports
// that merging its fields takes too long.
func (d *documents) validate(doc *ast.QueryDocument, text string, limits *plan.Limits) (gqlerror.List, error) {
	errs := apply(d.schema, doc, d.rules.plain)
	if len(errs) > 0 && len(errs) <= suggestErrors && longestWord(text) <= suggestWord {
		errs = apply(d.schema, doc, d.rules.helpful)
	}
	if len(errs) > 0 {
		return errs, nil
	}
	return mergeable(d.schema, doc, limits)
}

// apply walks a document with rules. Errors beyond maxErrors are dropped.
func apply(schema *ast.Schema, doc *ast.QueryDocument, list []validator.Rule) (errs gqlerror.List) {
	events := &validator.Events{}
	for _, r := range list {
		r.RuleFunc(events, func(options ...validator.ErrorOption) {
			if len(errs) == maxErrors {
				return
			}
			e := &gqlerror.Error{Rule: r.Name}
			for _, o := range options {
				o(e)
			}
			// A fragment is walked once for each spread.
			if !slices.ContainsFunc(errs, func(o *gqlerror.Error) bool {
				return o.Message == e.Message && slices.Equal(o.Locations, e.Locations)
			}) {
				errs = append(errs, e)
			}
		})
	}
	validator.Walk(schema, doc, events)
	return errs
}

// literals is the rule that a constant has the type of its position. Each constant is checked
// once, although fragments are walked several times.
func literals(schema *ast.Schema) validator.RuleFunc {
	return func(events *validator.Events, add validator.AddErrFunc) {
		seen := map[*ast.Value]bool{}
		check := func(v *ast.Value, t *ast.Type) {
			if seen[v] {
				return
			}
			seen[v] = true
			if err := plan.CheckLiteral(schema, v, t); err != nil {
				add(validator.Message("%s.", err), at(v.Position, err))
			}
		}
		arguments := func(defs ast.ArgumentDefinitionList, given ast.ArgumentList) {
			for _, a := range given {
				if def := defs.ForName(a.Name); def != nil {
					check(a.Value, def.Type)
				}
			}
		}
		events.OnField(func(_ *validator.Walker, f *ast.Field) {
			if f.Definition != nil {
				arguments(f.Definition.Arguments, f.Arguments)
			}
		})
		events.OnDirective(func(_ *validator.Walker, dir *ast.Directive) {
			if dir.Definition != nil {
				arguments(dir.Definition.Arguments, dir.Arguments)
			}
		})
		events.OnVariable(func(_ *validator.Walker, v *ast.VariableDefinition) {
			if v.DefaultValue != nil && v.Definition != nil && v.Definition.IsInputType() {
				check(v.DefaultValue, v.Type)
			}
		})
	}
}

// at adds a location to an error: that of the wrong value within a value.
func at(p *ast.Position, err error) validator.ErrorOption {
	l := gqlerror.Location{Line: p.Line, Column: p.Column}
	var known *plan.Error
	if errors.As(err, &known) && known.Line > 0 {
		l = gqlerror.Location{Line: known.Line, Column: known.Column}
	}
	return func(e *gqlerror.Error) { e.Locations = append(e.Locations, l) }
}

// longestWord returns the length of the longest name or number in a text.
func longestWord(text string) int {
	longest, run := 0, 0
	for _, c := range []byte(text) {
		if c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return longest
}

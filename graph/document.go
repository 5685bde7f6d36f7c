package graph

import (
	"errors"
	"slices"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"whojoins/plan"
)

// Bounds of what is remembered, so that no caller fills the memory: a parsed document
// takes some twenty times the bytes of its text.
const (
	remembered      = 512
	rememberedBytes = 8 << 10
)

// maxErrors is how many errors of one document are told.
const maxErrors = 20

// documents remembers validated documents by their text.
type documents struct {
	schema *ast.Schema
	rules  *rules.Rules
	known  *lru.Cache[string, *ast.QueryDocument]
}

func newDocuments(schema *ast.Schema) *documents {
	return &documents{schema: schema, rules: rules.NewDefaultRules(), known: cache[string, *ast.QueryDocument]()}
}

// cache is an empty cache; making one fails only without room.
func cache[K comparable, V any]() *lru.Cache[K, V] {
	c, err := lru.New[K, V](remembered)
	if err != nil {
		panic(err)
	}
	return c
}

// read parses and validates a document.
func (d *documents) read(text string) (*ast.QueryDocument, gqlerror.List) {
	if doc, ok := d.known.Get(text); ok {
		return doc, nil
	}
	doc, err := parser.ParseQuery(&ast.Source{Input: text})
	var located *gqlerror.Error
	if errors.As(err, &located) {
		return nil, coded(plan.ParseFailed, gqlerror.List{located})
	}
	if len(doc.Operations) == 0 {
		return nil, coded(plan.ParseFailed, gqlerror.List{gqlerror.Errorf("the document has no operation, such as { meta { version } }")})
	}
	if errs := validator.ValidateWithRules(d.schema, doc, d.rules); len(errs) > 0 {
		return nil, coded(plan.ValidationFailed, errs)
	}
	if errs := d.constants(doc); len(errs) > 0 {
		return nil, coded(plan.ValidationFailed, errs)
	}
	if len(text) <= rememberedBytes {
		d.known.Add(text, doc)
	}
	return doc, nil
}

// constants finds the constants that validation lets through and coercion would
// refuse, such as an Int of more than 32 bits.
func (d *documents) constants(doc *ast.QueryDocument) (errs gqlerror.List) {
	check := func(v *ast.Value, t *ast.Type) {
		if err := plan.CheckLiteral(d.schema, v, t); err != nil {
			errs = append(errs, gqlerror.ErrorPosf(v.Position, "%s", err))
		}
	}
	arguments := func(defs ast.ArgumentDefinitionList, given ast.ArgumentList) {
		for _, a := range given {
			check(a.Value, defs.ForName(a.Name).Type)
		}
	}
	events := &validator.Events{}
	events.OnField(func(_ *validator.Walker, f *ast.Field) { arguments(f.Definition.Arguments, f.Arguments) })
	events.OnDirective(func(_ *validator.Walker, dir *ast.Directive) { arguments(dir.Definition.Arguments, dir.Arguments) })
	events.OnVariable(func(_ *validator.Walker, v *ast.VariableDefinition) {
		if v.DefaultValue != nil {
			check(v.DefaultValue, v.Type)
		}
	})
	validator.Walk(d.schema, doc, events)
	return errs
}

// coded gives errors a code, and leaves out what nobody reads.
func coded(code plan.Code, errs gqlerror.List) gqlerror.List {
	errs = slices.Clip(errs[:min(len(errs), maxErrors)])
	for _, e := range errs {
		e.Extensions = map[string]any{"code": code}
	}
	return errs
}

package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/cost"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Prepare parses, validates and compiles a request, for the limits and rights of a caller.
// The result can be cached, shared and run any number of times for callers with the same
// limits and rights; Prepare caches it too. Errors have codes; see [Engine.Present].
//
// An argument that is wrong is an error of its field, which [Engine.Run] reports, unless
// every field must have a value or the argument is over a limit.
func (e *Engine) Prepare(r Request, c Caller) (*Prepared, error) {
	sent := r.encoded()
	if p := e.prepared.Get(sent, c); p != nil {
		return p, nil
	}
	// Preparing costs more than many answers do, so the same bound applies to it.
	turn, err := e.gates.cheap.try(&c, 1)
	if err != nil {
		return nil, err
	}
	defer e.gates.cheap.Leave(turn)
	p, err := e.prepare(&r, &c)
	if err != nil {
		return nil, err
	}
	e.prepared.Add(sent, p)
	return p, nil
}

func (e *Engine) prepare(r *Request, c *Caller) (p *Prepared, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			p, err = nil, recovered(cause)
		}
	}()
	if err := r.Check(); err != nil {
		return nil, err
	}
	limits := e.limits(c)
	if err := limits.CheckName(r.OperationName); err != nil {
		return nil, err
	}
	if err := MeasureJSON(r.Variables, limits); err != nil {
		return nil, err
	}
	doc, err := e.documents.read(r.Query, limits)
	if err != nil {
		return nil, err
	}
	op := doc.Operations.ForName(r.OperationName)
	if op == nil {
		return nil, plan.Errorf(plan.BadUserInput, `name one of the document's operations in "operationName"`, "no operation is chosen")
	}
	values, err := e.variables(op, r.Variables, limits)
	if err != nil {
		return nil, err
	}
	p = &Prepared{scope: c.scope(), operation: &graphql.OperationContext{
		RawQuery: r.Query, Doc: doc, Operation: op, OperationName: op.Name, Variables: values,
		RecoverFunc:            recoverFunc,
		ResolverMiddleware:     countField,
		RootResolverMiddleware: passRoot,
	}}
	return p, e.compile(p, limits)
}

// variables decodes the variables of a request, with numbers as written, and coerces them to
// the types that the operation declares.
func (e *Engine) variables(op *ast.OperationDefinition, raw json.RawMessage, limits *plan.Limits) (map[string]any, error) {
	var values map[string]any
	if len(raw) > 0 {
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		if err := d.Decode(&values); err != nil {
			return nil, plan.Errorf(plan.BadUserInput, "send an object, {…}, or leave it out", `"variables" is not a JSON object`)
		}
	}
	return plan.CoerceVariables(e.schema, op, values, limits)
}

// compile makes the plans of the root fields. A field over a limit fails the whole request;
// any other fault of a field is an error of that field.
func (e *Engine) compile(p *Prepared, limits *plan.Limits) error {
	inputs, items := 0, 0
	fields := graphql.CollectFields(p.operation, p.operation.Operation.SelectionSet, []string{"Query"})
	for _, f := range fields {
		// gqlgen answers introspection.
		if strings.HasPrefix(f.Name, "__") {
			n, work := e.introspection.cost(&f)
			items, p.introspection = min(items+n, math.MaxInt32), cost.Sum(p.introspection, work)
		} else {
			c := field{CollectedField: f, memo: &store.Memo{}}
			c.plan, c.err = plan.Compile(plan.Request{
				Model: e.config.Model, Schema: e.schema, Field: f.Field, Selections: f.Selections, Variables: p.operation.Variables, Limits: *limits,
			})
			p.fields = append(p.fields, c)
			var known *plan.Error
			if errors.As(c.err, &known) {
				if known.Limit != "" {
					return known
				}
				continue
			}
			inputs += c.plan.Inputs
		}
		if items > limits.IntrospectionItems {
			return plan.Over(plan.TooComplex, "introspectionItems", items, limits.IntrospectionItems,
				"request the schema from /schema.graphql, or fewer lists within one another", "items in the answer about the schema at most")
		}
		if inputs > limits.Inputs {
			return plan.Over(plan.TooComplex, "inputs", inputs, limits.Inputs,
				"filter by fewer values, or send several requests", "values in all filters, with variables filled in")
		}
	}
	p.plain = len(p.fields) == len(fields)
	return nil
}

// passRoot is gqlgen's hook around root fields; it adds nothing.
func passRoot(ctx context.Context, next graphql.RootResolver) graphql.Marshaler { return next(ctx) }

package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"hash/maphash"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// request is what a caller sends.
type request struct {
	Query     string          `json:"query"`
	Operation string          `json:"operationName"`
	Variables json.RawMessage `json:"variables"`
}

// prepared is a request that was understood: it is the same for every request with
// the same text, and never changes.
type prepared struct {
	// context is the operation as gqlgen sees it.
	context *graphql.OperationContext
	// plans are of the root fields that read, in their order. Without any, the answer
	// depends on nothing but the schema.
	plans []compiled
	// plain says that there are no other root fields: none that asks for the schema, or
	// for the name of the type Query.
	plain bool
	cost  int
}

// compiled is the plan of one root field, or why there is none.
type compiled struct {
	field graphql.CollectedField
	plan  *plan.Plan
	err   error
	// memo is what the store prepared for the plan.
	memo *store.Memo
}

// of is the plan of the root field with a response key.
func (p *prepared) of(key string) *compiled {
	return &p.plans[slices.IndexFunc(p.plans, func(c compiled) bool { return c.field.Alias == key })]
}

// preparer understands requests, and remembers those that come again: dashboards send
// the same question all day.
type preparer struct {
	model     *model.Model
	schema    *ast.Schema
	limits    plan.Limits
	documents *documents
	about     *introspection
	// known has requests by the hash of their bodies.
	known *lru.Cache[uint64, *bodied]
	seed  maphash.Seed
	// recover tells what a panic in a root field becomes.
	recover graphql.RecoverFunc
}

// bodied is a prepared request with the body that it was made from.
type bodied struct {
	body string
	*prepared
}

// recall finds what was prepared for the same body, or returns nil.
func (p *preparer) recall(body []byte) *prepared {
	if b, ok := p.known.Get(maphash.Bytes(p.seed, body)); ok && b.body == string(body) {
		return b.prepared
	}
	return nil
}

// remember keeps what was prepared for a body, unless it is large.
func (p *preparer) remember(body []byte, made *prepared) {
	if len(body) <= rememberedBytes {
		p.known.Add(maphash.Bytes(p.seed, body), &bodied{string(body), made})
	}
}

// prepare parses, validates and compiles a request. Errors have their codes.
func (p *preparer) prepare(r *request) (*prepared, gqlerror.List) {
	doc, errs := p.documents.read(r.Query)
	if errs != nil {
		return nil, errs
	}
	made, err := p.compile(doc, r)
	if err != nil {
		return nil, gqlerror.List{present(err)}
	}
	return made, nil
}

func (p *preparer) compile(doc *ast.QueryDocument, r *request) (*prepared, error) {
	op := doc.Operations.ForName(r.Operation)
	if op == nil {
		return nil, plan.Errorf(plan.BadUserInput, "name one of the document's operations in \"operationName\"", "no operation is chosen")
	}
	raw, err := variables(r.Variables)
	if err != nil {
		return nil, err
	}
	values, err := plan.CoerceVariables(p.schema, op, raw)
	if err != nil {
		return nil, err
	}
	made := &prepared{
		context: &graphql.OperationContext{
			RawQuery: r.Query, Doc: doc, Operation: op, OperationName: op.Name, Variables: values,
			RecoverFunc:            p.recover,
			ResolverMiddleware:     passField,
			RootResolverMiddleware: passRoot,
		},
	}
	return made, p.plan(made)
}

// plan makes the plans of the root fields. What is over a limit refuses the whole
// request; what is else wrong with a field is the field's own error.
func (p *preparer) plan(made *prepared) error {
	inputs := 0
	fields := graphql.CollectFields(made.context, made.context.Operation.SelectionSet, []string{"Query"})
	for _, f := range fields {
		// Introspection is gqlgen's.
		if strings.HasPrefix(f.Name, "__") {
			made.cost += p.about.cost(f.Name, f.Selections)
		} else {
			c := compiled{field: f, memo: &store.Memo{}}
			c.plan, c.err = plan.Compile(plan.Request{
				Model: p.model, Schema: p.schema, Field: f.Field, Selections: f.Selections, Variables: made.context.Variables, Limits: p.limits,
			})
			made.plans = append(made.plans, c)
			var known *plan.Error
			if errors.As(c.err, &known) {
				if known.Limit != "" {
					return known
				}
				continue
			}
			made.cost += c.plan.Cost
			inputs += c.plan.Inputs
		}
		if made.cost > p.limits.Cost {
			return plan.Over(plan.TooComplex, "cost", made.cost, p.limits.Cost,
				"request smaller pages with `first`, or send several requests", "objects in the answer at most")
		}
		if inputs > p.limits.Inputs {
			return plan.Over(plan.TooComplex, "inputs", inputs, p.limits.Inputs,
				"filter less, or ask in several requests", "values in all filters, with variables filled in")
		}
	}
	made.plain = len(made.plans) == len(fields)
	return nil
}

// variables decodes the variables of a request, an object or null, with numbers as
// they are written.
func variables(raw json.RawMessage) (values map[string]any, err error) {
	if len(raw) == 0 {
		return values, nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return values, d.Decode(&values)
}

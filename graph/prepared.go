package graph

import (
	"slices"
	"strings"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/cost"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Prepared is a request that was parsed, validated and compiled. It is immutable: it can be
// cached, shared between goroutines and run any number of times, for callers with the limits
// and rights that it was prepared for.
type Prepared struct {
	scope scope
	// operation is the operation as gqlgen sees it.
	operation *graphql.OperationContext
	// fields are the root fields that read the dataset, in their order. Without any, the
	// answer depends only on the schema.
	fields []field
	// plain reports whether these are the only root fields: the operation selects neither
	// introspection nor __typename.
	plain bool
	// introspection is the work of the other root fields.
	introspection cost.Estimate
	// estimated is the last estimate of the work. Besides the memos of fields, it is the only
	// part that changes, and affects only speed.
	estimated atomic.Pointer[estimated]
}

// field is a root field with its plan, or with the error that prevents one.
type field struct {
	graphql.CollectedField
	plan *plan.Plan
	err  error
	// memo is the store's memory for the plan. It changes, and affects only speed.
	memo *store.Memo
}

// of returns the root field with a response key.
func (p *Prepared) of(key string) *field {
	return &p.fields[slices.IndexFunc(p.fields, func(f field) bool { return f.Alias == key })]
}

// Operation returns the name of the operation; empty when it has none.
func (p *Prepared) Operation() string { return p.operation.OperationName }

// Valid reports whether every root field has a plan. Otherwise the answer has an error,
// whatever the dataset.
func (p *Prepared) Valid() bool {
	return !slices.ContainsFunc(p.fields, func(f field) bool { return f.err != nil })
}

// reads reports whether any root field reads the dataset.
func (p *Prepared) reads() bool {
	return slices.ContainsFunc(p.fields, func(f field) bool { return f.err == nil })
}

// DescribesService reports whether the answer depends on more than the dataset: on
// Caller.Site, and on the time when the dataset was loaded.
func (p *Prepared) DescribesService() bool {
	return slices.ContainsFunc(p.fields, func(f field) bool { return f.err == nil && isMeta(f.plan) })
}

func isMeta(p *plan.Plan) bool {
	_, meta := p.Root.Slots[0].(*plan.Meta)
	return meta
}

// Table returns the response key and the plan of the only root field that reads the dataset,
// from which a table or a file is made; introspection is left out. The plan must not be
// changed. The error, BAD_USER_INPUT, is that of the field, or reports that there is not
// exactly one.
func (p *Prepared) Table() (key string, of *plan.Plan, err error) {
	const hint = "request one list, such as { institutes { nodes { name } } }"
	switch n := len(p.fields); n {
	case 0:
		return "", nil, plan.Errorf(plan.BadUserInput, hint, "a table needs a list, and none is selected")
	case 1:
		f := &p.fields[0]
		return f.Alias, f.plan, f.err
	default:
		return "", nil, plan.Errorf(plan.BadUserInput, hint+", or accept JSON", "a table has one root field, and %d are selected", n)
	}
}

// Plans returns the plans of all root fields that read the dataset, in their order. The plans must
// not be changed. The error is that of the first field without a plan.
func (p *Prepared) Plans() (plans []*plan.Plan, err error) {
	for i := range p.fields {
		if p.fields[i].err != nil {
			return nil, p.fields[i].err
		}
		plans = append(plans, p.fields[i].plan)
	}
	return plans, nil
}

// Paged reports whether the request is for one page of a list at its root, or for a part of a
// table: whether an argument that states a number, or before, is not null.
func (p *Prepared) Paged() bool {
	for _, s := range p.operation.Operation.SelectionSet {
		f, ok := s.(*ast.Field)
		if !ok || strings.HasPrefix(f.Name, "__") {
			continue
		}
		for _, name := range []string{"first", "last", "before", "links", "firstRows", "firstColumns"} {
			if a := f.Arguments.ForName(name); a != nil {
				if v, err := a.Value.Value(p.operation.Variables); err != nil || v != nil {
					return true
				}
			}
		}
	}
	return false
}

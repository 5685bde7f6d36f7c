package generated

import (
	"context"
	"io"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Executor runs queries on a schema whose root fields are those that the package was
// generated for.
type Executor struct{ schema *executableSchema }

// NewExecutor makes an Executor. read answers the root field that its context stands on.
func NewExecutor(schema *ast.Schema, read func(context.Context) (Planned, error)) *Executor {
	return &Executor{&executableSchema{SchemaData: schema, Resolvers: &Resolver{Read: read}}}
}

// Execute writes the data of a query. The context has gqlgen's operation and response
// contexts; errors are in the latter. It does what the generated Exec does for a query
// that is answered whole, but writes into memory of the caller, which can be used again.
func (e *Executor) Execute(ctx context.Context, dst io.Writer) {
	op := graphql.GetOperationContext(ctx)
	newExecutionContext(op, e.schema, nil)._Query(ctx, op.Operation.SelectionSet).MarshalGQL(dst)
}

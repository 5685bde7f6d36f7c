package generated

import (
	"context"
	"io"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Executor runs queries on a schema that has the root fields for which this package was
// generated.
type Executor struct{ schema *executableSchema }

// NewExecutor returns an Executor. read returns the value of the root field in its context.
func NewExecutor(schema *ast.Schema, read func(context.Context) (Planned, error)) *Executor {
	return &Executor{&executableSchema{SchemaData: schema, Resolvers: &Resolver{Read: read}}}
}

// Execute writes the data of a query to dst. The context has gqlgen's operation and response
// contexts; errors are added to the latter. Execute does what the generated Exec does for a
// query that is answered in one piece, but writes into the caller's memory, which can be
// reused.
func (e *Executor) Execute(ctx context.Context, dst io.Writer) {
	op := graphql.GetOperationContext(ctx)
	newExecutionContext(op, e.schema, nil)._Query(ctx, op.Operation.SelectionSet).MarshalGQL(dst)
}

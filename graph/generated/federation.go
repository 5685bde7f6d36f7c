package generated

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
)

// gqlgen resolves the root fields of Apollo Federation by methods with these names, which its
// own plugin would write. Here they are read like every other root field.

func (ec *executionContext) __resolve__service(ctx context.Context) (Planned, error) { //nolint:staticcheck // gqlgen chooses the name
	return ec.Resolvers.(*Resolver).read(ctx)
}

// __resolve_entities adds its error to the answer, since gqlgen calls it without taking one.
func (ec *executionContext) __resolve_entities(ctx context.Context) Planned { //nolint:staticcheck // gqlgen chooses the name
	read, err := ec.Resolvers.(*Resolver).read(ctx)
	if err != nil {
		graphql.AddError(ctx, err)
		return nil
	}
	return read
}

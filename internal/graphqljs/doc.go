// Package graphqljs tests the service against the GraphQL specification. The service and
// graphql-js, the reference implementation, answer the same random operations, valid and
// corrupted, over one schema and one random graph: they must accept the same operations and
// return the same bytes. The audits of graphql-http test the service against the GraphQL over
// HTTP specification. The package needs Node.
package graphqljs

// Package graphqljs holds the service to the GraphQL specification: random operations,
// valid and spoiled, are answered by the service and by graphql-js, the reference
// implementation, over one schema and one random graph. Both must accept the same
// operations and answer them with the same bytes. The audits of graphql-http hold it to
// the GraphQL over HTTP specification. It needs Node.
package graphqljs

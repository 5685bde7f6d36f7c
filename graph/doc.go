// Package graph is the GraphQL edge of the service: the schema, the transport, and the
// way from a request to the plans of its root fields and back to one response.
package graph

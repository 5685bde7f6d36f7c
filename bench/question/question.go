// Package question holds the questions of the yardstick. Each stands twice: in GraphQL,
// as a caller asks the service, and in the best Cypher that we can write by hand for
// this one question, with the Go that makes the same bytes of what it gives.
package question

import (
	"encoding/json"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Question is one question.
type Question struct {
	// Name is that of the operation, About says what it asks.
	Name, About string
	// GraphQL is the document.
	GraphQL string
	// Plain says that the answer is rows as they are stored, in their order: what
	// encoding/json can write from structs.
	Plain bool
	// Draw gives the variables of one request; nil when the question takes none.
	Draw func(*Drawer) map[string]any
	// Cypher is asked with the same variables.
	Cypher string
	// Read makes the data of an answer from what Cypher gives: structs for encoding/json.
	Read func([]*neo4j.Record) any
	// New makes an empty one of those structs, to decode an answer into.
	New func() any
}

// All are the questions, in the order of reports.
func All() []*Question {
	return []*Question{entity(), page(), initiative(), institute(), funder(), facets(), rows(), search(), shortest(), partners(), matrix()}
}

// Envelope is a whole answer. Its field order is that of the service.
type Envelope struct {
	Data       any        `json:"data"`
	Extensions Extensions `json:"extensions"`
}

// Extensions stand beside the data.
type Extensions struct {
	Cost int `json:"cost"`
}

// Decode reads an answer of the service into structs.
func (q *Question) Decode(answer []byte) (*Envelope, error) {
	e := &Envelope{Data: q.New()}
	return e, json.Unmarshal(answer, e)
}

// flags are what is asked of pageInfo.
type flags struct {
	HasNextPage bool `json:"hasNextPage"`
}

// each makes structs of lists. It never gives nil, which would be null.
func each[T any](list any, read func([]any) T) []T {
	items, _ := list.([]any)
	out := make([]T, len(items))
	for i, item := range items {
		out[i] = read(item.([]any))
	}
	return out
}

// first is each of at most n items, and whether there were more.
func first[T any](list any, n int, read func([]any) T) ([]T, flags) {
	items, _ := list.([]any)
	more := len(items) > n
	if more {
		items = items[:n]
	}
	return each(items, read), flags{more}
}

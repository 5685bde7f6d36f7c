// Package question contains the questions of the yardstick. Each has two forms: the GraphQL
// that a caller sends to the service, and the best hand-written Cypher, with the Go code that
// encodes its result to the same bytes.
package question

import (
	"encoding/json"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Question is a question in both forms.
type Question struct {
	// Name is the name of the operation, and About its description in reports.
	Name, About string
	// GraphQL is the document.
	GraphQL string
	// Plain reports whether the answer consists of stored rows in their stored order.
	Plain bool
	// Draw returns the variables of one request. It is nil if the question has none.
	Draw func(*Drawer) map[string]any
	// Cypher is the hand-written statement; its parameters are the same variables.
	Cypher string
	// Read converts the records of Cypher to the data of an answer, as structs for
	// encoding/json.
	Read func([]*neo4j.Record) any
	// New returns an empty struct of the same type, into which an answer can be decoded.
	New func() any
}

// All returns the questions in the order of reports.
func All() []*Question {
	return []*Question{entity(), page(), initiative(), institute(), funder(), facets(), rows(), search(), shortest(), partners(), matrix(), groups(), series(), candidates()}
}

// Envelope is a whole answer, with its fields in the order in which the service writes them.
type Envelope struct {
	Data       any        `json:"data"`
	Extensions Extensions `json:"extensions"`
}

// Extensions are the extensions of an answer.
type Extensions struct {
	Cost Cost `json:"cost"`
}

// Cost is the work of a request: estimated before, counted after, and left of the budget.
type Cost struct {
	Asked int  `json:"asked"`
	Spent int  `json:"spent"`
	Left  *int `json:"left"`
}

// Decode decodes an answer of the service into structs.
func (q *Question) Decode(answer []byte) (*Envelope, error) {
	e := &Envelope{Data: q.New()}
	return e, json.Unmarshal(answer, e)
}

// flags are the queried fields of pageInfo.
type flags struct {
	HasNextPage bool `json:"hasNextPage"`
}

// each converts a list of lists to structs. It never returns nil, which JSON encodes as null.
func each[T any](list any, read func([]any) T) []T {
	items, _ := list.([]any)
	out := make([]T, len(items))
	for i, item := range items {
		out[i] = read(item.([]any))
	}
	return out
}

// first converts at most n items as each does, and reports whether the list has more items.
func first[T any](list any, n int, read func([]any) T) ([]T, flags) {
	items, _ := list.([]any)
	more := len(items) > n
	if more {
		items = items[:n]
	}
	return each(items, read), flags{more}
}

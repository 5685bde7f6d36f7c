package graph

import (
	"encoding/json"
	"fmt"

	"whojoins/internal/plan"
)

// Request is a GraphQL request.
type Request struct {
	// Query is the text of the document.
	Query string
	// OperationName selects one of several operations in the document.
	OperationName string
	// Variables is a JSON object; empty and null mean no variables.
	Variables json.RawMessage
}

// NewRequest returns a request whose variables are Go values. The error reports a value that
// JSON cannot represent.
func NewRequest(query string, variables map[string]any) (Request, error) {
	r := Request{Query: query}
	if len(variables) == 0 {
		return r, nil
	}
	var err error
	if r.Variables, err = json.Marshal(variables); err != nil {
		return Request{}, fmt.Errorf("encode the variables of a request: %w", err)
	}
	return r, nil
}

// Check returns an error if the request has no document, or if its variables are not an
// object. Prepare calls it too.
func (r *Request) Check() error {
	if err := CheckObject("variables", r.Variables); err != nil {
		return err
	}
	if r.Query == "" {
		return plan.Errorf(plan.BadUserInput, "send a GraphQL document as \"query\"", `"query" is missing`)
	}
	return nil
}

// CheckObject returns an error if a JSON value is neither an object nor null nor empty.
func CheckObject(name string, value json.RawMessage) error {
	if len(value) > 0 && value[0] != '{' && string(value) != "null" {
		return plan.Errorf(plan.BadUserInput, "send an object, {…}, or leave it out", "%q is not an object", name)
	}
	return nil
}

// encoded returns the request in one string; different requests have different strings.
func (r *Request) encoded() []byte {
	return fmt.Appendf(nil, "%d %d %s%s%s", len(r.Query), len(r.OperationName), r.Query, r.OperationName, r.Variables)
}

// Caller is the party that a request is answered for. The zero Caller has the limits of the
// engine and no special rights.
type Caller struct {
	// RequestID names the request in the log and in the database.
	RequestID string
	// ID tells callers apart. Those who wait get equal shares of the service; callers with the
	// same ID share one.
	ID string
	// Site is the address under which the caller reaches the service, for the citation in
	// meta; empty when there is none.
	Site string
	// Lane determines the bound on concurrent operations, and the time limit. Small reports that
	// a file is small, so that it needs none of the few slots for files: see Engine.IsSmallFile.
	Lane  Lane
	Small bool
	// Limits bound the request; the zero value means those of the engine. The engine's
	// InFlight and Exports apply to all callers together.
	Limits plan.Limits
	// Rights are the caller's permissions beyond reading.
	Rights Rights
	// Budget bounds what the caller may spend; nil for no bound.
	Budget Budget
}

// Rights are permissions beyond reading.
type Rights struct {
	// Explain allows the caller to see plans and database statements.
	Explain bool
}

// Lane is a class of operations that share a bound.
type Lane uint8

const (
	// Requests is the lane of ordinary requests, bounded by the limits inFlight and time.
	Requests Lane = iota
	// Files is the lane of files of any length, bounded by the limits exports and
	// exportTime. One caller may take half of its slots.
	Files
)

// scope is the part of a Caller that changes the meaning of a prepared request, and is
// therefore part of the key of every cache of prepared requests.
type scope struct {
	limits plan.Limits
	rights Rights
}

func (c *Caller) scope() scope { return scope{c.Limits, c.Rights} }

// limits returns the limits that bound the caller.
func (e *Engine) limits(c *Caller) *plan.Limits {
	if c.Limits == (plan.Limits{}) {
		return &e.config.Limits
	}
	return &c.Limits
}

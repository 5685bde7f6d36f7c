package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"whojoins/bench/question"
	"whojoins/internal/output"
)

// exchange is a request and the answer that every server must return, byte for byte.
type exchange struct {
	Operation string          `json:"operation"`
	Variables json.RawMessage `json:"variables"`
	Answer    json.RawMessage `json:"answer"`
	body      []byte
}

// newExchange returns a request without its answer.
func newExchange(q *question.Question, variables map[string]any) (*exchange, error) {
	if variables == nil {
		variables = map[string]any{}
	}
	text, err := json.Marshal(variables)
	if err != nil {
		return nil, err
	}
	return &exchange{
		Operation: q.Name, Variables: text,
		body: fmt.Appendf(nil, `{"query":%q,"operationName":%q,"variables":%s}`, q.GraphQL, q.Name, text),
	}, nil
}

// key identifies the request on a server of stored answers.
func (e *exchange) key() string { return e.Operation + string(e.Variables) }

// check returns an error if the answer has errors, or if encoding/json encodes its data to
// different bytes than the service does.
func (e *exchange) check(q *question.Question) error {
	envelope, err := q.Decode(e.Answer)
	if err != nil {
		return fmt.Errorf("%s %s: the service's answer: %w: %.300q", e.Operation, e.Variables, err, e.Answer)
	}
	again, err := encode(envelope)
	if err == nil && !bytes.Equal(again, e.Answer) {
		return fmt.Errorf("%s %s: encoding/json encodes the answer of the service differently: %s", e.Operation, e.Variables, difference(again, e.Answer))
	}
	return err
}

// difference quotes the place where two answers differ.
func difference(got, want []byte) string {
	at := 0
	for at < len(got) && at < len(want) && got[at] == want[at] {
		at++
	}
	from := max(0, at-100)
	return fmt.Sprintf("at byte %d %.300q, not %.300q", at, got[min(from, len(got)):], want[min(from, len(want)):])
}

// encode encodes an answer in the way that all hand-written sides share.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// writeExchanges writes exchanges to a file for a server of stored answers.
func writeExchanges(path string, list []*exchange) error {
	text, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return output.WriteFile(path, text)
}

package graphql

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"unicode/utf8"

	"whojoins/graph"
	"whojoins/internal/plan"
)

var errNoRequest = plan.Errorf(plan.BadUserInput, `send {"query": "…", "variables": {…}}`, "the body is not one JSON object with a request")

// decode parses the received bytes as a request. A body is measured before it is decoded,
// since decoding takes most of the time of answering; the server's limit for headers already
// bounds parameters.
func (x *exchange) decode() (graph.Request, error) {
	received := x.body.Bytes()
	if query, ok := bytes.CutPrefix(received, queryMark); ok {
		q, err := decodeQuery(string(query))
		if err != nil {
			err = x.reject(bodyBroken, err)
		}
		return q, err
	}
	limits := x.handler.engine.Limits()
	if err := graph.MeasureJSON(received, &limits); err != nil {
		return graph.Request{}, err
	}
	q, err := decodeBody(received)
	if err != nil {
		err = x.reject(bodyBroken, err)
	}
	return q, err
}

// decodeBody parses the body of a POST.
func decodeBody(body []byte) (q graph.Request, err error) {
	// A map has exactly the keys that were sent; a struct would accept "QUERY" for "query".
	var parameters map[string]json.RawMessage
	if err := json.Unmarshal(body, &parameters); err != nil || parameters == nil {
		return q, errNoRequest
	}
	for name, text := range map[string]*string{"query": &q.Query, "operationName": &q.OperationName} {
		if raw := parameters[name]; raw != nil && json.Unmarshal(raw, text) != nil {
			return q, plan.Errorf(plan.BadUserInput, "send it as a string", "%q is not a string", name)
		}
	}
	q.Variables = parameters["variables"]
	return q, check(q, parameters["extensions"])
}

// decodeQuery parses the parameters of a GET.
func decodeQuery(query string) (q graph.Request, err error) {
	values, err := url.ParseQuery(query)
	if err != nil || !utf8.ValidString(values.Get("query")+values.Get("variables")) {
		return q, plan.Errorf(plan.BadUserInput, "send ?query=…&variables=… with percent-encoding", "the parameters of the address are not well-formed")
	}
	for _, name := range []string{"query", "operationName", "variables", "extensions"} {
		if len(values[name]) > 1 {
			return q, plan.Errorf(plan.BadUserInput, "send it once", "%q is given %d times", name, len(values[name]))
		}
	}
	q = graph.Request{Query: values.Get("query"), OperationName: values.Get("operationName")}
	q.Variables = json.RawMessage(strings.TrimSpace(values.Get("variables")))
	if len(q.Variables) > 0 && !json.Valid(q.Variables) {
		return q, plan.Errorf(plan.BadUserInput, "send {\"name\": value} with percent-encoding", "\"variables\" is not JSON")
	}
	return q, check(q, json.RawMessage(strings.TrimSpace(values.Get("extensions"))))
}

// check calls Request.Check, and also rejects extensions that are not an object.
func check(q graph.Request, extensions json.RawMessage) error {
	if err := graph.CheckObject("extensions", extensions); err != nil {
		return err
	}
	return q.Check()
}

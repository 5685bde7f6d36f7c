package graphql

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"unicode/utf8"

	"whojoins/graph"
	"whojoins/internal/plan"
)

var errNoRequest = plan.Errorf(plan.BadUserInput, `send {"query": "…", "variables": {…}}`, "the body is not one JSON object with a request")

// received is a request as it was received, with its extensions.
type received struct {
	graph.Request
	extensions json.RawMessage
	// documentID names the document instead of its text; nil if it was not sent.
	documentID *string
	// hash is the name under which the document is kept once it has been prepared, if any.
	hash string
}

// decode parses the received bytes as a request. A body is measured before it is decoded,
// since decoding takes most of the time of answering; the server's limit for headers already
// bounds parameters.
func (x *exchange) decode() (q received, err error) {
	sent := x.body.Bytes()
	if query, ok := bytes.CutPrefix(sent, queryMark); ok {
		q, err = decodeQuery(string(query))
	} else {
		limits := x.handler.engine.Limits()
		if err := graph.MeasureJSON(sent, &limits); err != nil {
			return q, err
		}
		q, err = decodeBody(sent)
	}
	if err == nil {
		err = x.handler.complete(&q)
	}
	var known *plan.Error
	if errors.As(err, &known) && (known.Code == plan.NotPersisted || known.Code == plan.NotSupported) {
		return q, err
	}
	if err == nil {
		err = q.Check()
	}
	if err != nil {
		err = x.reject(bodyBroken, err)
	}
	return q, err
}

// byteOrderMark is what some programs write before JSON in UTF-8.
var byteOrderMark = []byte("\uFEFF")

// withoutMark returns JSON without a byte order mark, which RFC 8259 lets a parser ignore.
func withoutMark(text []byte) []byte { return bytes.TrimPrefix(text, byteOrderMark) }

// decodeBody parses the body of a POST.
func decodeBody(body []byte) (q received, err error) {
	// A map has exactly the keys that were sent; a struct would accept "QUERY" for "query".
	var parameters map[string]json.RawMessage
	if err := json.Unmarshal(withoutMark(body), &parameters); err != nil || parameters == nil {
		return q, errNoRequest
	}
	for name, text := range map[string]*string{"query": &q.Query, "operationName": &q.OperationName} {
		if raw := parameters[name]; raw != nil && json.Unmarshal(raw, text) != nil {
			return q, plan.Errorf(plan.BadUserInput, "send it as a string", "%q is not a string", name)
		}
	}
	if raw := parameters["documentId"]; raw != nil && json.Unmarshal(raw, &q.documentID) != nil {
		return q, plan.Errorf(plan.BadUserInput, "send it as a string", "%q is not a string", "documentId")
	}
	q.Variables, q.extensions = parameters["variables"], parameters["extensions"]
	return q, nil
}

// decodeQuery parses the parameters of a GET.
func decodeQuery(query string) (q received, err error) {
	values, err := url.ParseQuery(query)
	if err != nil || !utf8.ValidString(values.Get("query")+values.Get("variables")) {
		return q, plan.Errorf(plan.BadUserInput, "send ?query=…&variables=… with percent-encoding", "the parameters of the address are not well-formed")
	}
	for _, name := range []string{"query", "documentId", "operationName", "variables", "extensions"} {
		if len(values[name]) > 1 {
			return q, plan.Errorf(plan.BadUserInput, "send it once", "%q is given %d times", name, len(values[name]))
		}
	}
	if values.Has("documentId") {
		q.documentID = new(values.Get("documentId"))
	}
	q.Query, q.OperationName = values.Get("query"), values.Get("operationName")
	q.Variables = withoutMark([]byte(strings.TrimSpace(values.Get("variables"))))
	if len(q.Variables) > 0 && !json.Valid(q.Variables) {
		return q, plan.Errorf(plan.BadUserInput, "send {\"name\": value} with percent-encoding", "\"variables\" is not JSON")
	}
	q.extensions = withoutMark([]byte(strings.TrimSpace(values.Get("extensions"))))
	return q, nil
}

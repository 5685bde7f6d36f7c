package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"strings"
	"unicode/utf8"

	"whojoins/internal/plan"
)

// methods are those that ask, for the header Allow.
const methods = "GET, HEAD, OPTIONS, POST"

// allowed has, for each cause with status 405, what the header Allow says.
var allowed = map[cause]string{wrongMethod: methods, changeByGet: http.MethodPost}

// queryMark begins what was received by GET.
var queryMark = []byte("?")

var errNotJSON = plan.Errorf(plan.BadUserInput, `send {"query": "…", "variables": {…}}`, "the body is not one JSON object with a question")

// refuse says why the request is not read. What was sent is never told back.
func (x *exchange) refuse(why cause, err error) error {
	x.cause = why
	return err
}

// receive reads a request into x.body: the body of a POST, or queryMark and the query
// of a GET, so that no body is taken for one.
func (x *exchange) receive(r *http.Request) error {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
	default:
		return x.refuse(wrongMethod, plan.Errorf(plan.BadUserInput, "send questions by POST or GET", "this method asks nothing"))
	}
	if x.format == nil {
		return x.refuse(notAcceptable, plan.Errorf(plan.BadUserInput, "accept one of "+strings.Join(mediaTypes, ", "), "no answer comes in what Accept asks for"))
	}
	if r.Method != http.MethodPost {
		x.body.Write(queryMark)
		x.body.WriteString(r.URL.RawQuery)
		return nil
	}
	return x.receiveBody(r)
}

// receiveBody reads the body of a POST.
func (x *exchange) receiveBody(r *http.Request) error {
	if !isJSON(r.Header.Get("Content-Type")) {
		return x.refuse(notJSON, plan.Errorf(plan.BadUserInput, "send it with Content-Type: application/json", "the body is not said to be JSON in UTF-8"))
	}
	if r.Header.Get("Content-Encoding") != "" {
		return x.refuse(notJSON, plan.Errorf(plan.BadUserInput, "send it as it is, without Content-Encoding", "the body is compressed"))
	}
	limit := int64(x.handler.config.Limits.Body)
	if r.ContentLength > limit {
		return x.refuse(bodyTooLarge, tooLarge(r.ContentLength, limit))
	}
	x.limited = io.LimitedReader{R: r.Body, N: limit + 1}
	_, err := x.body.ReadFrom(&x.limited)
	switch {
	// The context has ended then, too, as it does when the caller is gone.
	case errors.Is(err, os.ErrDeadlineExceeded):
		return x.refuse(bodyTooSlow, plan.Errorf(plan.Timeout, "send it faster", "the body took too long to come"))
	case r.Context().Err() != nil:
		return x.refuse(callerGone, plan.Errorf(plan.Unavailable, "ask again", "the request was broken off"))
	case err != nil:
		return x.refuse(bodyBroken, plan.Errorf(plan.BadUserInput, "send it again", "the body broke off"))
	case int64(x.body.Len()) > limit:
		return x.refuse(bodyTooLarge, tooLarge(limit+1, limit))
	case !utf8.Valid(x.body.Bytes()):
		return x.refuse(bodyBroken, plan.Errorf(plan.BadUserInput, "send JSON in UTF-8", "the body is not UTF-8"))
	case bytes.HasPrefix(x.body.Bytes(), queryMark):
		return x.refuse(bodyBroken, errNotJSON)
	}
	return nil
}

func tooLarge(asked, limit int64) error {
	e := plan.Errorf(plan.TooLarge, "ask in several requests, or with shorter lists", "the body has more than %d bytes", limit)
	e.Limit, e.Asked, e.Allowed = "body", int(asked), int(limit)
	return e
}

// isJSON says whether a Content-Type is that of JSON in UTF-8.
func isJSON(contentType string) bool {
	if contentType == legacyFormat.mediaType {
		return true
	}
	mediaType, parameters, err := mime.ParseMediaType(contentType)
	charset, given := parameters["charset"]
	return err == nil && mediaType == legacyFormat.mediaType && (!given || strings.EqualFold(charset, "utf-8"))
}

// decode reads what was received as a request.
func decode(received []byte) (*request, error) {
	if query, ok := bytes.CutPrefix(received, queryMark); ok {
		return decodeQuery(string(query))
	}
	// A map has exactly the keys that were sent; a struct would take "QUERY" for "query".
	var parameters map[string]json.RawMessage
	if err := json.Unmarshal(received, &parameters); err != nil || parameters == nil {
		return nil, errNotJSON
	}
	var q request
	for name, text := range map[string]*string{"query": &q.Query, "operationName": &q.Operation} {
		if raw := parameters[name]; raw != nil && json.Unmarshal(raw, text) != nil {
			return nil, plan.Errorf(plan.BadUserInput, "send it as a string", "%q is not a string", name)
		}
	}
	q.Variables = parameters["variables"]
	return q.checked(parameters["extensions"])
}

// decodeQuery reads the query of a GET.
func decodeQuery(query string) (*request, error) {
	values, err := url.ParseQuery(query)
	if err != nil || !utf8.ValidString(values.Get("query")+values.Get("variables")) {
		return nil, plan.Errorf(plan.BadUserInput, "send ?query=…&variables=… with percent-encoding", "the address has no well-formed query")
	}
	for _, name := range []string{"query", "operationName", "variables", "extensions"} {
		if len(values[name]) > 1 {
			return nil, plan.Errorf(plan.BadUserInput, "send it once", "%q is given %d times", name, len(values[name]))
		}
	}
	q := request{Query: values.Get("query"), Operation: values.Get("operationName")}
	q.Variables = json.RawMessage(strings.TrimSpace(values.Get("variables")))
	if len(q.Variables) > 0 && !json.Valid(q.Variables) {
		return nil, plan.Errorf(plan.BadUserInput, "send {\"name\": value} with percent-encoding", "\"variables\" is not JSON")
	}
	return q.checked(json.RawMessage(strings.TrimSpace(values.Get("extensions"))))
}

// checked is the request when it has a question, and objects where objects are due.
func (q *request) checked(extensions json.RawMessage) (*request, error) {
	for name, raw := range map[string]json.RawMessage{"variables": q.Variables, "extensions": extensions} {
		if len(raw) > 0 && raw[0] != '{' && string(raw) != "null" {
			return nil, plan.Errorf(plan.BadUserInput, "send an object, {…}, or leave it out", "%q is not an object", name)
		}
	}
	if q.Query == "" {
		return nil, plan.Errorf(plan.BadUserInput, "send the text of a question as \"query\"", `"query" is missing`)
	}
	return q, nil
}

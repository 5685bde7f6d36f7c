package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/plan"
)

// The media types of an answer. The second has statuses that tell what went wrong; the
// first is the older one, which answers 200 to what is wrong within a question.
const (
	legacyType   = "application/json"
	responseType = "application/graphql-response+json"
)

// retryAfter is how many seconds a caller is asked to wait when the service is not
// available.
const retryAfter = "2"

// ServeHTTP answers a POST of JSON.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	ctx, cancel := context.WithTimeout(r.Context(), time.Duration(h.config.Limits.Time)*time.Millisecond)
	defer cancel()
	x := h.begin()
	defer x.end()
	x.answer(ctx, w, r)
	x.send(w, accepted(r))
	x.record(ctx, time.Since(start))
}

// accepted is the media type of the answer.
func accepted(r *http.Request) string {
	if strings.Contains(r.Header.Get("Accept"), responseType) {
		return responseType
	}
	return legacyType
}

// answer reads the request and answers it, whatever happens on the way.
func (x *exchange) answer(ctx context.Context, w http.ResponseWriter, r *http.Request) {
	h := x.handler
	defer func() {
		if cause := recover(); cause != nil {
			x.out.Reset()
			x.data = 0
			x.fail(h.presentError(ctx, h.recover(ctx, cause)))
		}
	}()
	if status, err := x.receive(w, r); err != nil {
		x.status = status
		x.fail(h.presentError(ctx, err))
		return
	}
	if x.prepared = h.preparer.recall(x.body.Bytes()); x.prepared == nil {
		q, err := decode(x.body.Bytes())
		if err != nil {
			x.status = http.StatusBadRequest
			x.fail(h.presentError(ctx, err))
			return
		}
		made, errs := h.preparer.prepare(q)
		if errs != nil {
			x.fail(errs...)
			return
		}
		h.preparer.remember(x.body.Bytes(), made)
		x.prepared = made
	}
	x.out.WriteString(`{"data":`)
	x.run(ctx)
	x.out.WriteByte(',')
	x.finish()
}

// fail answers with errors alone.
func (x *exchange) fail(errs ...*gqlerror.Error) {
	x.errors = errs
	x.out.WriteByte('{')
	x.finish()
}

func (x *exchange) finish() {
	x.out.WriteString(`"extensions":{"cost":`)
	x.out.Write(strconv.AppendInt(x.out.AvailableBuffer(), int64(x.cost()), 10))
	x.out.WriteString("}}")
}

// receive reads a request's body. The status tells why it was refused. What was sent
// is never told back.
func (x *exchange) receive(w http.ResponseWriter, r *http.Request) (status int, err error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return http.StatusMethodNotAllowed, plan.Errorf(plan.BadUserInput, "send questions by POST", "this method asks nothing")
	}
	if sent := r.Header.Get("Content-Type"); sent != legacyType {
		if mediaType, _, err := mime.ParseMediaType(sent); err != nil || mediaType != legacyType {
			return http.StatusUnsupportedMediaType, plan.Errorf(plan.BadUserInput, "send it with Content-Type: application/json", "the body is not said to be JSON")
		}
	}
	limit := x.handler.config.Limits.Body
	if _, err := x.body.ReadFrom(io.LimitReader(r.Body, int64(limit)+1)); err != nil {
		return http.StatusBadRequest, plan.Errorf(plan.BadUserInput, "send it again", "the body broke off")
	}
	if x.body.Len() > limit {
		return http.StatusRequestEntityTooLarge, plan.Errorf(plan.TooLarge, "ask in several requests", "the body has more than %d bytes", limit)
	}
	return http.StatusOK, nil
}

// decode reads a body as a request.
func decode(body []byte) (*request, error) {
	const right = `send {"query": "…", "variables": {…}}`
	var q request
	if err := json.Unmarshal(body, &q); err != nil {
		return nil, plan.Errorf(plan.BadUserInput, right, "the body is not a JSON object with a question")
	}
	if v := q.Variables; len(v) > 0 && v[0] != '{' && string(v) != "null" {
		return nil, plan.Errorf(plan.BadUserInput, right, `"variables" is not an object`)
	}
	if q.Query == "" {
		return nil, plan.Errorf(plan.BadUserInput, right, `"query" is missing`)
	}
	return &q, nil
}

// statusFor is the HTTP status of the answer.
func (x *exchange) statusFor(mediaType string) int {
	if x.status != http.StatusOK || len(x.errors) == 0 || x.data > len("null") {
		return x.status
	}
	status := statuses[codeOf(x.errors[0])]
	if mediaType == legacyType && status < http.StatusInternalServerError {
		return http.StatusOK
	}
	return status
}

// send writes the answer, errors first.
func (x *exchange) send(w http.ResponseWriter, mediaType string) {
	x.status = x.statusFor(mediaType)
	out := x.out.Bytes()
	var head []byte
	if len(x.errors) > 0 {
		head, out = marshal(x.errors), out[1:]
	}
	header := w.Header()
	header["Content-Type"] = contentTypes[mediaType]
	header["X-Content-Type-Options"] = noSniff
	header["Content-Length"] = []string{strconv.Itoa(len(head) + len(out))}
	if x.status == http.StatusServiceUnavailable {
		header.Set("Retry-After", retryAfter)
	}
	w.WriteHeader(x.status)
	if len(head) > 0 {
		_, _ = w.Write(head) // the caller may be gone; nobody is left to tell
	}
	_, _ = w.Write(out)
}

// marshal writes errors as the beginning of an answer. Nothing here becomes HTML, so <
// stays readable.
func marshal(errs gqlerror.List) []byte {
	var b bytes.Buffer
	b.WriteString(`{"errors":`)
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(errs); err != nil {
		return []byte(`{"errors":[{"message":"the errors could not be written","extensions":{"code":"INTERNAL"}}],`)
	}
	return append(bytes.TrimRight(b.Bytes(), "\n"), ',')
}

// Headers that never change, so that they are not made for every answer.
var (
	contentTypes = map[string][]string{legacyType: {legacyType + "; charset=utf-8"}, responseType: {responseType + "; charset=utf-8"}}
	noSniff      = []string{"nosniff"}
)

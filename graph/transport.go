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
	"sync"
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

// answer is what goes back.
type answer struct {
	// data is the JSON of the data entry; nil leaves it out.
	data   []byte
	errors gqlerror.List
	cost   int
	// status is 200, or that of a request that was no question.
	status int
	// operation is the name that the document gives, for the log.
	operation string
}

// ServeHTTP answers a POST of JSON.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	mediaType := legacyType
	if strings.Contains(r.Header.Get("Accept"), responseType) {
		mediaType = responseType
	}
	ctx, cancel := context.WithTimeout(r.Context(), time.Duration(h.config.Limits.Time)*time.Millisecond)
	defer cancel()
	a := h.answer(ctx, w, r)
	a.status = a.statusFor(mediaType)
	a.send(w, mediaType)
	h.record(ctx, a, time.Since(start))
}

// answer reads the request and answers it, whatever happens on the way.
func (h *Handler) answer(ctx context.Context, w http.ResponseWriter, r *http.Request) (a answer) {
	a.status = http.StatusOK
	defer func() {
		if cause := recover(); cause != nil {
			a.data, a.errors = nil, gqlerror.List{h.presentError(ctx, h.recover(ctx, cause))}
		}
	}()
	var q request
	if status, err := h.receive(w, r, &q); err != nil {
		a.status, a.errors = status, gqlerror.List{h.presentError(ctx, err)}
		return a
	}
	made, errs := h.preparer.prepare(&q)
	if errs != nil {
		a.errors = errs
		return a
	}
	a.cost, a.operation = made.cost, made.context.OperationName
	a.data, a.errors = h.run(ctx, made)
	return a
}

var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// receive reads a request's body. The status tells why it was refused. What was sent
// is never told back.
func (h *Handler) receive(w http.ResponseWriter, r *http.Request, q *request) (status int, err error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return http.StatusMethodNotAllowed, plan.Errorf(plan.BadUserInput, "send questions by POST", "this method asks nothing")
	}
	if mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || mediaType != "application/json" {
		return http.StatusUnsupportedMediaType, plan.Errorf(plan.BadUserInput, "send it with Content-Type: application/json", "the body is not said to be JSON")
	}
	limit := h.config.Limits.Body
	body := bodies.Get().(*bytes.Buffer)
	defer func() {
		if body.Cap() <= kept {
			body.Reset()
			bodies.Put(body)
		}
	}()
	if _, err := body.ReadFrom(io.LimitReader(r.Body, int64(limit)+1)); err != nil {
		return http.StatusBadRequest, plan.Errorf(plan.BadUserInput, "send it again", "the body broke off")
	}
	if body.Len() > limit {
		return http.StatusRequestEntityTooLarge, plan.Errorf(plan.TooLarge, "ask in several requests", "the body has more than %d bytes", limit)
	}
	if err := json.Unmarshal(body.Bytes(), q); err != nil {
		return http.StatusBadRequest, plan.Errorf(plan.BadUserInput, `send {"query": "…", "variables": {…}}`, "the body is not a JSON object with a question")
	}
	if v := q.Variables; len(v) > 0 && v[0] != '{' && string(v) != "null" {
		return http.StatusBadRequest, plan.Errorf(plan.BadUserInput, `write {"name": value}`, `"variables" is not an object`)
	}
	if q.Query == "" {
		return http.StatusBadRequest, plan.Errorf(plan.BadUserInput, `send {"query": "…", "variables": {…}}`, `"query" is missing`)
	}
	return http.StatusOK, nil
}

// statusFor is the HTTP status of an answer.
func (a *answer) statusFor(mediaType string) int {
	if a.status != http.StatusOK || len(a.errors) == 0 || len(a.data) > 0 && !bytes.Equal(a.data, []byte("null")) {
		return a.status
	}
	status := statuses[codeOf(a.errors[0])]
	if mediaType == legacyType && status < http.StatusInternalServerError {
		return http.StatusOK
	}
	return status
}

// send writes the answer. Data is passed through as it is.
func (a *answer) send(w http.ResponseWriter, mediaType string) {
	head := make([]byte, 0, 64)
	head = append(head, '{')
	if len(a.errors) > 0 {
		head = append(append(append(head, `"errors":`...), marshal(a.errors)...), ',')
	}
	if a.data != nil {
		head = append(head, `"data":`...)
	}
	tail := make([]byte, 0, 48)
	if a.data != nil {
		tail = append(tail, ',')
	}
	tail = append(tail, `"extensions":{"cost":`...)
	tail = append(strconv.AppendInt(tail, int64(a.cost), 10), "}}"...)

	header := w.Header()
	header["Content-Type"] = contentTypes[mediaType]
	header["X-Content-Type-Options"] = noSniff
	header.Set("Content-Length", strconv.Itoa(len(head)+len(a.data)+len(tail)))
	if a.status == http.StatusServiceUnavailable {
		header.Set("Retry-After", retryAfter)
	}
	w.WriteHeader(a.status)
	for _, part := range [][]byte{head, a.data, tail} {
		if _, err := w.Write(part); err != nil {
			return // the caller is gone; nobody is left to tell
		}
	}
}

// marshal writes errors as JSON. Nothing here becomes HTML, so < stays readable.
func marshal(errs gqlerror.List) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(errs); err != nil {
		return []byte(`[{"message":"the errors could not be written","extensions":{"code":"INTERNAL"}}]`)
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

// Headers that never change, so that they are not made for every answer.
var (
	contentTypes = map[string][]string{legacyType: {legacyType + "; charset=utf-8"}, responseType: {responseType + "; charset=utf-8"}}
	noSniff      = []string{"nosniff"}
)

package graphql

import (
	"net/http"
	"strconv"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
)

// Values of headers that never change, allocated once.
var (
	noSniff = []string{"nosniff"}
	// vary names all headers on which answers depend. With Origin among them, caches stay
	// correct even if only some origins are allowed.
	vary = []string{"Accept, Accept-Encoding, Origin"}
	// The answer to a GET may be stored, and is revalidated by its tag. The service allows caches
	// a short time without that.
	cacheable    = []string{"public, no-cache"}
	notCacheable = []string{"no-store"}
)

// send writes the answer, errors first.
func (x *exchange) send() {
	x.setStatus()
	header := x.w.Header()
	header["Vary"] = x.vary
	switch {
	case x.tag != "" && len(x.errors) == 0:
		header["Cache-Control"] = cacheable
		header["Etag"] = []string{`"` + x.tag + `"`}
	case x.r.Method != http.MethodPost: // the answer to a POST is never stored
		header["Cache-Control"] = notCacheable
	}
	if x.notModified {
		x.status = http.StatusNotModified
		x.w.WriteHeader(x.status)
		return
	}
	out, head := x.out, []byte(nil)
	if len(x.errors) > 0 {
		head, out = errorsHead(x.errors), out[1:]
	}
	header["Content-Type"] = x.representation.contentType
	header["X-Content-Type-Options"] = noSniff
	header["Content-Length"] = []string{strconv.Itoa(len(head) + len(out))}
	if x.fileName != "" {
		SetFile(header, x.fileName, x.cost)
	}
	switch x.status {
	case http.StatusMethodNotAllowed:
		header.Set("Allow", allowed[x.cause])
	case http.StatusRequestTimeout:
		header.Set("Connection", "close")
	}
	if x.cause == bodyRefused {
		header.Set("Connection", "close") // the rest of the body is not read
	}
	SetRetryAfter(header, x.status, x.errors)
	x.w.WriteHeader(x.status)
	if len(head) > 0 {
		_, _ = x.w.Write(head) // the caller may be gone
	}
	_, _ = x.w.Write(out)
}

// SendErrors answers a request with errors alone, as JSON that is not stored.
func SendErrors(w http.ResponseWriter, status int, cost graph.Cost, errs gqlerror.List) {
	out, header := Append(nil, nil, cost, errs), w.Header()
	header["Cache-Control"] = notCacheable
	header["Content-Type"] = modernJSON.contentType
	header["X-Content-Type-Options"] = noSniff
	header["Content-Length"] = []string{strconv.Itoa(len(out))}
	SetRetryAfter(header, status, errs)
	w.WriteHeader(status)
	_, _ = w.Write(out) // the caller may be gone
}

// SetRetryAfter sets the header Retry-After of an answer with errors alone, if its status means
// that another attempt may succeed later.
func SetRetryAfter(header http.Header, status int, errs gqlerror.List) {
	if status != http.StatusServiceUnavailable && status != http.StatusTooManyRequests {
		return
	}
	seconds, known := errs[0].Extensions["retryAfter"].(int)
	if !known {
		seconds = graph.RetryAfter
	}
	header["Retry-After"] = []string{strconv.Itoa(seconds)}
}

package graph

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// retryAfter is how many seconds a caller is asked to wait when the service is not
// available.
const retryAfter = "2"

// Headers that never change, so that they are not made for every answer.
var (
	noSniff = []string{"nosniff"}
	// vary names all headers by which answers differ. With Origin among them, caches
	// stay right where only some origins may ask.
	vary = []string{"Accept, Accept-Encoding, Origin"}
	// What is asked by GET may be kept, and is asked for again by its tag: facts that
	// were corrected are not shown from a cache.
	cacheable    = []string{"public, no-cache"}
	notCacheable = []string{"no-store"}
)

// send writes the answer, errors first.
func (x *exchange) send(w http.ResponseWriter, r *http.Request) {
	x.conclude()
	header := w.Header()
	header["Vary"] = vary
	switch {
	case x.tag != "" && len(x.errors) == 0:
		header["Cache-Control"] = cacheable
		header["Etag"] = []string{`"` + x.tag + `"`}
	case r.Method != http.MethodPost: // what is posted is never kept
		header["Cache-Control"] = notCacheable
	}
	if x.notModified {
		x.status = http.StatusNotModified
		w.WriteHeader(x.status)
		return
	}
	out := []byte(x.out)
	var head []byte
	if len(x.errors) > 0 {
		head, out = marshal(x.errors), out[1:]
	}
	header["Content-Type"] = x.format.contentType
	header["X-Content-Type-Options"] = noSniff
	header["Content-Length"] = []string{strconv.Itoa(len(head) + len(out))}
	if x.saveAs != "" {
		x.saving(header)
	}
	switch x.status {
	case http.StatusMethodNotAllowed:
		if header.Get("Allow") == "" {
			header.Set("Allow", allowed[x.cause])
		}
	case http.StatusServiceUnavailable:
		header.Set("Retry-After", retryAfter)
	case http.StatusRequestTimeout:
		header.Set("Connection", "close")
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

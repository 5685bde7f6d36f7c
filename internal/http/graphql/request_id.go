package graphql

import (
	"net/http"

	"whojoins/graph"
)

// The headers of this service.
const (
	// idHeader names a request in the log, here and at the proxies in front of the service.
	idHeader = "X-Request-Id"
	// explainHeader with the value 1 requests plans and database statements in addition to an
	// answer in JSON.
	explainHeader = "X-Explain"
)

// maxID is the length of the longest id that is accepted from a request.
const maxID = 64

// RequestID returns the id of a request: the one from the caller or a proxy, or a new one. It
// also sets the header of the answer.
func RequestID(w http.ResponseWriter, r *http.Request) string {
	id := r.Header.Get(idHeader)
	if !isID(id) {
		if given := w.Header()[idHeader]; len(given) == 1 {
			return given[0] // an earlier handler set the id
		}
		id = graph.NewID()
	}
	w.Header()[idHeader] = []string{id}
	return id
}

// isID reports whether a text from outside is safe in the log and in a header.
func isID(text string) bool {
	for i := range len(text) {
		c := text[i]
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return text != "" && len(text) <= maxID
}

package graph

import "net/http"

// idHeader is the header by which a request is known in the log, here and at the
// proxies before.
const idHeader = "X-Request-Id"

// maxID is how long an id of somebody else may be.
const maxID = 64

// RequestID is the id that the caller, or a proxy, gave the request, or a new one. The
// answer has it too.
func RequestID(w http.ResponseWriter, r *http.Request) string {
	id := r.Header.Get(idHeader)
	if !isID(id) {
		id = newID()
	}
	w.Header()[idHeader] = []string{id}
	return id
}

// isID says whether a text from outside may stand in the log and in a header.
func isID(text string) bool {
	for i := range len(text) {
		c := text[i]
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return text != "" && len(text) <= maxID
}

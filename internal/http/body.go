package http

import (
	"net/http"
	"time"
)

// withoutBodies answers requests that have no use for a body, which are all but POST, without
// waiting for it: net/http would read it before it answers, for as long as the request may take,
// while the request holds its slot. The connection is closed after the answer, since the rest of
// the body may still arrive.
func withoutBodies(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength != 0 && r.Method != http.MethodPost {
			w.Header().Set("Connection", "close")
			// Without a connection, as in tests, there is nothing to wait for.
			_ = http.NewResponseController(w).SetReadDeadline(time.Now())
		}
		next.ServeHTTP(w, r)
	})
}

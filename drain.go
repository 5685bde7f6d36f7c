package main

import (
	"net/http"
	"sync/atomic"
)

// draining is set when the service is about to stop. It goes on answering for a while,
// and tells everybody to go elsewhere: load balancers by /readyz, clients by closing
// each connection after its answer. So no request meets a closed door.
type draining struct{ atomic.Bool }

// handler closes connections after an answer, while draining.
func (d *draining) handler(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.Load() {
			w.Header().Set("Connection", "close")
		}
		h.ServeHTTP(w, r)
	})
}

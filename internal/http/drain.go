package http

import (
	"context"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// quiet is how long nobody must have been connected for nobody to be coming back.
const quiet = 250 * time.Millisecond

// draining is set when the service is about to stop. It goes on answering for a while,
// and tells everybody to go elsewhere: load balancers by /readyz, clients by closing
// each connection after its answer. So no request meets a closed door.
type draining struct {
	atomic.Bool
	connections atomic.Int64
}

// handler closes connections after an answer, while draining.
func (d *draining) handler(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.Load() {
			w.Header().Set("Connection", "close")
		}
		h.ServeHTTP(w, r)
	})
}

// count follows the connections of a server; it is a http.Server's ConnState.
func (d *draining) count(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		d.connections.Add(1)
	case http.StateClosed, http.StateHijacked:
		d.connections.Add(-1)
	case http.StateActive, http.StateIdle:
	}
}

// drain turns everybody away until ctx ends, or until all have gone and stay away.
func (d *draining) drain(ctx context.Context) {
	d.Store(true)
	tick := time.NewTicker(quiet / 10)
	defer tick.Stop()
	for last := time.Now(); time.Since(last) < quiet; {
		if d.connections.Load() > 0 {
			last = time.Now()
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

package http

import (
	"context"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// quietTime is how long the service must be without connections to be considered drained.
const quietTime = 250 * time.Millisecond

// draining is the state of a service that may be about to stop. Once it is set, the service
// keeps answering for a while but sends its callers elsewhere: load balancers through /readyz,
// clients by closing each connection after its answer. So no request is refused.
type draining struct {
	atomic.Bool
	connections atomic.Int64
}

// handler closes each connection after its answer while the service drains.
func (d *draining) handler(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.Load() {
			w.Header().Set("Connection", "close")
		}
		h.ServeHTTP(w, r)
	})
}

// count counts the open connections of a server; it is the ConnState of an http.Server.
func (d *draining) count(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		d.connections.Add(1)
	case http.StateClosed, http.StateHijacked:
		d.connections.Add(-1)
	case http.StateActive, http.StateIdle:
	}
}

// drain sends callers elsewhere until ctx ends, or until no client has been connected for
// quietTime.
func (d *draining) drain(ctx context.Context) {
	d.Store(true)
	tick := time.NewTicker(quietTime / 10)
	defer tick.Stop()
	for last := time.Now(); time.Since(last) < quietTime; {
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

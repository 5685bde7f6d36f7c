package graph

import "whojoins/internal/plan"

// enter takes a place among the operations in flight; false when there is none left.
// Who entered leaves.
func (h *Handler) enter() bool {
	if !enter(h.flight) {
		return false
	}
	h.metrics.inFlight.Inc()
	return true
}

// enter takes one of the places, if there is one.
func enter(places chan struct{}) bool {
	select {
	case places <- struct{}{}:
		return true
	default:
		return false
	}
}

// busy is the error of who finds all places taken. Who waits would only make others wait.
func busy(places int, limit, what string) error {
	e := plan.Errorf(plan.Unavailable, "ask again in "+retryAfter+" seconds", "%d %s, which is as many as may be at once", places, what)
	e.Limit, e.Asked, e.Allowed = limit, places+1, places
	return e
}

func (h *Handler) leave() {
	<-h.flight
	h.metrics.inFlight.Dec()
}

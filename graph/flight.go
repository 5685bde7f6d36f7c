package graph

// enter takes a place among the operations in flight; false when there is none left.
// Who entered leaves.
func (h *Handler) enter() bool {
	select {
	case h.flight <- struct{}{}:
		h.metrics.inFlight.Inc()
		return true
	default:
		return false
	}
}

func (h *Handler) leave() {
	<-h.flight
	h.metrics.inFlight.Dec()
}

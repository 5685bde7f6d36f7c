package graph

import "whojoins/internal/plan"

// RetryAfter is the number of seconds after which a caller should try again when the service
// is unavailable.
const RetryAfter = 2

// gate bounds the number of operations that run at the same time.
type gate struct {
	slots chan struct{}
	// limit is the name of the bound in meta.limits; what names the operations, in the plural.
	limit, what string
}

func newGate(size int, limit, what string) gate {
	return gate{make(chan struct{}, max(size, 1)), limit, what}
}

// enter takes a slot, which leave returns. When every slot is taken, it returns UNAVAILABLE:
// queueing would only slow the operations already running.
func (g *gate) enter() error {
	select {
	case g.slots <- struct{}{}:
		return nil
	default:
		n := cap(g.slots)
		e := plan.Errorf(plan.Unavailable, "try again in 2 seconds", "%d %s, the most that may run at the same time", n, g.what)
		e.Limit, e.Asked, e.Allowed = g.limit, n+1, n
		return e
	}
}

func (g *gate) leave() { <-g.slots }

package callers

import (
	"math"
	"sync"
	"time"
)

// period is the time for which a budget is.
const period = time.Minute

// Budget is a bound on the cost of a caller's requests: a bucket that holds the budget of a
// minute and is refilled evenly. It is safe for concurrent use.
type Budget struct {
	limit int

	mu   sync.Mutex
	left float64
	at   time.Time
}

// NewBudget returns a full budget of units of cost per minute.
func NewBudget(limit int) *Budget { return &Budget{limit: limit, left: float64(limit), at: time.Now()} }

// fill adds what has been refilled since the last call.
func (b *Budget) fill() {
	now := time.Now()
	b.left = min(float64(b.limit), b.left+now.Sub(b.at).Seconds()*b.rate())
	b.at = now
}

// rate is the number of units that are refilled per second.
func (b *Budget) rate() float64 { return float64(b.limit) / period.Seconds() }

// Take takes units from the budget and returns 0; or takes nothing, and returns the time until
// there is enough. More units than fit into the budget need a full one, and are paid back by
// what is refilled.
func (b *Budget) Take(cost int) (wait time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill()
	if lack := float64(min(cost, b.limit)) - b.left; lack > 0 {
		return time.Duration(lack / b.rate() * float64(time.Second))
	}
	b.left -= float64(cost)
	return 0
}

// Return gives units back that were taken and not spent; a number below zero takes more.
func (b *Budget) Return(cost int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill()
	b.left = min(float64(b.limit), b.left+float64(cost))
}

// Limit returns the units per minute.
func (b *Budget) Limit() int { return b.limit }

// Left returns the units that are left, at least 0.
func (b *Budget) Left() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill()
	return max(0, int(b.left))
}

// Reset returns the number of seconds until the budget is full.
func (b *Budget) Reset() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill()
	return int(math.Ceil((float64(b.limit) - b.left) / b.rate()))
}

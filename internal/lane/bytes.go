package lane

import "sync"

// Small is the number of bytes from which memory is counted. Less is bounded by the number of
// connections.
const Small = 64 << 10

// Bytes bounds the memory that is held for all callers together, and for each of them. It is
// safe for concurrent use.
type Bytes struct {
	size, share int

	mu      sync.Mutex
	held    int
	callers map[string]int
	refused int
}

// NewBytes returns a bound of a size, of which one caller may hold a quarter. A caller that
// holds nothing may always hold one thing that is larger than its share.
func NewBytes(size int) *Bytes {
	return &Bytes{size: size, share: size / 4, callers: map[string]int{}}
}

// Hold counts bytes that are held for a caller, until Release. It returns a *Refusal, and counts
// nothing, if that is too much.
func (b *Bytes) Hold(name string, n int) error {
	if n <= Small {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	own := b.callers[name]
	if own > 0 && own+n > b.share {
		b.refused++
		return &Refusal{Reason: Share, Allowed: b.share}
	}
	if b.held+n > b.size {
		b.refused++
		return &Refusal{Reason: Full, Allowed: b.size}
	}
	b.held += n
	b.callers[name] = own + n
	return nil
}

// Release is called once for each Hold that succeeded, with the same arguments.
func (b *Bytes) Release(name string, n int) {
	if n <= Small {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.held -= n
	if b.callers[name] -= n; b.callers[name] == 0 {
		delete(b.callers, name)
	}
}

// Held returns the number of bytes that are held, and how often more was refused.
func (b *Bytes) Held() (bytes, refused int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.held, b.refused
}

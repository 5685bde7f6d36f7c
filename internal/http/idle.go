package http

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	// idlePeriod is how long the service must have nothing to do before it returns memory.
	idlePeriod = 5 * time.Second
	// idleBytes is the growth since then from which returning memory is worth a garbage
	// collection.
	idleBytes = 16 << 20
)

// heap is the memory of a program.
type heap struct {
	// used returns the number of bytes that the program has from the operating system, and
	// free returns what is not needed.
	used func() uint64
	free func()
}

// ownHeap is that of this program.
var ownHeap = heap{usedBytes, debug.FreeOSMemory}

// returnIdle returns memory to the operating system in quiet periods, until ctx ends: otherwise
// what a burst of requests took would stay for minutes. begun returns the number of operations so
// far.
func returnIdle(ctx context.Context, h heap, begun func() int) {
	tick := time.NewTicker(idlePeriod)
	defer tick.Stop()
	floor, last := h.used(), begun()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := begun()
		if now == last && h.used() > floor+idleBytes {
			h.free()
			floor = h.used()
		}
		last = now
	}
}

// usedBytes returns the number of bytes that the runtime has from the operating system.
func usedBytes() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64() - samples[1].Value.Uint64()
}

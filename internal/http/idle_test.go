package http

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestIdleMemoryIsReturned checks that memory is returned once after a burst, when it is over, and
// not for a little.
func TestIdleMemoryIsReturned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var used uint64 = 100 * mebi
		begun, freed := 0, 0
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			returnIdle(ctx, heap{func() uint64 { return used }, func() { freed++; used = 110 * mebi }}, func() int { return begun })
			close(ended)
		}()
		for i, c := range []struct {
			used   uint64
			begun  int
			after  time.Duration
			freed  int
			reason string
		}{
			{100 * mebi, 0, time.Minute, 0, "nothing happens"},
			{900 * mebi, 7, idlePeriod, 0, "the service is busy"},
			{900 * mebi, 8, idlePeriod, 0, "it is still busy"},
			{900 * mebi, 8, idlePeriod, 1, "it is quiet"},
			{110 * mebi, 8, time.Minute, 1, "once is enough"},
			{120 * mebi, 9, time.Minute, 1, "little is not worth it"},
			{200 * mebi, 10, time.Minute, 2, "another burst"},
		} {
			used, begun = c.used, c.begun
			time.Sleep(c.after)
			synctest.Wait()
			if freed != c.freed {
				t.Errorf("step %d: memory was returned %d times, want %d: %s", i, freed, c.freed, c.reason)
			}
		}
		stop()
		<-ended
	})
}

package main

import (
	"time"

	"whojoins/bench/service"
)

// sampleTime is the time between two readings of the memory of the service.
const sampleTime = 5 * time.Millisecond

// watch reads the memory of a service until stop, and kills the service beyond a limit, as a
// container would.
type watch struct {
	done, ended chan struct{}
	peak        int64
	killed      bool
}

func startWatch(p *service.Process, limit int64) *watch {
	w := &watch{done: make(chan struct{}), ended: make(chan struct{})}
	go func() {
		defer close(w.ended)
		for {
			select {
			case <-w.done:
				if use, err := p.Usage(); err == nil {
					w.peak = max(w.peak, use.Resident)
				}
				return
			case <-time.After(sampleTime):
			}
			use, err := p.Usage()
			if err != nil {
				return // the service has exited
			}
			w.peak = max(w.peak, use.Resident)
			if use.Resident > limit {
				w.killed = true
				p.Kill()
				return
			}
		}
	}()
	return w
}

// stop returns the highest memory in bytes, and whether the service was killed.
func (w *watch) stop() (peak int64, killed bool) {
	close(w.done)
	<-w.ended
	return w.peak, w.killed
}

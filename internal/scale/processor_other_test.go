//go:build !linux

package scale_test

import "time"

var began = time.Now()

// processorTime returns the time, where the processor time of a thread is not known.
func processorTime() time.Duration { return time.Since(began) }

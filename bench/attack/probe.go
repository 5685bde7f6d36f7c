package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"whojoins/bench/service"
)

// The cheap query, its pace, its caller, and how long the caller waits for an answer.
const (
	cheapQuery = `{ institutes(first: 1) { nodes { id name } } }`
	probePause = 5 * time.Millisecond
	probeHost  = 250
	probeLimit = 15 * time.Second
)

// latency summarises the times of the cheap query.
type latency struct {
	p50, p99       time.Duration
	failed, passed int
}

// probe sends the cheap query until stop.
type probe struct {
	cancel context.CancelFunc
	result chan latency
}

func startProbe(ctx context.Context, p *service.Process) *probe {
	ctx, cancel := context.WithCancel(ctx)
	b := &probe{cancel, make(chan latency, 1)}
	go func() {
		var times []time.Duration
		c, failed := newCaller(probeHost, p.Addr), 0
		defer c.close()
		for ctx.Err() == nil {
			start := time.Now()
			limit, cancel := context.WithTimeout(ctx, probeLimit)
			a, err := c.query(limit, cheapQuery)
			cancel()
			switch {
			case ctx.Err() != nil:
				continue // the last query was cut off
			case err != nil || a.status != http.StatusOK || a.code != "":
				failed++
			default:
				times = append(times, time.Since(start))
			}
			time.Sleep(probePause)
		}
		b.result <- summary(times, failed)
	}()
	return b
}

func (b *probe) stop() latency {
	b.cancel()
	return <-b.result
}

// probeFor sends the cheap query for some time.
func probeFor(ctx context.Context, p *service.Process, length time.Duration) (latency, error) {
	b := startProbe(ctx, p)
	time.Sleep(length)
	l := b.stop()
	if l.failed > 0 || l.passed == 0 {
		return l, fmt.Errorf("%d of %d cheap queries failed before the attack", l.failed, l.failed+l.passed)
	}
	return l, nil
}

func summary(times []time.Duration, failed int) latency {
	l := latency{failed: failed, passed: len(times)}
	if len(times) > 0 {
		slices.Sort(times)
		l.p50, l.p99 = times[len(times)/2], times[len(times)*99/100]
	}
	return l
}

package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// sample holds the measurements of one side for one size.
type sample struct {
	took      time.Duration
	latencies []time.Duration
	// rates are the requests per second of each turn.
	rates []float64
	used  usage
}

// cell is one row of the table.
type cell struct {
	size, bytes    int
	service, plain sample
}

// goals are the smallest acceptable ratios of requests per second, service to plain
// handler, by size.
var goals = map[int]float64{10: 0.9, 100: 1.0, 1000: 1.5}

func (s *sample) add(t turn, used usage) {
	s.took += t.took
	s.latencies = append(s.latencies, t.latencies...)
	s.rates = append(s.rates, float64(len(t.latencies))/t.took.Seconds())
	s.used = s.used.plus(used)
}

func (s *sample) perSecond() float64 { return float64(len(s.latencies)) / s.took.Seconds() }

// objects, kilobytes and microseconds return the objects and kilobytes that one request
// allocates, and its CPU time.
func (s *sample) objects() float64      { return max(0, s.used.objects/float64(len(s.latencies))) }
func (s *sample) kilobytes() float64    { return max(0, s.used.bytes/float64(len(s.latencies))/1e3) }
func (s *sample) microseconds() float64 { return s.used.seconds / float64(len(s.latencies)) * 1e6 }

// ratio returns the service's requests per second divided by those of the plain handler. It is
// the median over the pairs of turns, so that a single disturbed turn has no effect.
func (c *cell) ratio() float64 {
	ratios := make([]float64, len(c.service.rates))
	for i, rate := range c.service.rates {
		ratios[i] = rate / c.plain.rates[i]
	}
	slices.Sort(ratios)
	return (ratios[(len(ratios)-1)/2] + ratios[len(ratios)/2]) / 2
}

// percentile returns the latency that p percent of the requests do not exceed.
func (s *sample) percentile(p int) time.Duration {
	return s.latencies[(len(s.latencies)-1)*p/100].Round(time.Microsecond)
}

// table prints a row for each size, then which goals are met.
func table(out io.Writer, cells []cell, c *compareCommand) error {
	fmt.Fprintf(out, "\n%d clients with keep-alive over loopback, %v a side and size in %d turns; answers equal byte for byte.\n"+
		"CPU, allocations and kB (allocated) are those of one request.\n\n",
		c.Clients, c.Time, c.Rounds)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "objects\tbytes\t\trequests/s\tCPU µs\tp50\tp99\tallocations\tkB\t")
	for i := range cells {
		one := &cells[i]
		for _, side := range []struct {
			name string
			s    *sample
		}{{"service", &one.service}, {"plain", &one.plain}} {
			slices.Sort(side.s.latencies)
			fmt.Fprintf(w, "%d\t%d\t%s\t%.0f\t%.0f\t%v\t%v\t%.0f\t%.1f\t\n", one.size, one.bytes, side.name,
				side.s.perSecond(), side.s.microseconds(), side.s.percentile(50), side.s.percentile(99), side.s.objects(), side.s.kilobytes())
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(out)
	for i := range cells {
		one := &cells[i]
		fmt.Fprintf(out, "%d objects: %.2f times the requests of the plain handler (median of the turns)", one.size, one.ratio())
		if goal, ok := goals[one.size]; ok {
			fmt.Fprintf(out, "; the goal is at least %.1f", goal)
		}
		fmt.Fprintln(out)
	}
	first, last := &cells[0], &cells[len(cells)-1]
	_, err := fmt.Fprintf(out, "allocations of the service: %.0f at %d objects, %.0f at %d; the goal is that they do not grow\n",
		first.service.objects(), first.size, last.service.objects(), last.size)
	return err
}

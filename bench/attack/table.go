package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// row is what one attack cost.
type row struct {
	name, outcomes string
	quiet, beside  latency
	// peak is the highest memory in bytes, cpu the processor time of the service.
	peak int64
	cpu  time.Duration
	// facts are further measurements by name.
	facts map[string]string
	// fault is the promise that was broken, or empty.
	fault string
}

// report prints a table, and returns whether every promise was kept.
func report(out io.Writer, rows []row) bool {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "attack\tpeak MiB\tCPU s\tcheap query ms, p50\tp99\tquiet p99\tanswers\tbroken promise")
	broken := 0
	for _, r := range rows {
		if r.fault != "" {
			broken++
		}
		outcomes := r.outcomes
		for _, name := range slices.Sorted(maps.Keys(r.facts)) {
			outcomes += fmt.Sprintf("; %s %s", name, r.facts[name])
		}
		fmt.Fprintln(w, strings.Join([]string{
			r.name, fmt.Sprint(r.peak / mebi), fmt.Sprintf("%.1f", r.cpu.Seconds()),
			milli(r.beside.p50), milli(r.beside.p99), milli(r.quiet.p99), outcomes, r.fault,
		}, "\t"))
	}
	_ = w.Flush() // standard output that fails cannot be reported
	fmt.Fprintf(out, "\n%d attacks, %d broken promises\n", len(rows), broken)
	return broken == 0
}

func milli(d time.Duration) string { return fmt.Sprintf("%.2f", milliseconds(d)) }

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func round(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }

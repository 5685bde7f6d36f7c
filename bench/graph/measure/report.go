package main

import (
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"
)

// The limits of the embedded store, which the report quotes.
const (
	mostFirst = 10 * time.Second
	// mostEach is the memory in bytes per relation, including entities, of a graph so large
	// that the program's own 15 MB are negligible.
	mostEach = 400
)

// report prints the measurements, one column for each size.
func report(all []size) {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	defer func() { _ = out.Flush() }() // standard output is the only place to report to
	row(out, "nodes", all, func(s *size) string { return fmt.Sprint(s.nodes) })
	row(out, "relations", all, func(s *size) string { return fmt.Sprint(s.relations) })
	row(out, "bytes of the file", all, func(s *size) string { return fmt.Sprint(s.bytes) })
	row(out, "generated in", all, func(s *size) string { return rounded(s.built) })
	row(out, "packed in", all, func(s *size) string { return rounded(s.packed) })
	row(out, fmt.Sprintf("first answer after (at most %v)", mostFirst), all, func(s *size) string { return rounded(s.answered) })
	row(out, fmt.Sprintf("heap, bytes a relation (large: at most %d)", mostEach), all, func(s *size) string { return fmt.Sprintf("%.0f", s.heap/float64(s.relations)) })
	row(out, "resident, bytes a relation", all, func(s *size) string { return fmt.Sprintf("%.0f", s.resident/float64(s.relations)) })
	for i, p := range questions {
		row(out, "page "+p.name+": first time", all, func(s *size) string { return rounded(s.pages[i].first) })
		row(out, "median", all, func(s *size) string { return rounded(s.pages[i].middle) })
		row(out, "99th percentile", all, func(s *size) string { return rounded(s.pages[i].slow) })
	}
}

func row(out io.Writer, what string, all []size, of func(*size) string) {
	fmt.Fprint(out, what, "\t")
	for i := range all {
		fmt.Fprint(out, of(&all[i]), "\t")
	}
	fmt.Fprintln(out)
}

// rounded returns a time with three digits, or "existing" if nothing was measured because the
// file existed already.
func rounded(d time.Duration) string {
	if d == 0 {
		return "existing"
	}
	unit := time.Duration(1)
	for d/unit >= 1000 {
		unit *= 10
	}
	return d.Round(unit).String()
}

package main

import (
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"
)

// What the embedded store is held to; the report says what is over.
const (
	mostFirst = 10 * time.Second
	// mostEach is in bytes of memory for each relation, entities and all, of a graph large
	// enough that the program's own 15 MB do not count.
	mostEach = 400
)

// report prints what was measured, one column for each size.
func report(all []size) {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	defer func() { _ = out.Flush() }() // nobody is left to tell
	row(out, "nodes", all, func(s *size) string { return fmt.Sprint(s.nodes) })
	row(out, "relations", all, func(s *size) string { return fmt.Sprint(s.relations) })
	row(out, "bytes of the file", all, func(s *size) string { return fmt.Sprint(s.bytes) })
	row(out, "made in", all, func(s *size) string { return rounded(s.built) })
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

// rounded is a time with three digits; none was taken of what was there.
func rounded(d time.Duration) string {
	if d == 0 {
		return "was there"
	}
	unit := time.Duration(1)
	for d/unit >= 1000 {
		unit *= 10
	}
	return d.Round(unit).String()
}

package main

import (
	"context"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"whojoins/internal/identity"
)

// comparison is the time that two records took that were compared alone, the least of several runs.
type comparison struct {
	left, right *identity.Record
	took        time.Duration
}

// slowest prints how long comparisons take: of each pair with a label, and of each that was left open.
func (m *measure) slowest(ctx context.Context, open []identity.Pair) error {
	var list []comparison
	for pic, target := range m.pages {
		list = append(list, comparison{left: &m.byID[pic].Record, right: &m.byID[target].Record})
	}
	for i := range open {
		list = append(list, comparison{left: open[i].Left, right: open[i].Right})
	}
	if len(list) == 0 {
		return nil
	}
	const runs = 3
	for i := range list {
		c := &list[i]
		c.took = time.Hour
		for range runs {
			start := time.Now()
			if _, err := identity.Resolve(ctx, []identity.Record{*c.left, *c.right}, nil); err != nil {
				return err
			}
			c.took = min(c.took, time.Since(start))
		}
	}
	slices.SortFunc(list, func(a, b comparison) int { return int(b.took - a.took) })
	fmt.Fprintf(m.out, "\n%d comparisons of two records alone: half within %v, 99 of 100 within %v. The slowest:\n", len(list), list[len(list)/2].took.Round(time.Microsecond), list[len(list)/100].took.Round(time.Microsecond))
	const shown = 3
	table := tabwriter.NewWriter(m.out, 2, 4, 2, ' ', 0)
	for _, c := range list[:min(shown, len(list))] {
		fmt.Fprintf(table, "%v\t%s, %d names\t%s, %d names\n", c.took.Round(time.Microsecond), c.left.ID, len(c.left.Names), c.right.ID, len(c.right.Names))
	}
	return table.Flush()
}

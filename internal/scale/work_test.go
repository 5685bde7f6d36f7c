package scale_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/files"
	"whojoins/internal/http/graphql"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
	"whojoins/internal/testenv"
)

const (
	// operations is the number of random operations.
	operations = 120
	// mostAfter and mostUnitsAfter bound the work that continues after the caller has left. The
	// units do not depend on the machine; the processor time is that of the promise in
	// docs/security.md.
	mostAfter      = 50 * time.Millisecond
	mostUnitsAfter = 50_000
	// repeats is how often a run that took too long is repeated.
	repeats = 3
	// A run of at least measurable tells what a unit takes. The time may be spread times that of
	// the median run, in either direction. What is kept, such as an order, counts as much as when it
	// was made, in less time: only a run of at least lasting can be too short for its units.
	measurable = time.Millisecond
	lasting    = 10 * time.Millisecond
	spread     = 12
)

// TestOperationsEnd runs operations, lets the caller leave at a random moment, and runs them
// again. Work must stop at once, the error must say why, and the next answer must be whole. No
// run may go long without checking whether the caller has left, and the units that it counts
// must be proportional to its time, otherwise a loop is not counted.
func TestOperationsEnd(t *testing.T) {
	testenv.Slow(t)
	l := load(t)
	r := rand.New(rand.NewPCG(1, 1))
	next := storetest.Operations(l.model, l.schema, l.sample, r)
	var measured []unit
	ended, longest, after := 0, time.Duration(0), 0
	check := func(query string, p *graph.Prepared) {
		first := l.run(t, p, 0)
		if first.checks == 0 {
			return // it reads nothing
		}
		at := 1 + r.IntN(first.checks)
		again := l.run(t, p, 0)
		left, gap := leave(at, min(first.longest, again.longest), func(at int) *run { return l.run(t, p, at) })
		if left.ending.ended == 0 {
			return // a repeated run can have fewer checks
		}
		if !slices.Contains(left.codes, plan.Unavailable) || left.after > mostAfter || left.unitsAfter > mostUnitsAfter {
			t.Errorf("after the caller left at check %d of %d: %v and %d units more, errors %v: %.500s", left.ending.at, first.checks, left.after, left.unitsAfter, left.codes, query)
		}
		if !bytes.Equal(first.data, again.data) || first.units != again.units {
			t.Errorf("%d units the first time, and %d after somebody had left, with the same answer: %t: %.500s", first.units, again.units, bytes.Equal(first.data, again.data), query)
		}
		if gap > mostAfter {
			t.Errorf("%v without a check whether the caller has left: %.500s", gap, query)
		} else {
			longest = max(longest, gap)
		}
		if ended++; min(first.took, again.took) >= measurable {
			measured = append(measured, unit{min(first.took, again.took), first.units, query})
		}
		after = max(after, left.unitsAfter)
	}
	for _, query := range heavy() {
		p := l.prepare(t, query, nil)
		if p == nil {
			t.Fatalf("rejected: %.500s", query)
		}
		check(query, p)
	}
	for range operations {
		query, variables := next()
		if p := l.prepare(t, query, variables); p != nil {
			check(query, p)
		}
	}
	t.Logf("%d operations; at most %v without a check, and %d units after the end", ended, longest, after)
	if ended < operations/2 {
		t.Errorf("only %d of %d operations were accepted", ended, operations)
	}
	compareUnits(t, measured)
}

// leave runs something whose caller leaves at a check, and returns that run and the longest time without
// a check, of which gap is that of whole runs. It runs again what took too long: a pause of the garbage
// collector is in one run, a loop without a check in each.
func leave(at int, gap time.Duration, again func(at int) *run) (left *run, longest time.Duration) {
	left = again(at)
	for range repeats {
		if left.after > mostAfter || left.longest > mostAfter {
			left = again(at)
		}
		if gap > mostAfter {
			gap = min(gap, again(0).longest)
		}
	}
	return left, max(gap, left.longest)
}

// unit is the processor time of a run, and its units.
type unit struct {
	took  time.Duration
	units int
	query string
}

// each returns the time of one unit in nanoseconds.
func (u *unit) each() float64 { return float64(u.took.Nanoseconds()) / float64(u.units) }

// compareUnits expects a unit to take about the same time in all runs.
func compareUnits(t *testing.T, measured []unit) {
	t.Helper()
	slices.SortFunc(measured, func(a, b unit) int { return int(1e6*a.each()) - int(1e6*b.each()) })
	median := measured[len(measured)/2].each()
	for _, u := range measured {
		line := fmt.Sprintf("%5.1f ns for each of %8d units: %.140s", u.each(), u.units, strings.ReplaceAll(u.query, "\n", " "))
		t.Log(line)
		if u.each() > spread*median || u.took >= lasting && u.each() < median/spread {
			t.Errorf("%s\nthe median is %.1f ns", line, median)
		}
	}
}

// TestSchemaEnds lets the caller leave while the schema is described, which is done by several
// goroutines and once for all callers.
func TestSchemaEnds(t *testing.T) {
	l := load(t)
	query := func(alias string) string {
		return `{ __schema { ` + alias + `: types { name description fields { name description args { name type { name ofType { name } } } type { name ofType { name } } } inputFields { name type { name } } enumValues { name } } } }`
	}
	first := l.run(t, l.prepare(t, query("a"), nil), 0)
	again := l.run(t, l.prepare(t, query("a"), nil), 0)
	if !bytes.Equal(first.data, again.data) || first.units != again.units || len(first.codes) > 0 {
		t.Errorf("%d units the first time, then %d, with the same answer: %t; errors %v", first.units, again.units, bytes.Equal(first.data, again.data), first.codes)
	}
	left := l.run(t, l.prepare(t, query("b"), nil), first.checks/4)
	if !slices.Equal(left.codes, []plan.Code{plan.Unavailable}) || string(left.data) != "null" || left.units > first.units/2 {
		t.Errorf("after the caller left at a quarter of %d units: errors %v, %d units, %.100s", first.units, left.codes, left.units, left.data)
	}
	t.Logf("%d units; the caller left, and it ended after %d", first.units, left.units)
}

// TestFilesEnd lets the caller leave while a file of each format is written.
func TestFilesEnd(t *testing.T) {
	testenv.Slow(t)
	l := load(t)
	r := rand.New(rand.NewPCG(2, 2))
	request := graph.Request{Query: `{ fundings { nodes { tier amount { amount } funder { name ... on Organisation { location { latitude longitude } } } } } }`}
	for _, f := range format.Formats() {
		write := func(at int) *run {
			one := &run{}
			one.measure(t, at, func(ctx context.Context) error {
				return files.Write(ctx, io.Discard, l.engine, graph.Caller{}, files.File{Request: request, Format: f, Rows: -1}, graphql.Address{})
			})
			return one
		}
		whole := write(0)
		at := 1 + r.IntN(whole.checks)
		left, gap := leave(at, whole.longest, write)
		if len(whole.codes) > 0 || !slices.Contains(left.codes, plan.Unavailable) || left.after > mostAfter {
			t.Errorf("%s: after the caller left, %v more, errors %v; before, errors %v", f.Extension, left.after, left.codes, whole.codes)
		}
		if gap > mostAfter {
			t.Errorf("%s: %v without a check whether the caller has left", f.Extension, gap)
		}
		t.Logf("%s: %v, %d checks, at most %v without one", f.Extension, whole.took, whole.checks, whole.longest)
	}
}

package scale_test

import (
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"testing"
	"time"

	"whojoins/graph"
	"whojoins/internal/plan"
)

// ending is a context that its operation ends itself: at a given check of the context. It
// measures the processor time between checks.
type ending struct {
	context.Context
	// at is the number of the check that finds the context ended; 0 means never.
	at, checks int
	// last is the processor time of the last check, longest the longest time between two, and
	// ended the time at the end.
	last, longest, ended time.Duration
	// work is the counter of the operation, once it is known; units is the work at the end.
	work  *plan.Work
	units int
}

// Deadline implements context.Context. With a deadline, the engine adds no context of its own.
func (e *ending) Deadline() (time.Time, bool) { return time.Now().Add(time.Hour), true }

// Err implements context.Context.
func (e *ending) Err() error {
	e.checks++
	now := processorTime()
	e.longest, e.last = max(e.longest, now-e.last), now
	if e.at == 0 || e.checks < e.at {
		return nil
	}
	if e.ended == 0 {
		e.ended = now
		if e.work != nil {
			e.units = e.work.Spent()
		}
	}
	return context.Canceled
}

// run is one run of an operation. It is the sink of its answer.
type run struct {
	ending *ending
	data   []byte
	codes  []plan.Code
	// units is the work, unitsAfter that after the end of the context. checks is the number of
	// checks of the context.
	units, unitsAfter, checks int
	// took is the processor time, longest the longest time between two checks, and after the
	// time from the end of the context to the end of the run.
	took, longest, after time.Duration
}

// Receive implements graph.Sink.
func (r *run) Receive(ctx context.Context, a *graph.Answer) error {
	r.ending.work = a.Work()
	data, errs := a.JSON(ctx, nil)
	r.data = data
	for _, e := range errs {
		r.codes = append(r.codes, graph.Code(e))
	}
	if r.units = a.Work().Spent(); r.ending.ended > 0 {
		r.unitsAfter = r.units - r.ending.units
	}
	return nil
}

// run runs an operation. If at is above 0, the caller leaves at that check of the context.
func (l *large) run(t testing.TB, p *graph.Prepared, at int) *run {
	t.Helper()
	r := &run{}
	r.measure(t, at, func(ctx context.Context) error { return l.engine.Run(ctx, p, graph.Caller{}, r) })
	return r
}

// measure calls a function with a context that ends at a check, if that is above 0, and
// measures it. An error must be one of those that callers see.
func (r *run) measure(t testing.TB, at int, f func(context.Context) error) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	start := processorTime()
	e := &ending{Context: t.Context(), at: at, last: start}
	r.ending = e
	if err := f(e); err != nil {
		var known *plan.Error
		if !errors.As(err, &known) {
			t.Errorf("an error without a code: %v", err)
			return
		}
		r.codes = append(r.codes, known.Code)
	}
	end := processorTime()
	r.took, r.longest, r.checks = end-start, max(e.longest, end-e.last), e.checks
	if e.ended > 0 {
		r.after = end - e.ended
	}
}

// prepare prepares an operation, or returns nil if it is over a limit.
func (l *large) prepare(t testing.TB, query string, variables map[string]any) *graph.Prepared {
	t.Helper()
	values, err := json.Marshal(variables)
	if err != nil {
		t.Fatal(err)
	}
	p, err := l.engine.Prepare(graph.Request{Query: query, Variables: values}, graph.Caller{})
	if err != nil {
		return nil
	}
	return p
}

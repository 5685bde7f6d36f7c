package graph

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

// Sink consumes one answer: it writes it as JSON, as a table or as a file.
type Sink interface {
	// Receive is called once for each run, in the goroutine of Run, when the operation has a
	// slot and its dataset is open. It reads the parts of the answer that it needs, in any
	// order and any number of times; other parts are not computed. The answer must not be used
	// after Receive returns. Run returns the error of Receive.
	Receive(ctx context.Context, a *Answer) error
}

var errOtherCaller = errors.New("the request was prepared for a caller with other limits or rights")

// Run executes a prepared request and passes its answer to a sink. All root fields read one
// version of the dataset. It ends with ctx, or at the caller's limit of time where ctx has no
// deadline.
//
// An error means that there is no answer: the service is busy or has no dataset
// (UNAVAILABLE), the request would take too much work (TOO_COMPLEX), the caller's budget is
// spent (RATE_LIMITED), time is up (TIMEOUT), or the sink failed. Errors of fields are part of
// the answer instead. A panic of the sink is returned as an error without a code.
func (e *Engine) Run(ctx context.Context, p *Prepared, c Caller, s Sink) (err error) {
	if p.scope != c.scope() {
		return errOtherCaller
	}
	estimate, limits := e.estimate(p, e.statistics()), e.limits(&c)
	if err := estimate.check(limits); err != nil {
		return err
	}
	limit := limits.Time
	if c.Lane == Files {
		limit = limits.ExportTime
	}
	if err := c.charge(estimate.Units); err != nil {
		return err
	}
	spent := 0
	defer func() { c.settle(estimate.Units, spent) }()
	gate := e.gates.of(estimate.Units, &c)
	turn, err := gate.enter(ctx, &c, estimate.Units)
	if err != nil {
		return err
	}
	defer gate.Leave(turn)
	if _, bounded := ctx.Deadline(); !bounded {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(limit)*time.Millisecond)
		defer cancel()
	}
	a := newAnswer(ctx, e, p, c, estimate)
	defer a.end()
	defer func() { spent = a.spent() }()
	defer func() {
		if cause := recover(); cause != nil {
			err = recovered(cause)
		}
	}()
	// Without a dataset there is no answer, even when every field may be null.
	if p.reads() {
		if err := a.open(ctx); err != nil {
			return err
		}
	}
	return s.Receive(ctx, a)
}

// errPanic is wrapped by the error of a panic.
var errPanic = errors.New("panic")

// recovered returns the error of a panic.
func recovered(cause any) error { return fmt.Errorf("%w: %v\n%s", errPanic, cause, debug.Stack()) }

// recoverFunc is recovered for gqlgen.
func recoverFunc(_ context.Context, cause any) error { return recovered(cause) }

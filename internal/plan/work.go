package plan

import (
	"context"
	"math/bits"
)

// Work counts what one operation does, and ends it: the counting method Add returns an error
// once the operation's context has ended. Every loop whose length depends on a caller or on the
// data calls it. The count is deterministic: the same operation on the same dataset spends the
// same number of units, on any machine, however often it is repeated.
//
// A unit takes about 15 ns of processor time on a machine with 3 GHz:
//
//	go test ./internal/store/memory -run TestUnits -v
//
// What is counted, in units:
//
//   - a row, relation or object that is visited: UnitsRow, whatever is compared first in it;
//   - each further comparison that a filter makes of a row: UnitsCompare;
//   - a text that is searched for a part, or folded: TextUnits of its bytes;
//   - a row that is offered to a page, counted in a facet or added to an aggregate: UnitsKeep
//     for each page key, facet and aggregate;
//   - sorting: SortUnits of the number of rows;
//   - a word or an identifier that is looked up in a dictionary: UnitsLookup;
//   - an answer: UnitsValue for each value, and TextUnits of all its bytes;
//   - a row that a database sends: UnitsReceive for each value, and TextUnits of its bytes.
//
// One goroutine uses a Work at a time.
type Work struct {
	ctx context.Context
	// left is the number of units until the context is checked; it is negative when that is
	// due. interval is what left began with, and spent the number of units before that.
	left, interval, spent int
	err                   error
}

// The number of units of common steps.
const (
	UnitsRow     = 1
	UnitsCompare = 1
	UnitsKeep    = 1
	UnitsValue   = 1
	UnitsLookup  = 20
	UnitsReceive = 10
)

// BytesPerUnit is the number of bytes of text that one unit searches, folds or writes.
const BytesPerUnit = 64

// TextUnits returns the number of units of searching, folding or writing a text, by its number
// of bytes; what is begun counts as a whole.
func TextUnits(size int) int { return (size + BytesPerUnit - 1) / BytesPerUnit }

// SortUnits returns the number of units of sorting n rows: one for each comparison that is
// needed.
func SortUnits(n int) int { return n * bits.Len(uint(n)) }

// checkInterval is the number of units between two checks of the context, about 60 µs.
const checkInterval = 4096

// NewWork returns the counter of an operation that ends with ctx.
func NewWork(ctx context.Context) *Work {
	w := &Work{}
	w.Start(ctx)
	return w
}

// Start begins to count an operation that ends with ctx, whatever was counted before.
func (w *Work) Start(ctx context.Context) {
	*w = Work{ctx: ctx, left: checkInterval, interval: checkInterval}
}

// Add counts n units, and returns the error of Ended once the operation's context has ended. It
// checks the context every few thousand units.
func (w *Work) Add(n int) error {
	if w.left -= n; w.left >= 0 {
		return nil
	}
	return w.Check()
}

// Count counts n units without checking the context, inside a loop that calls Add.
func (w *Work) Count(n int) { w.left -= n }

// Check checks the context at once, whatever was counted. After the end no interval is left, so
// that each call of Add comes here.
func (w *Work) Check() error {
	w.spent = w.Spent()
	if w.err == nil {
		if ended := Ended(w.ctx.Err()); ended != nil {
			w.err, w.interval = ended, 0
		}
	}
	w.left = w.interval
	return w.err
}

// Err returns the error that Add returned, or nil.
func (w *Work) Err() error { return w.err }

// Spent returns the number of units counted so far.
func (w *Work) Spent() int { return w.spent + w.interval - w.left }

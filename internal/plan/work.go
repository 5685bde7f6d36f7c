package plan

import (
	"context"
	"math/bits"
)

// Work counts what one operation does, and ends it: Add returns an error once the operation's
// context has ended. Every loop whose length depends on a caller or on the data calls it. The
// count is deterministic: the same operation on the same dataset takes the same number of
// units, on any machine and however often it is repeated. Parsing and compiling are not counted,
// nor is what a store builds once for all operations, such as an index.
//
// A unit takes about 10 ns of processor time on a machine with 3 GHz, half as long in the
// tightest loops and up to five times as long where memory is read in no order:
//
//	go test ./internal/scale -run TestOperationsEnd -v
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
	// UnitsRow is for a row, a relation or a part that is visited, with the first comparison.
	UnitsRow = 1
	// UnitsCompare is for each further comparison with a filter.
	UnitsCompare = 1
	// UnitsKeep is for each sort key of a row that is offered to a page, and for each facet and
	// each aggregate that counts the row.
	UnitsKeep = 2
	// UnitsEnter is for a list within an object.
	UnitsEnter = 5
	// UnitsPlace is for the position of a place on the sphere, from its degrees.
	UnitsPlace = 10
	// UnitsSeek is for a binary search among numbers.
	UnitsSeek = 8
	// UnitsTypo is for the comparison of two words that may differ by a typo.
	UnitsTypo = 5
	// UnitsPair is for the comparison of a word of a term with a word of a name.
	UnitsPair = 2
	// UnitsRef is for a key that is looked up in a map, or added to it.
	UnitsRef = 20
	// UnitsLookup is for an id, an identifier or a word that is looked up in the graph.
	UnitsLookup = 50
	// UnitsValue is for a value of an answer in JSON, UnitsCell for one of a table or a network.
	UnitsValue = 4
	UnitsCell  = 10
	// UnitsField is for a field of the schema.
	UnitsField = 100
	// UnitsReceive is for a value that a database sends.
	UnitsReceive = 20
)

// BytesPerUnit is the number of bytes of text that one unit searches or writes.
const BytesPerUnit = 64

// TextUnits returns the number of units of fetching a text and searching it, by its number of
// bytes.
func TextUnits(size int) int { return 2 + size/BytesPerUnit }

// FoldUnits returns the number of units of folding a text, or of splitting it into words, by
// its number of bytes.
func FoldUnits(size int) int { return 2 + size/2 }

// SortUnits returns the number of units of sorting n rows: one for each comparison that is
// needed.
func SortUnits(n int) int { return n * bits.Len(uint(n)) }

// checkInterval is the number of units between two checks of the context, about 40 µs.
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
	w.spent, w.left = w.Spent(), w.interval
	if w.err != nil {
		return w.err
	}
	if ended := Ended(w.ctx.Err()); ended != nil {
		w.err, w.interval, w.left = ended, 0, 0
	}
	return w.err
}

// Err returns the error that Add returned, or nil.
func (w *Work) Err() error { return w.err }

// Spent returns the number of units counted so far.
func (w *Work) Spent() int { return w.spent + w.interval - w.left }

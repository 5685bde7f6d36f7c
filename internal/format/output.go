package format

import (
	"io"

	"whojoins/internal/plan"
	"whojoins/internal/result"
)

// Output is where a file is written to. It counts the work of its operation, and writes nothing
// once the operation has ended.
type Output struct {
	To   io.Writer
	Work *plan.Work
	// Added is a column that a table has in addition to those of the plan, or nil.
	Added *result.Added
}

// table returns the table of a plan.
func (o Output) table(p *plan.Plan) (*result.Table, error) {
	t, err := result.NewTable(p)
	if err != nil {
		return nil, err
	}
	return t.With(o.Added)
}

// Write implements io.Writer. The error is that of To or of Work.Add.
func (o Output) Write(p []byte) (int, error) {
	if err := o.Work.Add(plan.TextUnits(len(p))); err != nil {
		return 0, err
	}
	return o.To.Write(p)
}

const (
	// packedAtOnce is the number of bytes that are packed without a check whether the operation
	// has ended, which takes about a millisecond.
	packedAtOnce = 32 << 10
	// unitsPacked is the number of units of packing a byte.
	unitsPacked = 2
)

// packing writes to a file of an archive, piece by piece.
type packing struct{ Output }

// Write implements io.Writer.
func (p packing) Write(b []byte) (n int, err error) {
	for len(b) > 0 && err == nil {
		piece := b[:min(len(b), packedAtOnce)]
		if err := p.Work.Add(len(piece) * unitsPacked); err != nil {
			return n, err
		}
		var written int
		written, err = p.To.Write(piece)
		b, n = b[written:], n+written
	}
	return n, err
}

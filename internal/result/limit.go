package result

import (
	"io"

	"whojoins/internal/plan"
)

// Budget bounds the bytes of one answer, to which several fields may add.
type Budget struct{ Limit, Used int }

// Spend counts bytes that were added to the answer. If they are too many it counts none, and
// the error is TOO_LARGE.
func (b *Budget) Spend(bytes int) error {
	if b.Used+bytes > b.Limit {
		return tooLarge(b.Limit)
	}
	b.Used += bytes
	return nil
}

// left returns the number of bytes that may still be added; below zero without a budget.
func (b *Budget) left() int {
	if b == nil {
		return unlimited
	}
	return b.Limit - b.Used
}

// unlimited is the limit of an answer whose size is not bounded.
const unlimited = -1

// tooLarge returns the error of an answer that has more bytes than allowed.
func tooLarge(limit int) error {
	return plan.Over(plan.TooLarge, "answerBytes", limit+1, limit,
		"request smaller pages with `first` or fewer fields, or get a whole list as a file from /export/", "bytes in one answer")
}

// Bytes is a byte slice that is an io.Writer.
type Bytes []byte

// Write implements io.Writer; it never fails.
func (b *Bytes) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

// LimitWriter returns a writer that passes on at most limit bytes. Beyond these, its error is
// TOO_LARGE.
func LimitWriter(w io.Writer, limit int) io.Writer {
	return &limitWriter{w: w, room: Budget{Limit: limit}}
}

type limitWriter struct {
	w    io.Writer
	room Budget
	err  error
}

// Write implements io.Writer.
func (l *limitWriter) Write(p []byte) (int, error) {
	if l.err == nil {
		l.err = l.room.Spend(len(p))
	}
	if l.err != nil {
		return 0, l.err
	}
	return l.w.Write(p)
}

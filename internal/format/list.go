package format

import (
	"bytes"
	"strings"

	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
)

// List writes one list: Begin, then its pages in order, then End. Each method returns the
// first error so far.
type List interface {
	// Begin starts the list of a plan. With described, the file begins with its description
	// where the format has no other place for it.
	Begin(a *About, p *plan.Plan, described bool) error
	// Page writes the rows of an answer, or of one page of it. The cursor is at the root
	// object. A row of more than limit bytes is TOO_LARGE.
	Page(c store.Cursor, limit int) error
	End() error
}

// text writes CSV and TSV. The description is in lines that begin with #, the comments of
// CSV on the Web (https://www.w3.org/TR/tabular-data-model/).
type text struct {
	w     Output
	form  result.Form
	table *result.Table
}

func (t *text) Begin(a *About, p *plan.Plan, described bool) (err error) {
	if t.table, err = t.w.table(p); err != nil {
		return err
	}
	var head []byte
	if described {
		for line := range strings.Lines(a.Text()) {
			head = append(head, "# "+strings.TrimSuffix(line, "\n")+"\n"...)
		}
	}
	if head, err = t.table.Names(head, t.form); err != nil {
		return err
	}
	_, err = t.w.Write(head)
	return err
}

func (t *text) Page(c store.Cursor, limit int) error {
	return t.table.Rows(t.w, t.form, c, limit, t.w.Work)
}

func (t *text) End() error { return nil }

// jsonLines writes each object of the list as one line of JSON. The description is the first
// line, an object with the single member "about".
type jsonLines struct {
	w     Output
	table *result.Table
}

func newJSONLines(w Output) List { return &jsonLines{w: w} }

func (j *jsonLines) Begin(a *About, p *plan.Plan, described bool) (err error) {
	if j.table, err = result.NewTable(p); err != nil || !described {
		return err
	}
	var b bytes.Buffer
	o := newObject(&b)
	o.key("about")
	b.Write(a.JSON())
	o.end()
	b.WriteByte('\n')
	_, err = j.w.Write(b.Bytes())
	return err
}

func (j *jsonLines) Page(c store.Cursor, limit int) error {
	return j.table.Lines(j.w, c, limit, j.w.Work)
}

func (j *jsonLines) End() error { return nil }

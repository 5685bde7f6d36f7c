package graph

import (
	"bufio"
	"context"
	"io"
	"slices"

	"whojoins/internal/format"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Bounds of the pages that an export reads one behind the other: as many rows as the
// cost of one answer allows, but some in any case.
const (
	fewestRows = 20
	mostRows   = 20_000
)

// exporter writes the answer of one root field as a file.
type exporter struct {
	x       *exchange
	link    *link
	address address
	plan    *plan.Plan
	network *format.Network
	// rows is how many rows are read at once; 0 for an answer that is one page.
	rows int
}

// exporter prepares the file of a link whose question was taken. What cannot be such a
// file is told before the dataset is read.
func (x *exchange) exporter(l *link, a address) (*exporter, error) {
	_, p, err := x.onlyField()
	if err != nil {
		return nil, err
	}
	e := &exporter{x: x, link: l, address: a, plan: p}
	if conn, ok := p.Root.Slots[0].(*plan.Connection); ok && conn.Rows != nil && l.whole(x.prepared) {
		each := max(p.Cost/max(conn.Page.Limit, 1), 1)
		e.rows = min(max(x.handler.config.Limits.Cost/each, fewestRows), mostRows)
		if conn.Info {
			return nil, plan.Errorf(plan.BadUserInput, "leave `pageInfo` and `cursor` out, or ask for one page with `first`", "a file of the whole list has no pages")
		}
	}
	switch {
	case l.metadata:
		err = e.listable()
	case l.format.Network != nil:
		if e.network, err = format.NewNetwork(x.handler.config.Model, p, l.format.Identifiers); err == nil {
			e.plan = e.network.Plan()
		}
	default:
		err = e.listable()
	}
	return e, err
}

// listable says why the answer is no list.
func (e *exporter) listable() error {
	_, err := e.columns()
	return err
}

// write writes the whole file.
func (e *exporter) write(ctx context.Context, w io.Writer) error {
	about, err := e.about(ctx)
	if err != nil {
		return err
	}
	switch {
	case e.link.metadata:
		return e.describe(w, about)
	case e.network != nil:
		return e.writeNetwork(ctx, e.link.format.Network(w), about)
	}
	list := e.link.format.List(w)
	if c, ok := list.(io.Closer); ok {
		defer func() { _ = c.Close() }() // what is left of it is a temporary file
	}
	if err := list.Begin(about, e.plan, e.link.described); err != nil {
		return err
	}
	if err := e.pages(ctx, list.Page); err != nil {
		return err
	}
	return list.End()
}

func (e *exporter) writeNetwork(ctx context.Context, w format.Writer, about *format.About) error {
	if err := e.notes(ctx, about); err != nil {
		return err
	}
	w.Begin(about, e.network.Columns())
	walk := e.network.Walk(w)
	if p := e.network.Centre(); p != nil {
		c, err := e.x.view.Run(ctx, p)
		if err != nil {
			return err
		}
		if err := walk.Centre(c); err != nil {
			return err
		}
	}
	if err := e.pages(ctx, walk.Page); err != nil {
		return err
	}
	walk.Links()
	if err := e.pages(ctx, walk.Page); err != nil {
		return err
	}
	return w.End()
}

// notes tells what the answer to a question says of itself.
func (e *exporter) notes(ctx context.Context, about *format.About) error {
	if _, ok := e.plan.Root.Slots[0].(*plan.GraphQuery); !ok {
		return nil
	}
	c, err := e.x.ask(ctx, e.plan, nil)
	if err != nil {
		return err
	}
	about.Notes = e.network.Notes(c)
	return c.Err()
}

// pages runs the plan, page by page where the whole list is asked for, in the one view
// that the request has.
func (e *exporter) pages(ctx context.Context, page func(store.Cursor) error) error {
	if e.rows == 0 {
		c, err := e.x.ask(ctx, e.plan, nil)
		if err != nil {
			return err
		}
		return page(c)
	}
	list := *e.plan.Root.Slots[0].(*plan.Connection)
	list.Info, list.Cursors = true, true
	for left := e.link.limit; left != 0; {
		if list.Page.Limit = e.rows; left > 0 {
			list.Page.Limit = min(e.rows, left)
		}
		part := list
		c, err := e.x.ask(ctx, &plan.Plan{Field: e.plan.Field, Root: &plan.Select{Slots: []plan.Slot{&part}}, Out: e.plan.Out}, nil)
		if err != nil {
			return err
		}
		if err := page(c); err != nil {
			return err
		}
		last, rows, more := end(c)
		if err := c.Err(); err != nil || !more || rows == 0 {
			return err
		}
		if list.Page.After = last; left > 0 {
			left -= rows
		}
	}
	return nil
}

// end gives the key of the last row of a page, how many rows it has, and whether there
// are more.
func end(c store.Cursor) (last []model.Value, rows int, more bool) {
	c.Enter(0)
	defer c.Leave()
	if rows = c.Len(); rows == 0 {
		return nil, 0, false
	}
	return slices.Clone(c.Key(rows-1, nil)), rows, c.More()
}

func newPieces(w io.Writer) *bufio.Writer { return bufio.NewWriterSize(w, pieceBytes) }

// file answers the prepared operation as a file of a format, of the one page that was
// asked for.
func file(f *format.Format) func(context.Context, *exchange) error {
	return func(ctx context.Context, x *exchange) error {
		e, err := x.exporter(&link{format: f, page: true}, x.address())
		if err != nil {
			return err
		}
		if err := x.open(ctx); err != nil {
			return err
		}
		if err := e.write(ctx, &bounded{out: &x.out, left: tableBytes}); err != nil {
			return err
		}
		x.data, x.saveAs = len(x.out), e.name()
		return nil
	}
}

// bounded refuses what would make an answer too long.
type bounded struct {
	out  io.Writer
	left int
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, plan.Errorf(plan.TooLarge, "take it from "+exportPath+", or ask for smaller pages with `first`", "the file has more than %d bytes", tableBytes)
	}
	return b.out.Write(p)
}

package files

import (
	"context"
	"io"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/graphql"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
)

// sink writes the answer of one root field as a file. It is a graph.Sink for one run.
type sink struct {
	file     File
	at       graphql.Address
	model    *model.Model
	prepared *graph.Prepared
	// plan is the plan of the root field; for a network, the clone that selects more.
	plan    *plan.Plan
	network *format.Network
	table   *result.Table
	// whole reports whether the file has the whole list, read page by page.
	whole bool
	// limit is the largest number of bytes of a page or, in a whole list, of a row.
	limit int
	to    io.Writer
}

// newSink returns a sink, whose writer the caller sets. It returns an error, before the
// dataset is read, if the answer cannot be such a file.
func newSink(e *graph.Engine, p *graph.Prepared, f File, at graphql.Address) (*sink, error) {
	if f.Metadata && f.Format.List == nil {
		return nil, plan.Errorf(plan.NotFound, "get the file, which holds its description in this format", "there is no separate description of a file in %s", f.Format.Extension)
	}
	_, of, err := p.Table()
	if err != nil {
		return nil, err
	}
	s := &sink{file: f, at: at, model: e.Model(), prepared: p, plan: of, limit: e.Limits().AnswerBytes}
	if list, ok := of.Root.Slots[0].(*plan.Connection); ok && list.Rows != nil && !f.page && (f.field != "" || !p.Paged()) {
		s.whole = true
		if list.Info {
			return nil, plan.Errorf(plan.BadUserInput, "leave out `pageInfo` and `cursor`, or request one page with `first`", "a file of the whole list has no pages")
		}
	}
	if f.Format.Network == nil || f.Metadata {
		s.table, err = result.NewTable(of)
		return s, err
	}
	if s.network, err = format.NewNetwork(e.Model(), of, f.Format.Identifiers); err != nil {
		return nil, err
	}
	s.plan = s.network.Plan()
	return s, nil
}

// Write writes a file, which is also available at an address. Errors are those of
// graph.Engine.Prepare and Run; see graph.Engine.Present.
func Write(ctx context.Context, w io.Writer, e *graph.Engine, c graph.Caller, f File, at graphql.Address) error {
	p, err := e.Prepare(f.Request, c)
	if err != nil {
		return err
	}
	s, err := newSink(e, p, f, at)
	if err != nil {
		return err
	}
	s.to, c.Lane = w, graph.Files
	return e.Run(ctx, p, c, s)
}

// WritePage returns the function by which /graphql writes one page of an answer as a file.
func WritePage(e *graph.Engine) graphql.WriteFile {
	return func(ctx context.Context, w io.Writer, a *graph.Answer, f *format.Format, at graphql.Address) error {
		s, err := newSink(e, a.Prepared(), File{Format: f, page: true}, at)
		if err != nil {
			return err
		}
		s.to = w
		return s.Receive(ctx, a)
	}
}

// Receive implements graph.Sink.
func (s *sink) Receive(ctx context.Context, a *graph.Answer) error {
	about, err := s.about(ctx, a)
	if err != nil {
		return err
	}
	if !s.whole {
		s.to = result.LimitWriter(s.to, s.limit)
	}
	switch {
	case s.file.Metadata:
		return s.describe(ctx, a, about)
	case s.network != nil:
		return s.writeNetwork(ctx, a, about)
	}
	list := s.file.Format.List(format.Output{To: s.to, Work: a.Work()})
	if c, ok := list.(io.Closer); ok {
		defer func() { _ = c.Close() }() // it only removes a temporary file
	}
	if err := list.Begin(about, s.plan, s.file.Described); err != nil {
		return err
	}
	page := func(c store.Cursor) error { return list.Page(c, s.limit) }
	if err := s.pages(ctx, a, page); err != nil {
		return err
	}
	return list.End()
}

func (s *sink) writeNetwork(ctx context.Context, a *graph.Answer, about *format.About) error {
	if err := s.notes(ctx, a, about); err != nil {
		return err
	}
	w := s.file.Format.Network(format.Output{To: s.to, Work: a.Work()})
	w.Begin(about, s.network.Columns())
	walk := s.network.Walk(w, a.Work())
	if p := s.network.Centre(); p != nil {
		c, err := a.Cursor(ctx, p)
		if err != nil {
			return err
		}
		if err := walk.Centre(c); err != nil {
			return err
		}
	}
	if err := s.pages(ctx, a, walk.Page); err != nil {
		return err
	}
	walk.Links()
	if err := s.pages(ctx, a, walk.Page); err != nil {
		return err
	}
	return w.End()
}

// notes adds to the description the scalars of the answer to a graph query, such as whether it
// was truncated.
func (s *sink) notes(ctx context.Context, a *graph.Answer, about *format.About) error {
	if _, ok := s.plan.Root.Slots[0].(*plan.GraphQuery); !ok {
		return nil
	}
	c, err := a.Cursor(ctx, s.plan)
	if err != nil {
		return err
	}
	about.Notes = s.network.Notes(c)
	return c.Err()
}

// pages passes the answer to page, page by page where the file has the whole list.
func (s *sink) pages(ctx context.Context, a *graph.Answer, page func(store.Cursor) error) error {
	if s.whole {
		return a.Pages(ctx, s.plan, s.file.Rows, page)
	}
	c, err := a.Cursor(ctx, s.plan)
	if err != nil {
		return err
	}
	return page(c)
}

package files

import (
	"context"
	"fmt"
	"io"
	"slices"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/graphql"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
	"whojoins/internal/wording"
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
	// others are the further plans of the network of the whole graph.
	others []*plan.Plan
	table  *result.Table
	// whole reports whether the file has the whole list, read page by page.
	whole bool
	// limit is the largest number of bytes of a page or, in a whole list, of a row; fileBytes
	// that of the file, unless it is a page.
	limit, fileBytes int
	// cursor is that of the answer to a graph query, once it was run.
	cursor store.Cursor
	// cut is what the file leaves out.
	cut cut
	// coverage is how many participants of the initiatives that the file is about are on record.
	coverage wording.CoverageSum
	// notes are what the answer to a graph query says about itself.
	notes []format.Pair
	to    io.Writer
}

// newSink returns a sink, whose writer the caller sets. It returns an error, before the
// dataset is read, if the answer cannot be such a file.
func newSink(e *graph.Engine, p *graph.Prepared, f File, at graphql.Address) (*sink, error) {
	if f.Metadata && (f.Format.List == nil || f.Format.Places) {
		return nil, plan.Errorf(plan.NotFound, "get the file, which holds its description in this format", "there is no separate description of a file in %s", f.Format.Extension)
	}
	if f.graph {
		return newGraphSink(e, p, f, at)
	}
	_, of, err := p.Table()
	if err != nil {
		return nil, err
	}
	limits := e.Limits()
	s := &sink{file: f, at: at, model: e.Model(), prepared: p, plan: of, limit: limits.AnswerBytes, fileBytes: limits.FileBytes}
	if list, ok := of.Root.Slots[0].(*plan.Connection); ok && list.Rows != nil && !f.page && (f.field != "" || !p.Paged()) {
		s.whole = true
		if list.Info {
			return nil, plan.Errorf(plan.BadUserInput, "leave out `pageInfo` and `cursor`, or request one page with `first`", "a file of the whole list has no pages")
		}
	}
	if !f.page && !p.Paged() {
		of = of.Whole()
	}
	if f.stage != nil {
		of = of.Stage(f.stage.Entities, f.stage.Links)
		s.cut = cut{shown: len(f.stage.Entities), total: f.stage.Total}
	} else {
		of = s.cut.prepare(of, p.Paged())
	}
	s.plan = of
	if f.Format.Network == nil || f.Metadata {
		if s.table, err = result.NewTable(of); err == nil {
			s.table, err = s.table.With(f.Added)
		}
		if err == nil && f.Format.Places {
			err = format.CheckPosition(s.table, of)
		}
	} else if s.network, err = format.NewNetwork(e.Model(), f.Format.Identifiers, of); err == nil {
		s.plan = s.network.Plans()[0]
	}
	return s, err
}

// bytesPerUnit is above the number of bytes of a file that are written with a unit of work, so
// that a file with fewer units need not be measured.
const bytesPerUnit = 8

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

// WriteRequested writes the only list of an answer in a format: the page that the request asks
// for. Errors are those of Write.
func WriteRequested(ctx context.Context, w io.Writer, e *graph.Engine, r graph.Request, f *format.Format) error {
	return Write(ctx, w, e, graph.Caller{}, File{Request: r, Format: f, Rows: -1, page: true}, graphql.Address{})
}

// Receive implements graph.Sink.
func (s *sink) Receive(ctx context.Context, a *graph.Answer) error {
	about, err := s.about(ctx, a)
	if err != nil {
		return err
	}
	if err := s.readCoverage(ctx, a); err != nil {
		return err
	}
	about.Notes = append(about.Notes, s.coverageNotes()...)
	if s.file.Metadata {
		if err := s.readCut(ctx, a); err != nil {
			return err
		}
		return s.describe(ctx, a, about)
	}
	_, isAnswer := s.plan.Root.Slots[0].(*plan.GraphQuery)
	if s.file.page || !s.whole && !isAnswer {
		s.to = result.LimitWriter(s.to, s.limit)
		return s.write(ctx, a, about)
	}
	if err := s.readCut(ctx, a); err != nil {
		return err
	}
	about.Notes = append(about.Notes, s.cut.notes()...)
	to := s.to
	if a.FileUnits(s.whole, s.file.Rows, s.plans()...) >= s.fileBytes/bytesPerUnit {
		// Nothing is sent unless the whole file may be.
		s.to = &fileWriter{to: io.Discard, limit: s.fileBytes}
		if err := s.write(ctx, a, about); err != nil {
			return err
		}
	}
	s.to = &fileWriter{to: to, limit: s.fileBytes}
	return s.write(ctx, a, about)
}

// write writes the file.
func (s *sink) write(ctx context.Context, a *graph.Answer, about *format.About) error {
	if s.network != nil {
		return s.writeNetwork(ctx, a, about)
	}
	list := s.file.Format.List(format.Output{To: s.to, Work: a.Work(), Added: s.file.Added})
	if c, ok := list.(io.Closer); ok {
		defer func() { _ = c.Close() }() // it only removes a temporary file
	}
	if err := list.Begin(about, s.plan, s.file.Described); err != nil {
		return err
	}
	page := func(c store.Cursor) error { return list.Page(c, s.limit) }
	if err := s.pages(ctx, a, s.plan, page); err != nil {
		return err
	}
	return list.End()
}

func (s *sink) writeNetwork(ctx context.Context, a *graph.Answer, about *format.About) error {
	described := *about
	if err := s.place(ctx, a, &described); err != nil {
		return err
	}
	if err := s.settle(ctx, a, &described); err != nil {
		return err
	}
	w := s.file.Format.Network(format.Output{To: s.to, Work: a.Work()})
	w.Begin(&described, s.network.Columns())
	walk := s.network.Walk(w, a.Work())
	for more := true; more; more = walk.Next() {
		if p := s.network.Centre(); p != nil {
			s.cursor = nil // the cursor of the centre replaces it
			c, err := a.Cursor(ctx, p)
			if err != nil {
				return err
			}
			if err := walk.Centre(c); err != nil {
				return err
			}
		}
		for i, p := range s.plans() {
			if !walk.Reads(i) {
				continue
			}
			if err := s.pages(ctx, a, p, func(c store.Cursor) error { return walk.Page(i, c) }); err != nil {
				return err
			}
		}
	}
	return w.End()
}

// plans returns the plans of the file.
func (s *sink) plans() []*plan.Plan { return append([]*plan.Plan{s.plan}, s.others...) }

// place gives the nodes of a picture their positions, or notes why they have none.
func (s *sink) place(ctx context.Context, a *graph.Answer, about *format.About) error {
	if !s.file.Format.Picture {
		return nil
	}
	positions, err := a.Positions(ctx)
	switch {
	case err != nil:
		return err
	case len(positions) == 0:
		about.Notes = append(slices.Clone(about.Notes), format.Pair{Name: "positions", Text: fmt.Sprintf("left out, as the dataset has more than %d entities", graph.MostPlaced)})
	default:
		s.network.Place(func(id string) (x, y float64) { return positions[id].X, positions[id].Y })
	}
	return nil
}

// settle adds to the description the scalars of the answer to a graph query, such as whether it
// was truncated.
func (s *sink) settle(ctx context.Context, a *graph.Answer, about *format.About) error {
	if _, ok := s.plan.Root.Slots[0].(*plan.GraphQuery); !ok {
		return nil
	}
	c, err := s.answer(ctx, a)
	if err != nil {
		return err
	}
	if s.notes == nil {
		s.notes = append([]format.Pair{}, s.network.Settle(c)...)
	}
	about.Notes = append(slices.Clone(about.Notes), s.notes...)
	return c.Err()
}

// answer returns the cursor of the answer to a graph query, which is computed once.
func (s *sink) answer(ctx context.Context, a *graph.Answer) (c store.Cursor, err error) {
	if s.cursor == nil {
		s.cursor, err = a.Cursor(ctx, s.plan)
	}
	return s.cursor, err
}

// pages passes the answer to a plan of the file to page, page by page where the file has the whole
// list.
func (s *sink) pages(ctx context.Context, a *graph.Answer, p *plan.Plan, page func(store.Cursor) error) error {
	if s.whole {
		return a.Pages(ctx, p, s.file.Rows, page)
	}
	if _, ok := p.Root.Slots[0].(*plan.GraphQuery); ok {
		c, err := s.answer(ctx, a)
		if err != nil {
			return err
		}
		return page(c)
	}
	c, err := a.Cursor(ctx, p)
	if err != nil {
		return err
	}
	return page(c)
}

package files

import (
	"context"
	"fmt"
	"io"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// cut is what a file leaves out, because of `first`. The zero value leaves nothing out.
type cut struct {
	// These are the slots of the answer to a graph query by which its cut is known; below zero where
	// the answer has none.
	omitted, links, nodes, count int
	// known is true if one of these can be read.
	known bool
	// shown is the number of rows or links in the file, total that of all.
	shown, total int
}

// prepare selects what a graph query says about what it leaves out. It returns the plan to run:
// a clone, where it selects more. A query with a total is cut only if the request has paged it.
func (c *cut) prepare(p *plan.Plan, paged bool) *plan.Plan {
	ask, ok := p.Root.Slots[0].(*plan.GraphQuery)
	if !ok || ask.Many {
		return p
	}
	t := ask.Select.Type
	omitted, total := t.Field("omitted"), t.Field("totalCount")
	if omitted == nil && (total == nil || t.Field("totalIsLowerBound") != nil || !paged) {
		return p
	}
	p = p.Clone()
	sel := p.Root.Slots[0].(*plan.GraphQuery).Select
	add := func(s plan.Slot) int {
		sel.Slots = append(sel.Slots, s)
		return len(sel.Slots) - 1
	}
	c.known, c.omitted, c.links, c.nodes, c.count = true, -1, -1, -1, -1
	if omitted != nil {
		c.omitted = add(&plan.Column{Field: omitted})
	} else {
		c.count = add(&plan.Column{Field: total})
	}
	if size := t.Field("size"); size != nil {
		for _, leaf := range size.Leaves {
			if leaf.Name == "links" {
				c.links = add(&plan.Column{Field: leaf})
			}
		}
	} else if nodes := t.Field("nodes"); nodes != nil {
		c.nodes = add(&plan.PartList{Field: nodes, Select: &plan.Select{Type: nodes.Object}})
	}
	return p
}

// readCut reads how much the file leaves out.
func (s *sink) readCut(ctx context.Context, a *graph.Answer) error {
	if list, ok := s.plan.Root.Slots[0].(*plan.Connection); ok {
		if !s.whole || s.file.Rows < 0 {
			return nil
		}
		all := *list
		all.Count, all.Page, all.Rows, all.Info, all.Cursors, all.Facets, all.Aggregates, all.Aggregate = true, plan.Page{}, nil, false, false, nil, nil, false
		c, err := a.Cursor(ctx, &plan.Plan{Model: s.plan.Model, Field: s.plan.Field, Root: &plan.Select{Slots: []plan.Slot{&all}}})
		if err != nil {
			return err
		}
		c.Enter(0)
		s.cut.total = c.Count()
		s.cut.shown = min(s.file.Rows, s.cut.total)
		c.Leave()
		return c.Err()
	}
	if !s.cut.known {
		return nil
	}
	c, err := s.answer(ctx, a)
	if err != nil {
		return err
	}
	if !c.Enter(0) {
		return c.Err()
	}
	s.cut.read(c)
	c.Leave()
	return c.Err()
}

// read reads the numbers from the answer to a graph query, which the cursor is at.
func (c *cut) read(answer store.Cursor) {
	number := func(slot int) int {
		if slot < 0 {
			return 0
		}
		return int(answer.Value(slot).Int)
	}
	omitted := number(c.omitted)
	if c.links >= 0 {
		c.total = number(c.links)
		c.shown = c.total - omitted
		return
	}
	if c.nodes >= 0 {
		answer.Enter(c.nodes)
		for answer.Next() {
			c.shown++
		}
		answer.Leave()
	}
	c.total = c.shown + omitted
	if c.count >= 0 {
		c.total = number(c.count)
	}
}

// String returns how much is shown, such as "200 of 1955", or "" if nothing is left out.
func (c *cut) String() string {
	if c.shown >= c.total {
		return ""
	}
	return fmt.Sprintf("%d of %d", c.shown, c.total)
}

// notes returns the line of a description that states the cut.
func (c *cut) notes() []format.Pair {
	if text := c.String(); text != "" {
		return []format.Pair{{Name: "shown", Text: text}}
	}
	return nil
}

// fileWriter passes on at most limit bytes.
type fileWriter struct {
	to             io.Writer
	written, limit int
}

// Write implements io.Writer.
func (w *fileWriter) Write(p []byte) (int, error) {
	if w.written += len(p); w.written > w.limit {
		return 0, plan.Over(plan.TooLarge, "fileBytes", w.written, w.limit, "filter the rows, name fewer `fields`, or send `first`", "bytes in the file so far")
	}
	return w.to.Write(p)
}

package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Meta answers a plan whose root slot is a plan.Meta, the description of the service, in the
// same way for every store. about maps the path of a field ("name", "limits.page") to a value
// that the program provides. The other values come from View.Info, and each connection is run
// as a separate plan.
func Meta(ctx context.Context, v View, m *model.Model, p *plan.Plan, about map[string]model.Value) (Cursor, error) {
	root, ok := p.Root.Slots[0].(*plan.Meta)
	if !ok {
		return nil, fmt.Errorf("the plan of %s is not for the description of the service", p.Field)
	}
	return &metaCursor{ctx: ctx, view: v, model: m, about: about, info: v.Info(), root: root.Select}, nil
}

// metaCursor is at the root, on the description, in its counts or, if inner is set, inside a
// connection.
type metaCursor struct {
	ctx   context.Context
	view  View
	model *model.Model
	about map[string]model.Value
	info  *Info
	root  *plan.Select

	// inside is true after the description was entered; counts is set after its counts were
	// entered.
	inside bool
	counts *plan.PartList
	// at is the position in the counts; -1 before the first.
	at int

	// inner is the cursor of a connection, and depth the number of slots of inner that were
	// entered.
	inner Cursor
	depth int
	err   error
}

// Type returns nil for the description and for its parts.
func (c *metaCursor) Type() *model.Type {
	if c.inner != nil {
		return c.inner.Type()
	}
	return nil
}

func (c *metaCursor) Value(slot int) model.Value {
	switch {
	case c.inner != nil:
		return c.inner.Value(slot)
	case c.counts != nil:
		return c.count(c.counts.Select.Slots[slot].(*plan.Column).Field.Name)
	default:
		return c.described(c.root.Slots[slot].(*plan.Column).Field.Path())
	}
}

// described returns a field of the description by its path.
func (c *metaCursor) described(path string) model.Value {
	switch path {
	case "dataVersion":
		return model.TextValue(c.info.Version)
	case "loadedAt":
		return model.TextValue(c.info.LoadedAt.UTC().Format(time.RFC3339))
	case "dataset":
		return model.TextValue(c.info.Name)
	case "dataDate":
		if c.info.Date == "" {
			return model.Value{}
		}
		return model.DateValue(c.info.Date)
	case "licence":
		return model.TextValue(c.info.Licence)
	}
	if name, ok := strings.CutPrefix(path, "coverage."); ok {
		return c.coverage().total(name)
	}
	return c.about[path]
}

// coverage returns the sums of how many participants are on record.
func (c *metaCursor) coverage() CoverageTotals {
	if c.info.Statistics == nil {
		return CoverageTotals{}
	}
	return c.info.Statistics.Coverage
}

// count returns a field of the current type's count.
func (c *metaCursor) count(field string) model.Value {
	t := c.counted(c.at)
	switch field {
	case "type":
		return model.TextValue(t.Enum)
	case "count":
		return model.IntValue(int64(c.info.Counts[t.Index]))
	}
	return model.Value{}
}

// counted returns the i-th concrete type, entities first.
func (c *metaCursor) counted(i int) *model.Type {
	if n := len(c.model.Entities); i >= n {
		return c.model.Relations[i-n]
	}
	return c.model.Entities[i]
}

func (c *metaCursor) Enter(slot int) bool {
	if c.inner != nil {
		entered := c.inner.Enter(slot)
		if entered {
			c.depth++
		}
		return entered
	}
	if !c.inside {
		c.inside = true
		return true
	}
	switch s := c.root.Slots[slot].(type) {
	case *plan.PartList:
		c.counts, c.at = s, -1
	case *plan.Connection:
		c.delegate(s)
	case *plan.Column, *plan.Referred, *plan.ReferredList, *plan.Nested, *plan.EndOf, *plan.Lookup, *plan.Meta, *plan.GraphQuery:
		c.fail(fmt.Errorf("the description of the service has no list in slot %d", slot))
	default:
		panic(plan.Unhandled(s))
	}
	return true
}

// delegate runs a connection in the view.
func (c *metaCursor) delegate(s *plan.Connection) {
	inner, err := c.view.Run(c.ctx, &plan.Plan{
		Field: s.Type.Many,
		Root:  &plan.Select{Slots: []plan.Slot{s}},
	})
	if err != nil {
		c.fail(err)
		inner = failed{err: err}
	}
	inner.Enter(0)
	c.inner, c.depth = inner, 1
}

func (c *metaCursor) Leave() {
	switch {
	case c.inner != nil:
		c.inner.Leave()
		if c.depth--; c.depth == 0 {
			c.fail(c.inner.Err())
			c.inner = nil
		}
	case c.counts != nil:
		c.counts = nil
	default:
		c.inside = false
	}
}

func (c *metaCursor) Next() bool {
	if c.inner != nil {
		return c.inner.Next()
	}
	if c.counts == nil || c.at+1 >= len(c.model.Entities)+len(c.model.Relations) {
		return false
	}
	c.at++
	return true
}

// fail stores the first error.
func (c *metaCursor) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

func (c *metaCursor) Err() error {
	if c.err == nil && c.inner != nil {
		return c.inner.Err()
	}
	return c.err
}

// The other methods are called only inside a connection.

func (c *metaCursor) Item(i int)    { c.inner.Item(i) }
func (c *metaCursor) Missing() bool { return c.inner != nil && c.inner.Missing() }
func (c *metaCursor) Rows()         { c.inner.Rows() }
func (c *metaCursor) Len() int      { return c.inner.Len() }
func (c *metaCursor) Key(row int, dst []model.Value) []model.Value {
	return c.inner.Key(row, dst)
}
func (c *metaCursor) More() bool                 { return c.inner.More() }
func (c *metaCursor) Count() int                 { return c.inner.Count() }
func (c *metaCursor) Facet(i int) FacetResult    { return c.inner.Facet(i) }
func (c *metaCursor) Aggregate() AggregateResult { return c.inner.Aggregate() }
func (c *metaCursor) Groups(i int) GroupsResult  { return c.inner.Groups(i) }
func (c *metaCursor) Series(i int) SeriesResult  { return c.inner.Series(i) }

// failed is the cursor of a connection that could not be run. It is empty.
type failed struct{ err error }

func (failed) Type() *model.Type                          { return nil }
func (failed) Value(int) model.Value                      { return model.Value{} }
func (failed) Enter(int) bool                             { return true }
func (failed) Leave()                                     {}
func (failed) Next() bool                                 { return false }
func (failed) Item(int)                                   {}
func (failed) Missing() bool                              { return true }
func (failed) Rows()                                      {}
func (failed) Len() int                                   { return 0 }
func (failed) Key(_ int, dst []model.Value) []model.Value { return dst }
func (failed) More() bool                                 { return false }
func (failed) Count() int                                 { return 0 }
func (failed) Facet(int) FacetResult                      { return FacetResult{} }
func (failed) Aggregate() AggregateResult                 { return AggregateResult{} }
func (failed) Groups(int) GroupsResult                    { return GroupsResult{} }
func (failed) Series(int) SeriesResult                    { return SeriesResult{} }
func (f failed) Err() error                               { return f.err }

package storetest

import (
	"fmt"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// oracleCursor walks an answer, which is worked out as it is entered.
type oracleCursor struct {
	*oracle
	stack []place
}

// place is where the cursor stands: on an object, or in a list and then on one of its
// items.
type place struct {
	object *store.Object
	// sel is what the slots of the object mean.
	sel *plan.Select
	// items are of a list of objects, in which nil is an unknown one; values of a list
	// of scalars. at is the position in either, -1 before the first.
	items  []*store.Object
	values []model.Value
	at     int
	// conn and page are there in a connection.
	conn *plan.Connection
	page *page
}

func (c *oracleCursor) here() *place { return &c.stack[len(c.stack)-1] }

// Type implements store.Cursor.
func (c *oracleCursor) Type() *model.Type { return c.here().object.Type }

// Value implements store.Cursor.
func (c *oracleCursor) Value(slot int) model.Value {
	p := c.here()
	if p.values != nil {
		return p.values[p.at]
	}
	return value(p.object, p.sel.Slots[slot].(*plan.Column).Field)
}

// Enter implements store.Cursor.
func (c *oracleCursor) Enter(slot int) bool {
	p := c.here()
	switch s := p.sel.Slots[slot].(type) {
	case *plan.Column:
		c.push(place{values: append([]model.Value{}, p.object.Values(s.Field)...), at: -1})
	case *plan.PartList:
		c.push(place{items: p.object.Objects(s.Field), sel: s.Select, at: -1})
	case *plan.Referred:
		return c.single(c.entities[p.object.Ref(s.Field)], s.Select)
	case *plan.EndOf:
		return c.single(c.at(p.object, s.End), s.Select)
	case *plan.Lookup:
		if !s.Many {
			return c.single(c.look(s, s.Refs[0]), s.Select)
		}
		var items []*store.Object
		for _, ref := range s.Refs {
			items = append(items, c.look(s, ref))
		}
		c.push(place{items: items, sel: s.Select, at: -1})
	case *plan.Connection:
		c.connection(s, p.object)
	case *plan.ReferredList, *plan.Nested, *plan.Meta, *plan.GraphQuery:
		panic(fmt.Sprintf("storetest: the oracle cannot enter a %T", s))
	default:
		panic(plan.Unhandled(s))
	}
	return true
}

func (c *oracleCursor) push(p place) { c.stack = append(c.stack, p) }

func (c *oracleCursor) single(o *store.Object, sel *plan.Select) bool {
	if o != nil {
		c.push(place{object: o, sel: sel})
	}
	return o != nil
}

// look finds an entity of the type asked for, or a relation of it by its id; one of
// another type counts as unknown.
func (c *oracleCursor) look(s *plan.Lookup, ref string) *store.Object {
	for _, r := range c.graph.Relations {
		if r.Type == s.Type && r.ID == ref && !deprecated(r) {
			return r
		}
	}
	if e := c.find(ref); e != nil && s.Type.Types.Has(e.Type) {
		return e
	}
	return nil
}

func (c *oracleCursor) connection(s *plan.Connection, of *store.Object) {
	candidates := c.all(s.Type, s.Deprecated)
	if s.Side != nil {
		candidates = c.beside(of, s.Side, s.Deprecated)
	}
	p := place{sel: s.Rows, conn: s, page: c.page(s, candidates), at: -1}
	for _, r := range p.page.rows {
		p.items = append(p.items, r.object)
	}
	c.push(p)
}

// Leave implements store.Cursor.
func (c *oracleCursor) Leave() { c.stack = c.stack[:len(c.stack)-1] }

// Next implements store.Cursor.
func (c *oracleCursor) Next() bool {
	p := c.here()
	if p.at+1 >= max(len(p.items), len(p.values)) {
		return false
	}
	p.at++
	if p.values == nil {
		p.object = p.items[p.at]
	}
	return true
}

// Item implements store.Cursor.
func (c *oracleCursor) Item(i int) {
	c.here().at = i - 1
	c.Next()
}

// Missing implements store.Cursor.
func (c *oracleCursor) Missing() bool { return c.here().values == nil && c.here().object == nil }

// Rows implements store.Cursor.
func (c *oracleCursor) Rows() { c.here().at = -1 }

// Len implements store.Cursor.
func (c *oracleCursor) Len() int { return len(c.here().items) }

// Key implements store.Cursor.
func (c *oracleCursor) Key(row int, dst []model.Value) []model.Value {
	return append(dst, c.here().page.rows[row].key...)
}

// More implements store.Cursor.
func (c *oracleCursor) More() bool { return c.here().page.more }

// Count implements store.Cursor.
func (c *oracleCursor) Count() int { return len(c.here().page.matching) }

// Facet implements store.Cursor.
func (c *oracleCursor) Facet(i int) store.FacetResult {
	return c.facet(c.here().conn.Facets[i], c.here().page.matching)
}

// Aggregate implements store.Cursor.
func (c *oracleCursor) Aggregate() store.AggregateResult {
	return aggregate(c.here().conn, c.here().page.matching)
}

// Err implements store.Cursor. Nothing fails in memory.
func (c *oracleCursor) Err() error { return nil }

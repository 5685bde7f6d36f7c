package result

import (
	"strconv"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// place is where the fields of an object are read from, besides the cursor: which of its
// parts apply depends on the kind of object.
type place struct {
	// sel belongs to the object at the cursor.
	sel *plan.Select
	// conn belongs to a connection that was entered, its edges, facets and aggregates.
	conn *plan.Connection
	// row is the position of an edge.
	row       int
	facetName string
	facet     store.FacetResult
	bucket    *store.Bucket
	aggregate store.AggregateResult
	field     *store.FieldAggregate
	dates     bool
	money     *store.MoneyAggregate
	computed  computed
}

// enter goes into an object; false when it is null. The caller calls leave afterwards.
func (w *tableWriter) enter(p place, o *plan.Out) (in place, fields []plan.Out, ok bool) {
	switch o.Kind {
	case plan.OutEmbedded:
		if ok = exists(w.c, o); !ok && o.Field != nil && o.Field.NonNull {
			w.fail(missing(o))
		}
		return p, o.Fields, ok
	case plan.OutObject:
		if !w.c.Enter(o.Slot) {
			if required(p.sel.Slots[o.Slot]) {
				w.fail(missing(o))
			}
			return p, nil, false
		}
		return place{sel: o.Shape.Select}, o.Shape.Of(w.c.Type()), true
	case plan.OutNode:
		return place{sel: o.Shape.Select}, o.Shape.Of(w.c.Type()), true
	case plan.OutConnection:
		w.c.Enter(o.Slot)
		return place{conn: p.sel.Slots[o.Slot].(*plan.Connection)}, o.Fields, true
	case plan.OutPageInfo:
		return p, o.Fields, true
	case plan.OutAggregate:
		p.aggregate = w.c.Aggregate()
		return p, o.Fields, true
	case plan.OutGroups:
		p.computed = groupsOf(&p.conn.Groups[o.Index], w.c.Groups(o.Index))
		return p, o.Fields, true
	case plan.OutAggregateField:
		p.field, p.dates = &p.aggregate.Fields[o.Index], p.conn.Aggregates[o.Index].Scalar == model.Date
		return p, o.Fields, true
	}
	panic(misplaced(o, "the objects of a table"))
}

func (w *tableWriter) leave(o *plan.Out) {
	if o.Kind == plan.OutObject || o.Kind == plan.OutConnection {
		w.c.Leave()
	}
}

// items calls item with each item of a list, in order; a null item has no fields. It stops
// at the first error.
func (w *tableWriter) items(p place, o *plan.Out, item func(place, []plan.Out)) {
	switch o.Kind {
	case plan.OutList:
		w.c.Enter(o.Slot)
		for w.err == nil && w.c.Next() {
			if w.c.Missing() {
				item(place{}, nil)
			} else {
				item(place{sel: o.Shape.Select}, o.Shape.Of(w.c.Type()))
			}
		}
		w.c.Leave()
	case plan.OutNodes:
		w.c.Rows()
		for w.err == nil && w.c.Next() {
			item(place{sel: o.Shape.Select}, o.Shape.Of(w.c.Type()))
		}
	case plan.OutEdges:
		w.c.Rows()
		for p.row = 0; w.err == nil && w.c.Next(); p.row++ {
			item(p, o.Fields)
		}
	case plan.OutFacets:
		for at := o.First; w.err == nil && at < o.First+o.Len; at++ {
			p.facetName, p.facet = p.conn.Facets[at].Name, w.c.Facet(at)
			item(p, o.Fields)
		}
	case plan.OutBuckets:
		for i := range p.facet.Buckets {
			p.bucket = &p.facet.Buckets[i]
			item(p, o.Fields)
		}
	case plan.OutSeries:
		list, err := periodsOf(&p.conn.Series[o.Index], w.c.Series(o.Index))
		if err != nil {
			w.fail(err)
		}
		for _, p.computed = range list {
			item(p, o.Fields)
		}
	case plan.OutAggregateMoney:
		money := p.aggregate.Fields[o.Index].Money
		for i := range money {
			p.money = &money[i]
			item(p, o.Fields)
		}
	default:
		if isComputedList(o.Kind) {
			for _, p.computed = range p.computed.items(o) {
				item(p, o.Fields)
			}
			return
		}
		panic(misplaced(o, "the lists of a table"))
	}
}

// leaf writes one value into a cell.
func (w *tableWriter) leaf(p place, o *plan.Out, at int) {
	dst := w.cells[at]
	switch o.Kind {
	case plan.OutTypename:
		if o.Text != "" {
			dst = append(dst, o.Text...)
		} else {
			dst = append(dst, w.c.Type().Name...)
		}
	case plan.OutScalar:
		v := w.c.Value(o.Slot)
		if v.Null() && o.Field.NonNull {
			w.fail(missing(o))
		}
		dst = appendCell(dst, v)
	case plan.OutScalars:
		dst = w.words(dst, o)
	case plan.OutTotalCount:
		dst = strconv.AppendInt(dst, int64(w.c.Count()), 10)
	case plan.OutCursor:
		dst = w.cursor(dst, p, p.row)
	case plan.OutStartCursor:
		dst = w.cursor(dst, p, 0)
	case plan.OutEndCursor:
		dst = w.cursor(dst, p, w.c.Len()-1)
	case plan.OutHasNextPage:
		dst = strconv.AppendBool(dst, hasNext(p.conn, w.c))
	case plan.OutHasPreviousPage:
		dst = strconv.AppendBool(dst, hasPrevious(p.conn, w.c))
	default:
		dst = appendCell(dst, measured(p, o))
	}
	w.cells[at] = dst
}

// measured returns a value of a facet, an aggregate or groups.
func measured(p place, o *plan.Out) model.Value {
	switch {
	case p.computed != nil:
		return p.computed.value(o)
	case o.Kind == plan.OutAggregateCount:
		return model.IntValue(int64(p.aggregate.Count))
	case p.bucket != nil:
		return bucketValue(p.bucket, o)
	case p.money != nil:
		return moneyMeasure(p.money, o)
	case p.field != nil:
		return fieldMeasure(p.field, p.dates, o)
	}
	return facetValue(p.facetName, p.facet, o)
}

// words writes a list of scalars into one cell.
func (w *tableWriter) words(dst []byte, o *plan.Out) []byte {
	w.c.Enter(o.Slot)
	for n := 0; w.c.Next(); n++ {
		if n > 0 {
			dst = append(dst, separator...)
		}
		start := len(dst)
		dst = escape(appendCell(dst, w.c.Value(0)), start)
	}
	w.c.Leave()
	return dst
}

// cursor writes the keyset cursor of a row of the page; nothing when there is no such row.
func (w *tableWriter) cursor(dst []byte, p place, row int) []byte {
	if row < 0 || row >= w.c.Len() {
		return dst
	}
	return p.conn.Order.AppendCursor(dst, w.c.Key(row, nil))
}

func (w *tableWriter) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

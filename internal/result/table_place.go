package result

import (
	"fmt"
	"strconv"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// place is what the fields of an object are read from, beside the cursor: which of its
// parts count depends on the kind of object.
type place struct {
	// sel is of objects on which the cursor stands.
	sel *plan.Select
	// conn is of a connection that was entered, its edges, facets and aggregates.
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
}

// enter goes into an object; false when it is null. What entered leaves again, by leave.
func (w *tableWriter) enter(p place, o *plan.Out) (in place, fields []plan.Out, ok bool) {
	switch o.Kind {
	case plan.OutEmbedded:
		for _, slot := range o.Leaves {
			if !w.c.Value(slot).Null() {
				return p, o.Fields, true
			}
		}
		return p, nil, false
	case plan.OutObject:
		if !w.c.Enter(o.Slot) {
			if required(p.sel.Slots[o.Slot]) {
				w.fail(lacking(o))
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
	case plan.OutAggregateField:
		p.field, p.dates = &p.aggregate.Fields[o.Index], p.conn.Aggregates[o.Index].Scalar == model.Date
		return p, o.Fields, true
	}
	panic(fmt.Sprintf("result: a field of kind %d is no object of a table", o.Kind))
}

func (w *tableWriter) leave(o *plan.Out) {
	if o.Kind == plan.OutObject || o.Kind == plan.OutConnection {
		w.c.Leave()
	}
}

// items gives the items of a list, in order; a null one has no fields. It stops at a
// failure.
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
	case plan.OutAggregateMoney:
		money := p.aggregate.Fields[o.Index].Money
		for i := range money {
			p.money = &money[i]
			item(p, o.Fields)
		}
	default:
		panic(fmt.Sprintf("result: a field of kind %d is no list of a table", o.Kind))
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
			w.fail(lacking(o))
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
		dst = counted(dst, p, o)
	}
	w.cells[at] = dst
}

// counted writes a value of a facet or an aggregate.
func counted(dst []byte, p place, o *plan.Out) []byte {
	switch o.Kind {
	case plan.OutFacetField:
		return append(dst, p.facetName...)
	case plan.OutOther:
		return strconv.AppendInt(dst, int64(p.facet.Other), 10)
	case plan.OutMissing:
		return strconv.AppendInt(dst, int64(p.facet.Missing), 10)
	case plan.OutBucketValue:
		return appendCell(dst, model.TextValue(p.bucket.Value))
	case plan.OutBucketLabel:
		return appendCell(dst, model.TextValue(p.bucket.Label))
	case plan.OutBucketCount:
		return strconv.AppendInt(dst, int64(p.bucket.Count), 10)
	case plan.OutAggregateCount:
		return strconv.AppendInt(dst, int64(p.aggregate.Count), 10)
	case plan.OutCurrency:
		return append(dst, p.money.Currency...)
	case plan.OutCurrencyCount:
		return strconv.AppendInt(dst, int64(p.money.Count), 10)
	}
	if p.money != nil {
		return moneyMeasure(dst, p.money, o.Kind)
	}
	return measure(dst, p.field, p.dates, o.Kind)
}

func moneyMeasure(dst []byte, m *store.MoneyAggregate, kind plan.OutKind) []byte {
	switch kind {
	case plan.OutMin:
		return model.AppendCents(dst, m.Min)
	case plan.OutMax:
		return model.AppendCents(dst, m.Max)
	case plan.OutSum:
		return model.AppendCents(dst, m.Sum)
	case plan.OutAverage:
		return model.AppendCents(dst, average(m.Sum, m.Count))
	}
	panic(fmt.Sprintf("result: a field of kind %d has no place in a table", kind))
}

// measure writes a measure of dates or numbers; of nothing it is empty.
func measure(dst []byte, f *store.FieldAggregate, dates bool, kind plan.OutKind) []byte {
	switch {
	case f.Count == 0:
		return dst
	case dates && kind == plan.OutMin:
		return append(dst, model.FormatDay(f.MinDay)...)
	case dates && kind == plan.OutMax:
		return append(dst, model.FormatDay(f.MaxDay)...)
	case kind == plan.OutMin:
		return appendNumber(dst, f.Min)
	case kind == plan.OutMax:
		return appendNumber(dst, f.Max)
	case kind == plan.OutSum:
		return appendNumber(dst, f.Sum)
	case kind == plan.OutAverage:
		return appendNumber(dst, f.Sum/float64(f.Count))
	}
	panic(fmt.Sprintf("result: a field of kind %d has no place in a table", kind))
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

// cursor writes the keyset cursor of a row of the page; nothing when there is none.
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

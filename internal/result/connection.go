package result

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// connection writes the connection that the cursor entered.
func (w *writer) connection(dst []byte, c *plan.Connection, outs []plan.Out) []byte {
	return object(dst, outs, func(dst []byte, o *plan.Out) []byte {
		switch o.Kind {
		case plan.OutNodes:
			w.c.Rows()
			return array(dst, w.next, func(dst []byte, _ int) []byte { return w.current(dst, o.Shape) })
		case plan.OutEdges:
			w.c.Rows()
			return array(dst, w.next, func(dst []byte, row int) []byte { return w.edge(dst, c, row, o.Fields) })
		case plan.OutPageInfo:
			return object(dst, o.Fields, func(dst []byte, o *plan.Out) []byte { return w.pageField(dst, c, o) })
		case plan.OutTotalCount:
			return appendValue(dst, model.IntValue(int64(w.c.Count())))
		case plan.OutFacets:
			return array(dst, func(i int) bool { return i < o.Len }, func(dst []byte, i int) []byte {
				return facet(dst, c.Facets[o.First+i].Name, w.c.Facet(o.First+i), o.Fields)
			})
		case plan.OutAggregate:
			return aggregate(dst, c, w.c.Aggregate(), o.Fields)
		case plan.OutSeries:
			return w.computedList(dst, w.periods(&c.Series[o.Index], w.c.Series(o.Index)), o.Fields)
		case plan.OutGroups:
			return w.computed(dst, groupsOf(&c.Groups[o.Index], w.c.Groups(o.Index)), o.Fields)
		}
		panic(misplaced(o, "a connection"))
	})
}

func (w *writer) edge(dst []byte, c *plan.Connection, row int, outs []plan.Out) []byte {
	w.count(dst, len(outs))
	return object(dst, outs, func(dst []byte, o *plan.Out) []byte {
		switch o.Kind {
		case plan.OutCursor:
			return w.cursor(dst, c, row)
		case plan.OutNode:
			return w.current(dst, o.Shape)
		}
		panic(misplaced(o, "an edge"))
	})
}

// cursor writes the keyset cursor of a row of the page; null when there is no such row.
func (w *writer) cursor(dst []byte, c *plan.Connection, row int) []byte {
	if row < 0 || row >= w.c.Len() {
		return append(dst, "null"...)
	}
	w.key = w.c.Key(row, w.key[:0])
	dst = append(dst, '"')
	dst = c.Order.AppendCursor(dst, w.key)
	return append(dst, '"')
}

// pageField writes one field of `pageInfo`.
func (w *writer) pageField(dst []byte, c *plan.Connection, o *plan.Out) []byte {
	switch o.Kind {
	case plan.OutHasNextPage:
		return appendValue(dst, model.BoolValue(hasNext(c, w.c)))
	case plan.OutHasPreviousPage:
		return appendValue(dst, model.BoolValue(hasPrevious(c, w.c)))
	case plan.OutStartCursor:
		return w.cursor(dst, c, 0)
	case plan.OutEndCursor:
		return w.cursor(dst, c, w.c.Len()-1)
	}
	panic(misplaced(o, "a page"))
}

// hasNext and hasPrevious return the flags of the page that the cursor entered. The flag
// in the direction of paging is exact; the other is true when a cursor was given.
func hasNext(c *plan.Connection, rows store.Cursor) bool {
	if c.Page.Backward {
		return c.Page.Before != nil
	}
	return rows.More()
}

func hasPrevious(c *plan.Connection, rows store.Cursor) bool {
	if c.Page.Backward {
		return rows.More()
	}
	return c.Page.After != nil
}

func facet(dst []byte, name string, f store.FacetResult, outs []plan.Out) []byte {
	return object(dst, outs, func(dst []byte, o *plan.Out) []byte {
		if o.Kind == plan.OutBuckets {
			return array(dst, func(i int) bool { return i < len(f.Buckets) }, func(dst []byte, i int) []byte {
				return values(dst, o.Fields, func(o *plan.Out) model.Value { return bucketValue(&f.Buckets[i], o) })
			})
		}
		return appendValue(dst, facetValue(name, f, o))
	})
}

// aggregate writes the aggregate of all rows that match.
func aggregate(dst []byte, c *plan.Connection, a store.AggregateResult, outs []plan.Out) []byte {
	return object(dst, outs, func(dst []byte, o *plan.Out) []byte {
		switch o.Kind {
		case plan.OutAggregateCount:
			return appendValue(dst, model.IntValue(int64(a.Count)))
		case plan.OutAggregateField:
			f, dates := &a.Fields[o.Index], c.Aggregates[o.Index].Scalar == model.Date
			return values(dst, o.Fields, func(o *plan.Out) model.Value { return fieldMeasure(f, dates, o) })
		case plan.OutAggregateMoney:
			money := a.Fields[o.Index].Money
			return array(dst, func(i int) bool { return i < len(money) }, func(dst []byte, i int) []byte {
				return values(dst, o.Fields, func(o *plan.Out) model.Value { return moneyMeasure(&money[i], o) })
			})
		}
		panic(misplaced(o, "an aggregate"))
	})
}

// values writes an object of scalars.
func values(dst []byte, outs []plan.Out, value func(*plan.Out) model.Value) []byte {
	return object(dst, outs, func(dst []byte, o *plan.Out) []byte { return appendValue(dst, value(o)) })
}

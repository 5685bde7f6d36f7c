package result

import (
	"fmt"
	"strconv"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// connection writes the connection that was entered.
func (w *writer) connection(dst []byte, c *plan.Connection, outs []plan.Out) []byte {
	dst = append(dst, '{')
	for i := range outs {
		o := &outs[i]
		dst = label(dst, i, o)
		switch o.Kind {
		case plan.OutTypename:
			dst = appendString(dst, o.Text)
		case plan.OutNodes:
			dst = w.nodes(dst, o.Shape)
		case plan.OutEdges:
			dst = w.edges(dst, c, o.Fields)
		case plan.OutPageInfo:
			dst = w.pageInfo(dst, c, o.Fields)
		case plan.OutTotalCount:
			dst = strconv.AppendInt(dst, int64(w.c.Count()), 10)
		case plan.OutFacets:
			dst = w.facets(dst, c, o)
		case plan.OutAggregate:
			dst = aggregate(dst, c, w.c.Aggregate(), o.Fields)
		default:
			panic(fmt.Sprintf("result: a field of kind %d has no place in a connection", o.Kind))
		}
	}
	return append(dst, '}')
}

func (w *writer) nodes(dst []byte, s *plan.Shape) []byte {
	dst = append(dst, '[')
	w.c.Rows()
	for n := 0; w.c.Next(); n++ {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = w.object(dst, s)
	}
	return append(dst, ']')
}

func (w *writer) edges(dst []byte, c *plan.Connection, outs []plan.Out) []byte {
	dst = append(dst, '[')
	w.c.Rows()
	for row := 0; w.c.Next(); row++ {
		if row > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '{')
		for i := range outs {
			o := &outs[i]
			dst = label(dst, i, o)
			switch o.Kind {
			case plan.OutTypename:
				dst = appendString(dst, o.Text)
			case plan.OutCursor:
				dst = w.cursor(dst, c, row)
			case plan.OutNode:
				dst = w.object(dst, o.Shape)
			default:
				panic(fmt.Sprintf("result: a field of kind %d has no place in an edge", o.Kind))
			}
		}
		dst = append(dst, '}')
	}
	return append(dst, ']')
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

// hasNext and hasPrevious are the flags of the page that was entered. The one in the
// direction of travel is exact; the other is true when a cursor was given.
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

// pageInfo writes what describes a page.
func (w *writer) pageInfo(dst []byte, c *plan.Connection, outs []plan.Out) []byte {
	dst = append(dst, '{')
	for i := range outs {
		o := &outs[i]
		dst = label(dst, i, o)
		switch o.Kind {
		case plan.OutTypename:
			dst = appendString(dst, o.Text)
		case plan.OutHasNextPage:
			dst = strconv.AppendBool(dst, hasNext(c, w.c))
		case plan.OutHasPreviousPage:
			dst = strconv.AppendBool(dst, hasPrevious(c, w.c))
		case plan.OutStartCursor:
			dst = w.cursor(dst, c, 0)
		case plan.OutEndCursor:
			dst = w.cursor(dst, c, w.c.Len()-1)
		default:
			panic(fmt.Sprintf("result: a field of kind %d has no place in a page", o.Kind))
		}
	}
	return append(dst, '}')
}

// facets writes those facets of the connection that one field asks for.
func (w *writer) facets(dst []byte, c *plan.Connection, o *plan.Out) []byte {
	dst = append(dst, '[')
	for at := o.First; at < o.First+o.Len; at++ {
		if at > o.First {
			dst = append(dst, ',')
		}
		dst = facet(dst, c.Facets[at].Name, w.c.Facet(at), o.Fields)
	}
	return append(dst, ']')
}

func facet(dst []byte, name string, f store.FacetResult, outs []plan.Out) []byte {
	dst = append(dst, '{')
	for i := range outs {
		o := &outs[i]
		dst = label(dst, i, o)
		switch o.Kind {
		case plan.OutTypename:
			dst = appendString(dst, o.Text)
		case plan.OutFacetField:
			dst = appendString(dst, name)
		case plan.OutBuckets:
			dst = buckets(dst, f.Buckets, o.Fields)
		case plan.OutOther:
			dst = strconv.AppendInt(dst, int64(f.Other), 10)
		case plan.OutMissing:
			dst = strconv.AppendInt(dst, int64(f.Missing), 10)
		default:
			panic(fmt.Sprintf("result: a field of kind %d has no place in a facet", o.Kind))
		}
	}
	return append(dst, '}')
}

func buckets(dst []byte, list []store.Bucket, outs []plan.Out) []byte {
	dst = append(dst, '[')
	for n := range list {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '{')
		for i := range outs {
			o := &outs[i]
			dst = label(dst, i, o)
			switch o.Kind {
			case plan.OutTypename:
				dst = appendString(dst, o.Text)
			case plan.OutBucketValue:
				dst = appendString(dst, list[n].Value)
			case plan.OutBucketLabel:
				dst = appendString(dst, list[n].Label)
			case plan.OutBucketCount:
				dst = strconv.AppendInt(dst, int64(list[n].Count), 10)
			default:
				panic(fmt.Sprintf("result: a field of kind %d has no place in a bucket", o.Kind))
			}
		}
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

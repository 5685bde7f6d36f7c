package plan

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// connection compiles the arguments and the selection of a connection.
func (c *compiler) connection(conn *Connection, args map[string]any, sets []ast.SelectionSet) []Out {
	where, _ := args["where"].(map[string]any)
	conn.Where, conn.Deprecated = c.filter(conn.Type, where)
	conn.Order = c.order(conn.Type, args["sort"])
	conn.Page = c.page(conn.Order, args)
	var outs []Out
	for _, g := range c.collect(conn.Type.Name+"Connection", sets) {
		if c.err != nil {
			break
		}
		c.push(g.key)
		outs = append(outs, c.connectionField(conn, g))
		c.pop()
	}
	return outs
}

func (c *compiler) connectionField(conn *Connection, g group) Out {
	c.count()
	out := Out{Key: g.key, Label: label(g.key)}
	switch g.name() {
	case "nodes":
		out.Kind, out.Shape = OutNodes, c.shape(conn.rows(), g.selections())
	case "edges":
		out.Kind = OutEdges
		conn.rows()
		out.Fields = c.fixed(conn.Type.Name+"Edge", g, func(o *Out, g group) {
			switch g.name() {
			case "cursor":
				o.Kind, conn.Info, conn.Cursors = OutCursor, true, true
			case "node":
				o.Kind, o.Shape = OutNode, c.shape(conn.rows(), g.selections())
			}
		})
	case "pageInfo":
		out.Kind, conn.Info = OutPageInfo, true
		out.Fields = c.fixed("PageInfo", g, func(o *Out, g group) {
			words(pageWords)(o, g)
			conn.Cursors = conn.Cursors || o.Kind == OutStartCursor || o.Kind == OutEndCursor
		})
	case "totalCount":
		out.Kind, conn.Count = OutTotalCount, true
	case "facets":
		out.Kind = OutFacets
		out.First, out.Len = c.facets(conn, c.arguments(g.fields[0]))
		out.Fields = c.fixed("FacetCounts", g, func(o *Out, g group) {
			words(facetWords)(o, g)
			if o.Kind == OutBuckets {
				o.Fields = c.fixed("FacetBucket", g, words(bucketWords))
			}
		})
	case "aggregate":
		out.Kind, conn.Aggregate = OutAggregate, true
		out.Fields = c.fixed(conn.Type.Name+"Aggregate", g, func(o *Out, g group) { c.aggregate(conn, o, g) })
	case "groups":
		out.Kind, out.Index = OutGroups, len(conn.Groups)
		conn.Groups = append(conn.Groups, c.groups(conn.Type, c.arguments(g.fields[0])))
		out.Fields = c.groupFields(conn, out.Index, g)
	case "series":
		out.Kind, out.Index = OutSeries, len(conn.Series)
		conn.Series = append(conn.Series, c.series(c.arguments(g.fields[0])))
		if most := c.Limits.Facets; len(conn.Series) > most {
			c.fail(Over(TooComplex, "facets", len(conn.Series), most, "request the others separately", "series of one list"))
		}
		out.Fields = c.fixed("SeriesPeriod", g, words(periodWords))
	default:
		out.Kind, out.Text = OutTypename, conn.Type.Name+"Connection"
	}
	return out
}

// rows returns the Select of the rows, which is made when rows are first selected.
func (conn *Connection) rows() *Select {
	if conn.Rows == nil {
		conn.Rows = &Select{Type: conn.Type}
	}
	return conn.Rows
}

// fixed compiles the fields of an object of a derived type; fill sets the kind of each.
func (c *compiler) fixed(typeName string, of group, fill func(*Out, group)) []Out {
	var outs []Out
	for _, g := range c.collect(typeName, of.selections()) {
		if c.err != nil {
			break
		}
		c.count()
		c.push(g.key)
		out := Out{Key: g.key, Label: label(g.key), Kind: OutTypename, Text: typeName}
		if g.name() != "__typename" {
			fill(&out, g)
		}
		c.pop()
		outs = append(outs, out)
	}
	return outs
}

var (
	pageWords      = map[string]OutKind{"hasNextPage": OutHasNextPage, "hasPreviousPage": OutHasPreviousPage, "startCursor": OutStartCursor, "endCursor": OutEndCursor}
	facetWords     = map[string]OutKind{"field": OutFacetField, "buckets": OutBuckets, "other": OutOther, "missing": OutMissing}
	bucketWords    = map[string]OutKind{"value": OutBucketValue, "label": OutBucketLabel, "count": OutBucketCount}
	aggregateWords = map[string]OutKind{"min": OutMin, "max": OutMax, "sum": OutSum, "average": OutAverage}
	moneyWords     = map[string]OutKind{"min": OutMin, "max": OutMax, "sum": OutSum, "average": OutAverage, "currency": OutCurrency, "count": OutCurrencyCount}
)

func words(kinds map[string]OutKind) func(*Out, group) {
	return func(o *Out, g group) { o.Kind = kinds[g.name()] }
}

// aggregate compiles one field of an aggregate.
func (c *compiler) aggregate(conn *Connection, out *Out, g group) {
	if g.name() == "count" && conn.Type.AnyField("count") == nil {
		out.Kind = OutAggregateCount
		return
	}
	f := conn.Type.AnyField(g.name())
	out.Field = f
	if out.Index = slices.Index(conn.Aggregates, f); out.Index < 0 {
		out.Index = len(conn.Aggregates)
		conn.Aggregates = append(conn.Aggregates, f)
	}
	kind, typeName, kinds := OutAggregateField, "NumberAggregate", aggregateWords
	switch {
	case f.Money():
		kind, typeName, kinds = OutAggregateMoney, "MoneyAggregate", moneyWords
	case f.Scalar == model.Date:
		typeName = "DateAggregate"
	}
	out.Kind, out.Fields = kind, c.fixed(typeName, g, words(kinds))
}

// facets adds the requested facets and returns their place among those of the connection.
func (c *compiler) facets(conn *Connection, args map[string]any) (first, count int) {
	first = len(conn.Facets)
	requested, _ := args["by"].([]any)
	if most := c.Limits.Facets; first+len(requested) > most {
		c.fail(Over(TooComplex, "facets", first+len(requested), most, "request the others separately", "facets of one list"))
		return first, 0
	}
	buckets := c.size(args, "first", min(defaultBuckets, c.Limits.Page))
	known := conn.Type.Facets()
	for _, name := range requested {
		at := slices.IndexFunc(known, func(f model.Facet) bool { return f.Name == name })
		conn.Facets = append(conn.Facets, Facet{Facet: known[at], First: buckets})
	}
	return first, len(requested)
}

// defaultBuckets is the default number of buckets of a facet.
const defaultBuckets = 10

// page compiles first, after, last and before.
func (c *compiler) page(o Order, args map[string]any) Page {
	var p Page
	_, first := args["first"].(int64)
	_, last := args["last"].(int64)
	switch {
	case first && last:
		c.fail(Errorf(BadUserInput, "use `first` with `after`, or `last` with `before`", "`first` and `last` cannot be combined"))
	case last:
		p.Backward, p.Limit = true, c.size(args, "last", 0)
	default:
		p.Limit = c.size(args, "first", min(pageDefault, c.Limits.Page))
	}
	p.After = c.keyset(o, args, "after")
	p.Before = c.keyset(o, args, "before")
	return p
}

// size reads the requested number of rows or buckets.
func (c *compiler) size(args map[string]any, name string, unless int) int {
	return c.limited(args, name, unless, "page", c.Limits.Page, ", and page with `after`")
}

// limited reads a number from 0 up to a limit.
func (c *compiler) limited(args map[string]any, name string, unless int, limit string, most int, hint string) int {
	n, ok := args[name].(int64)
	if !ok {
		return unless
	}
	if n < 0 || n > int64(most) {
		e := Errorf(BadUserInput, sprintf("send 0 to %d%s", most, hint), "`%s` is %d", name, n)
		if n > 0 {
			e.Limit, e.Asked, e.Allowed = limit, int(n), most
		}
		c.fail(e)
		return 0
	}
	return int(n)
}

func (c *compiler) keyset(o Order, args map[string]any, name string) []model.Value {
	text, _ := args[name].(string)
	if text == "" {
		return nil // clients send an empty cursor for the first page
	}
	values, err := o.ParseCursor(text)
	if err != nil {
		c.fail(Errorf(BadCursor, "copy it from `cursor`, `startCursor` or `endCursor` of an answer with the same `sort`", "`%s`: %s", name, err))
	}
	return values
}

package cost

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// The mean number of bytes of values that are not stored as text, and of other texts in an
// answer.
const (
	numberBytes   = 5
	moneyBytes    = 9
	nullBytes     = 4
	quoteBytes    = 2
	typenameBytes = 14
	cursorBytes   = 60
	facetBytes    = 40
	bucketBytes   = 40
)

// usualPeriods is the assumed number of periods of a series.
const usualPeriods = 20

// otherBuckets is the assumed number of values in a facet that no row on the page has.
const otherBuckets = 12

// write adds the work of writing values of a number of objects, with the bytes of each value.
func (e *estimator) write(objects, values, bytes float64) {
	e.add(Answer, objects*(values*plan.UnitsValue+bytes/plan.BytesPerUnit))
}

// shape estimates the objects of one level.
func (e *estimator) shape(s *plan.Shape, g *group) {
	if len(s.Cases) == 1 {
		e.fields(s.Select, s.Cases[0].Fields, g)
		return
	}
	for i := range s.Cases {
		e.fields(s.Select, s.Cases[i].Fields, g.only(s.Cases[i].Types))
	}
}

// only returns the objects of a group that have one of the types.
func (g *group) only(types model.TypeSet) *group {
	some := &group{by: g.by, top: g.top, named: g.named, deprecated: g.deprecated}
	for _, s := range g.of {
		if s.typ != nil && types.Has(s.typ) {
			some.of = append(some.of, s)
			some.n += g.n * s.part
		}
	}
	return some.normal()
}

// fields estimates the fields of each object of a group.
func (e *estimator) fields(sel *plan.Select, outs []plan.Out, g *group) {
	if g.n == 0 {
		return
	}
	for i := range outs {
		o := &outs[i]
		e.write(g.n, 0, float64(len(o.Label)+1))
		if o.Kind == plan.OutScalar || o.Kind == plan.OutScalars || o.Kind == plan.OutTypename {
			e.scalar(o, g)
			continue
		}
		e.within(o.Key, func() { e.field(sel, o, g) })
	}
}

// scalar estimates a field without fields of its own.
func (e *estimator) scalar(o *plan.Out, g *group) {
	switch o.Kind {
	case plan.OutScalar:
		e.write(g.n, 1, g.bytes(o.Field))
	case plan.OutScalars:
		items, bytes := g.values(o.Field)
		e.write(g.n, 1+items, 2+items*(bytes+quoteBytes+1))
	default:
		e.write(g.n, 1, typenameBytes)
	}
}

// bytes returns the mean length of a value in JSON.
func (g *group) bytes(f *model.Field) float64 {
	items, bytes := g.values(f)
	switch f.Scalar {
	case model.Int, model.Float, model.Boolean:
		bytes = numberBytes
	case model.Cents:
		bytes = moneyBytes
	default:
		bytes += quoteBytes
	}
	return items*bytes + (1-min(items, 1))*nullBytes
}

// field estimates a field that has fields.
func (e *estimator) field(sel *plan.Select, o *plan.Out, g *group) {
	e.write(g.n, 1, 2)
	if o.Kind == plan.OutEmbedded {
		leaf := o.Field.Required()
		if leaf == nil {
			leaf = o.Field.Leaves[0]
		}
		e.fields(sel, o.Fields, g.times(g.n*g.present(leaf)))
		return
	}
	switch s := sel.Slots[o.Slot].(type) {
	case *plan.Connection:
		if o.Kind == plan.OutConnection {
			e.connection(s, g, o.Fields)
		} else {
			e.connection(s, g, []plan.Out{{Kind: plan.OutNodes, Shape: o.Shape}})
		}
	case *plan.PartList:
		parts := g.parts(s.Field)
		e.objectsOf(o, parts.times(parts.n*g.n))
	case *plan.Referred:
		e.objectsOf(o, e.all(s.Field.Of, false).times(g.n*g.present(s.Field)))
	case *plan.EndOf:
		e.objectsOf(o, e.at(s.End).times(g.n*g.types(s.End.Relation.Types)))
	case *plan.Lookup:
		n := g.n * float64(len(s.Refs))
		e.add(Filter, n*plan.UnitsLookup)
		g := e.all(s.Type, false).times(n)
		if s.Type.Kind != model.Relation {
			g.named = s.Refs
		}
		e.objectsOf(o, g)
	case *plan.Meta:
		e.shape(o.Shape, &group{n: g.n, of: []share{{nil, nothing, 1}}})
	case *plan.GraphQuery:
		e.graphQuery(s, o)
	case *plan.Column, *plan.ReferredList, *plan.Nested:
	default:
		panic(plan.Unhandled(s))
	}
}

// objectsOf adds the work of reading objects, and writes them.
func (e *estimator) objectsOf(o *plan.Out, g *group) {
	e.add(Answer, g.n*plan.UnitsRow)
	e.shape(o.Shape, g)
}

// connectionFields estimates the fields of a number of connections, whose pages together have
// some rows.
func (e *estimator) connectionFields(c *plan.Connection, outs []plan.Out, rows *group, lists float64) {
	for i := range outs {
		o := &outs[i]
		e.write(lists, 0, float64(len(o.Label)+1))
		switch o.Kind {
		case plan.OutNodes:
			e.within(o.Key, func() { e.objectsOf(o, rows) })
		case plan.OutEdges:
			e.within(o.Key, func() { e.edges(o, rows) })
		case plan.OutFacets:
			for _, f := range c.Facets[o.First : o.First+o.Len] {
				buckets := min(float64(f.First), rows.n+otherBuckets)
				e.write(lists, 3+buckets*3, facetBytes+buckets*bucketBytes)
			}
		case plan.OutSeries:
			values := float64(len(o.Fields))
			e.write(lists*usualPeriods, values, values*(numberBytes+bucketBytes/4))
		case plan.OutGroups:
			g := &c.Groups[o.Index]
			e.within(o.Key, func() {
				shown := min(float64(g.First), (rows.n/max(lists, 1)+otherBuckets)*float64(len(g.By)))
				values := 1 + 3*float64(len(g.By)) + 3*float64(len(g.Sums)) + 2*float64(len(g.Ends))
				e.write(lists*shown, values, values*bucketBytes/2)
			})
		case plan.OutPageInfo, plan.OutAggregate:
			e.write(lists, float64(len(o.Fields)), float64(len(o.Fields))*(cursorBytes/2))
		default:
			e.write(lists, 1, numberBytes)
		}
	}
}

// edges estimates the edges of a connection.
func (e *estimator) edges(o *plan.Out, rows *group) {
	e.add(Answer, rows.n*plan.UnitsRow)
	for i := range o.Fields {
		f := &o.Fields[i]
		e.write(rows.n, 1, float64(len(f.Label)+1))
		switch f.Kind {
		case plan.OutNode:
			e.within(f.Key, func() { e.shape(f.Shape, rows) })
		case plan.OutCursor:
			e.write(rows.n, 0, cursorBytes)
		default:
			e.write(rows.n, 0, typenameBytes)
		}
	}
}

package cost

import (
	"math"
	"math/bits"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// list is a connection as the store reads it.
type list struct {
	*plan.Connection
	// rows are all rows before the filter; table is the whole table that they are in.
	rows, table *group
	// meets is the part of the rows that meet the filter, and test the work of testing one.
	meets float64
	test  work
	// keys is the number of sort keys, and limit the largest number of rows on the page.
	keys, limit float64
	paged, scan bool
}

// connection estimates a connection of each parent, or at the root, and writes its fields.
func (e *estimator) connection(c *plan.Connection, parents *group, outs []plan.Out) {
	l := &list{Connection: c, rows: e.all(c.Type, c.Deprecated), keys: float64(c.Order.Width() - 1), limit: float64(c.Page.Limit)}
	l.table = e.table(c.Type)
	if c.Page.Limit < 0 {
		l.limit = math.Inf(1)
	}
	l.meets = e.meets(l.rows, c.Where)
	l.paged = c.Rows != nil || c.Info
	l.scan = len(c.Facets) > 0 || len(c.Aggregates) > 0 || len(c.Groups) > 0 || len(c.Series) > 0 || (c.Count || c.Aggregate) && !isTrue(c.Where)
	page := 0.0
	if c.Side == nil {
		l.test = e.test(l.rows, c.Where, l.rows.n)
		page = e.rootList(l)
	} else {
		sizes := e.degrees(parents, c.Side, c.Deprecated)
		l.test = e.test(l.rows, c.Where, parents.n*sizes.relations())
		e.add(Answer, parents.n*plan.UnitsEnter)
		for _, d := range sizes {
			page += d.probability * e.nestedList(l, d.relations, parents.n*d.probability)
		}
		page *= parents.n
	}
	e.connectionFields(c, outs, e.pageRows(l, page), parents.n)
}

// pageRows returns the rows of all pages together.
func (e *estimator) pageRows(l *list, n float64) *group {
	rows := &group{n: n, deprecated: l.Deprecated}
	for _, s := range l.rows.of {
		one := &group{n: l.rows.n, of: []share{{s.typ, s.objects, 1}}}
		rows.of = append(rows.of, share{s.typ, s.objects, s.part * max(e.probability(one, l.Where), atLeast)})
	}
	if len(l.Order) > 0 && l.Order[0].Desc != l.Page.Backward {
		rows.top = l.Order[0].CountOf
	}
	return rows.normal()
}

// rootList estimates how a list at the root is read, and returns the number of rows of its page.
func (e *estimator) rootList(l *list) (page float64) {
	all := l.rows.n
	met := all * l.meets
	page = min(met, l.limit)
	most := math.Sqrt((l.limit + 1) * all)
	if l.scan {
		visited := all
		n, found := e.candidates(l.table, l.Where, all/fanOut)
		if found {
			visited = n
		}
		_, exact := l.Where.(*plan.Compare)
		fromIndex := l.paged && l.keys > 0 && exact && found && n > most
		e.visit(l, visited, 1)
		e.count(l, met, 1)
		switch {
		case fromIndex:
			e.visit(l, min(n, (l.limit+1)/max(l.meets, atLeast)), 1)
			e.keep(l, page, page, 1)
		case l.paged:
			e.keep(l, met, page, 1)
		}
		return page
	}
	if !l.paged {
		return 0
	}
	if n, found := e.candidates(l.table, l.Where, min(most, all/fanOut)); found && !isTrue(l.Where) {
		e.visit(l, n, 1)
		e.keep(l, min(met, n), page, 1)
		return page
	}
	e.visit(l, l.untilFull(all), 1)
	e.keep(l, page+1, page, 1)
	return page
}

// untilFull returns the number of rows of a sorted list that are read until the page is full.
func (l *list) untilFull(all float64) float64 {
	if l.Page.After != nil || l.Page.Before != nil || l.sortedByFilter() {
		all *= half
	}
	if l.sortedByFilter() {
		return all
	}
	return min(all, (l.limit+1)/max(l.meets, atLeast))
}

// sortedByFilter reports whether the rows are sorted by a field that the filter compares, so that
// those which meet it are all in one place.
func (l *list) sortedByFilter() bool {
	return len(l.Order) > 0 && l.Order[0].Field != nil && l.Order[0].End == nil && compared(l.Where, l.Order[0].Field)
}

// compared reports whether a condition compares a field with values.
func compared(p plan.Predicate, f *model.Field) bool {
	if all, ok := p.(plan.All); ok {
		return slices.ContainsFunc(all, func(each plan.Predicate) bool { return compared(each, f) })
	}
	c, ok := p.(*plan.Compare)
	return ok && c.Field == f && !c.Not && c.Op != plan.IsNull
}

// nestedList estimates how a number of lists of a size are read, and returns the number of rows
// of the page of each.
func (e *estimator) nestedList(l *list, size, lists float64) (page float64) {
	met := size * l.meets
	page = min(met, l.limit)
	switch {
	case l.scan:
		e.visit(l, size, lists)
		e.count(l, met, lists)
		if l.paged {
			e.keep(l, met, page, lists)
		}
	case !l.paged:
		return 0
	case l.keys > 0:
		e.visit(l, size, lists)
		e.keep(l, met, page, lists)
	default:
		e.visit(l, l.untilFull(size), lists)
		e.keep(l, page, page, lists)
	}
	return page
}

// visit adds the work of testing rows of a number of lists. Visiting a row includes its first
// comparison.
func (e *estimator) visit(l *list, rows, lists float64) {
	test := l.test
	test[Filter] = max(test[Filter], plan.UnitsRow)
	e.addAll(test, rows*lists)
}

// keep adds the work of offering rows to the page of each of a number of lists.
func (e *estimator) keep(l *list, rows, page, lists float64) {
	e.add(Sort, lists*(rows*l.keys*plan.UnitsKeep+sortUnits(page)))
}

// count adds the work of counting rows in facets and aggregates.
func (e *estimator) count(l *list, rows, lists float64) {
	for i := range l.Facets {
		buckets := min(rows, e.buckets(l, &l.Facets[i].Facet))
		e.add(Facets, lists*(rows*plan.UnitsKeep+topUnits(buckets, float64(l.Facets[i].First))))
	}
	for i := range l.Groups {
		e.add(Facets, lists*e.groups(l, &l.Groups[i], rows))
	}
	e.add(Aggregate, lists*rows*plan.UnitsKeep*float64(len(l.Aggregates)+2*len(l.Series)))
}

// sortUnits is plan.SortUnits for an expected number of rows.
func sortUnits(n float64) float64 { return n * float64(bits.Len(uint(min(n, math.MaxInt32)))) }

// buckets returns the number of different values of a facet.
func (e *estimator) buckets(l *list, f *model.Facet) float64 {
	of := l.rows
	if f.End != nil {
		of = e.at(f.End)
	}
	if f.Field == nil {
		return of.n
	}
	return of.distinct(f.Field)
}

// groups returns the work of counting the rows of a list by several values at once.
func (e *estimator) groups(l *list, g *plan.Groups, rows float64) (units float64) {
	entries, found := rows, 1.0
	for i := range g.By {
		f := &g.By[i]
		units += rows * plan.UnitsKeep
		found *= e.buckets(l, f) + 1
		if f.Field != nil && f.Field.List {
			of := l.rows
			if f.End != nil {
				of = e.at(f.End)
			}
			items, _ := of.values(f.Field)
			entries *= max(1, items)
			units += entries * plan.UnitsRow
		}
	}
	found = min(found, entries)
	shown := min(found, float64(g.First))
	units += topUnits(found, shown) + shown*plan.UnitsRow
	if n := float64(len(g.Sums) + len(g.Ends)); n > 0 {
		units += entries * (plan.UnitsRow + n*plan.UnitsKeep)
	}
	return units
}

// topUnits is the work of finding the first buckets by count: it looks at all counts, and sorts
// those that may be among the first.
func topUnits(buckets, first float64) float64 {
	if first >= buckets {
		return buckets*plan.UnitsRow + sortUnits(buckets)
	}
	return 2*buckets*plan.UnitsRow + sortUnits(min(buckets, 2*first))
}

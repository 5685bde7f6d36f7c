package memory

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// measure counts all matching rows of a connection, which it gets in blocks: a facet, an
// aggregate, groups, a series.
type measure interface {
	// reset forgets what was counted. At most rows are counted next.
	reset(rows int)
	// count counts a block of rows, at most blockRows.
	count(rows []uint32)
	// finish computes the result.
	finish(r *run)
	// key identifies the measure among those of a list, and size is about how many numbers its
	// result has.
	key() (name string, size int)
	// found returns the result, and use sets it.
	found() any
	use(result any)
}

// blockRows is the number of rows that are filtered and counted together. Loops over a block of
// one column are much faster than one loop over rows that counts each in every measure.
const blockRows = 1024

// block is memory for a number for each row of a block.
type block [blockRows]uint32

// dimension maps rows to the value that a facet counts them by: a value of the row or of the
// entity at an end, given by its code, or that entity, given by its number plus one.
type dimension struct {
	facet *model.Facet
	run   *run
	// ends maps a relation to the entity that has the value, or is nil.
	ends []uint32
	// column is nil if the entities themselves are counted, or if no row has a value.
	column *column
	// years maps the codes of dates to years, if years are counted instead of dates.
	years *years
	// span is the largest code plus one.
	span uint32
	// found are the years of one row.
	found []uint32
}

func (r *run) dimension(s space, f *model.Facet) dimension {
	d, table := dimension{facet: f, run: r, span: uint32(r.snap.entities.rows) + 1}, s.table
	if r.near == nil {
		r.near, r.codes = new(block), new(block)
	}
	if f.End != nil {
		d.ends, table = s.rel.ends[endIndex(f.End)], r.snap.entities
	}
	if f.Field == nil {
		return d
	}
	if d.column = table.columns[f.Field]; d.column == nil {
		d.span = 1
		return d
	}
	if d.span = d.column.span; f.Year {
		d.years = d.column.years()
		d.span = uint32(len(d.years.first)) + 1
	}
	return d
}

// several reports whether a row can have several values.
func (d *dimension) several() bool { return d.column != nil && d.column.ends != nil }

// carriers returns the rows that have the values of a block: the rows themselves, or the entities
// at an end.
func (d *dimension) carriers(rows []uint32) []uint32 {
	if d.ends == nil {
		return rows
	}
	near := d.run.near[:len(rows)]
	for i, row := range rows {
		near[i] = d.ends[row]
	}
	return near
}

// codes sets dst to the code of each row of a block, 0 for a missing value. It is not for several
// values.
func (d *dimension) codes(rows, dst []uint32) {
	rows = d.carriers(rows)
	switch {
	case d.facet.Field == nil:
		for i, row := range rows {
			dst[i] = row + 1
		}
	case d.column == nil:
		clear(dst[:len(rows)])
	default:
		d.column.codes.of(rows, dst)
		if d.years != nil {
			for i := range rows {
				dst[i] = d.years.of[dst[i]]
			}
		}
	}
}

// each calls f with every different code of a row that can have several, or with 0 if it has none.
// The row is that of the carrier.
func (d *dimension) each(row uint32, f func(code uint32)) {
	any := false
	if d.years == nil {
		any = d.column.each(row, f)
	} else {
		d.found = d.found[:0]
		any = d.column.each(row, func(code uint32) {
			if year := d.years.of[code]; !slices.Contains(d.found, year) {
				d.found = append(d.found, year)
				f(year)
			}
		})
	}
	if !any {
		f(0)
	}
}

// text returns the value of a code other than 0.
func (d *dimension) text(code uint32) string {
	switch {
	case d.facet.Field == nil:
		return d.run.snap.names.ids.text.at(int(code) - 1)
	case d.years != nil:
		return model.YearOf(d.column.dict.first[d.years.first[code-1]-1])
	}
	return d.column.dict.value(code).String()
}

// label returns the label of a code with a value.
func (d *dimension) label(code uint32, value string) string {
	if d.facet.Field == nil {
		name := d.run.snap.entities.columns[d.run.snap.model.AnyEntity.Field("name")]
		return name.value(code - 1).Text
	}
	return store.Label(d.facet.Field, value)
}

// compare compares two codes by their values in code points; a missing value comes last.
func (d *dimension) compare(a, b uint32) int {
	switch {
	case a == b:
		return 0
	case a == 0:
		return 1
	case b == 0:
		return -1
	case d.facet.Field == nil || d.years != nil:
		return cmp.Compare(a, b)
	}
	return cmp.Compare(d.text(a), d.text(b))
}

// unitsPerRow returns the number of units of counting a row in the measures of a connection.
func unitsPerRow(p *plan.Connection) int {
	n := len(p.Facets) + len(p.Aggregates) + 2*len(p.Series)
	for i := range p.Groups {
		n += len(p.Groups[i].By)
	}
	return n * plan.UnitsKeep
}

package memory

import (
	"slices"
	"sync"

	"whojoins/internal/model"
)

// column holds one field for all rows of a table: a scalar, a list of scalars, or a reference
// to an entity.
type column struct {
	// dict is nil for references, whose code is the number of the entity plus one.
	dict *dict
	// codes has one code per row or, for a list, per item.
	codes codes
	// ends has the end of each row's items in codes for a list; otherwise it is nil.
	ends []uint32
	// rows is the number of rows of the table; span is the largest code plus one.
	rows int
	span uint32

	once sync.Once
	post postings

	onceYears sync.Once
	byYear    years
}

// postings maps each code to the rows that have it, ascending; code 0 to the rows without a
// value.
type postings struct{ starts, rows []uint32 }

// value returns the scalar of a row, or the zero Value.
func (c *column) value(row uint32) model.Value {
	if c == nil {
		return model.Value{}
	}
	if code := c.codes.at(row); code != 0 {
		return c.dict.value(code)
	}
	return model.Value{}
}

// json returns the scalar of a row, or an item of a list, as JSON; "" if it needs escaping or
// is not a text.
func (c *column) json(at uint32) string {
	if c == nil {
		return ""
	}
	if code := c.codes.at(at); code != 0 {
		return c.dict.text.quoted(int(code) - 1)
	}
	return ""
}

// items returns the range of a row's items: from start up to, but not including, end.
func (c *column) items(row uint32) (start, end uint32) {
	if c == nil {
		return 0, 0
	}
	return window(c.ends, row)
}

func window(ends []uint32, row uint32) (start, end uint32) {
	if row > 0 {
		start = ends[row-1]
	}
	return start, ends[row]
}

// each calls f with every distinct code of a row except 0, and reports whether the row has a
// value.
func (c *column) each(row uint32, f func(code uint32)) bool {
	if c == nil {
		return false
	}
	if c.ends == nil {
		code := c.codes.at(row)
		if code != 0 {
			f(code)
		}
		return code != 0
	}
	start, end := c.items(row)
	for i := start; i < end; i++ {
		code, again := c.codes.at(i), false
		for j := start; j < i && !again; j++ {
			again = c.codes.at(j) == code
		}
		if !again {
			f(code)
		}
	}
	return start < end
}

// postings returns the postings of the column, built on first use.
func (c *column) postings() *postings {
	c.once.Do(func() {
		starts := make([]uint32, c.span+1)
		count := func(code uint32) { starts[code]++ }
		for row := range uint32(c.rows) {
			if !c.each(row, count) {
				count(0)
			}
		}
		total := uint32(0)
		for code, n := range starts {
			starts[code] = total
			total += n
		}
		rows, next := make([]uint32, total), slices.Clone(starts)
		row := uint32(0)
		put := func(code uint32) { rows[next[code]] = row; next[code]++ }
		for ; row < uint32(c.rows); row++ {
			if !c.each(row, put) {
				put(0)
			}
		}
		c.post = postings{starts: starts, rows: rows}
	})
	return &c.post
}

// of returns the rows with codes in [lo, hi); they ascend within a code.
func (p *postings) of(lo, hi uint32) []uint32 { return p.rows[p.starts[lo]:p.starts[hi]] }

// years maps the codes of dates to their years. Years are numbered from 1 on, in order.
type years struct {
	// of has the number of the year of each code; 0 for code 0. first has the lowest code of each
	// year.
	of, first []uint32
}

// years returns the years of a column of dates, found on first use.
func (c *column) years() *years {
	c.onceYears.Do(func() {
		y := years{of: make([]uint32, c.span)}
		last := ""
		for code := uint32(1); code < c.span; code++ {
			// The codes of dates are sorted by their first day.
			if code == 1 || c.dict.first[code-1] != c.dict.first[code-2] {
				if year := model.YearOf(c.dict.first[code-1]); year != last {
					last, y.first = year, append(y.first, code)
				}
			}
			y.of[code] = uint32(len(y.first))
		}
		c.byYear = y
	})
	return &c.byYear
}

package memory

import (
	"slices"
	"sync"

	"whojoins/internal/model"
)

// column holds one field of all rows of a table: a scalar, a list of scalars, or the
// entity that a part points to.
type column struct {
	// dict is nil for references, whose code is the number of the entity and one.
	dict *dict
	// codes has one code for each row, or for each item when the field is a list.
	codes codes
	// ends has, for a list, where the items of each row end; otherwise it is nil.
	ends []uint32
	// rows is how many rows the table has, span the largest code and one.
	rows int
	span uint32

	once sync.Once
	post postings
}

// postings lead from a code to the rows that have it, ascending; code 0 to those that
// have no value.
type postings struct{ starts, rows []uint32 }

// value is the scalar of a row, or the zero Value.
func (c *column) value(row uint32) model.Value {
	if c == nil {
		return model.Value{}
	}
	if code := c.codes.at(row); code != 0 {
		return c.dict.value(code)
	}
	return model.Value{}
}

// ready is the scalar of a row, or an item of a list, as JSON where it is kept so.
func (c *column) json(at uint32) string {
	if c == nil {
		return ""
	}
	if code := c.codes.at(at); code != 0 {
		return c.dict.text.quoted(int(code) - 1)
	}
	return ""
}

// items are the positions of the items of a row of a list: from start, up to end
// without it.
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

// each calls f with every distinct code of a row other than 0, and says whether there
// was one.
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

// postings are made when they are first asked for.
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

// of are the rows with codes from lo, up to hi without it; they ascend within a code.
func (p *postings) of(lo, hi uint32) []uint32 { return p.rows[p.starts[lo]:p.starts[hi]] }

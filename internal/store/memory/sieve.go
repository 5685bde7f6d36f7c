package memory

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// sieve clears the marks of the rows of a block that do not match a predicate. A mark is 1 or 0;
// rows without a mark are not looked at. Over a block, loops over one column take a fraction of the
// time of a filter, which is called for each row.
type sieve func(rows []uint32, marks []uint8)

// sift copies the rows of a block that match to matched, which has room for all, and returns their
// number. marks is memory for the marks.
func (through sieve) sift(rows []uint32, marks *[blockRows]uint8, matched []uint32) (n int) {
	of := marks[:len(rows)]
	for i := range of {
		of[i] = 1
	}
	through(rows, of)
	for i, row := range rows {
		matched[n] = row
		n += int(of[i])
	}
	return n
}

// sieve prepares a predicate for blocks of the rows of a space; nil matches every row. The filter is
// that of the same predicate, which decides whatever has no loop of its own.
func (r *run) sieve(s space, p plan.Predicate, is filter) sieve {
	if is == nil {
		return nil
	}
	switch p := p.(type) {
	case plan.All:
		return r.sieveAll(s, p)
	case *plan.Compare:
		if made := r.sieveCompare(s, p); made != nil {
			return made
		}
	case *plan.AtEnd:
		if !plan.VisitsOthers(p.Where) {
			return r.sieveAtEnd(s, p)
		}
	case *plan.IsType:
		if s.rel == nil {
			return r.sieveType(p)
		}
	case plan.Any, *plan.Refers, *plan.Related, *plan.Count, *plan.HasPart, *plan.Active, *plan.Within:
	default:
		panic(plan.Unhandled(p))
	}
	return each(is)
}

// each returns a sieve that calls a filter for each row.
func each(is filter) sieve {
	return func(rows []uint32, marks []uint8) {
		for i, row := range rows {
			if marks[i] != 0 && !is(row) {
				marks[i] = 0
			}
		}
	}
}

// sieveAll applies one predicate after the other, the cheap ones first, to the rows that are left.
func (r *run) sieveAll(s space, list plan.All) sieve {
	var cheap, expensive []sieve
	for _, p := range list {
		is := r.filter(s, p)
		switch made := r.sieve(s, p, is); {
		case made == nil:
		case plan.VisitsOthers(p):
			expensive = append(expensive, made)
		default:
			cheap = append(cheap, made)
		}
	}
	all := append(cheap, expensive...)
	return func(rows []uint32, marks []uint8) {
		for i, next := range all {
			if i > 0 {
				r.work.Count(marked(marks) * plan.UnitsCompare)
			}
			next(rows, marks)
		}
	}
}

// marked returns the number of marks.
func marked(marks []uint8) (n int) {
	for _, m := range marks {
		n += int(m)
	}
	return n
}

// mostTable is the largest number of codes for which a sieve has a table.
const mostTable = 1 << 14

// sieveCompare returns nil for a list, and for a comparison that is decided text by text.
func (r *run) sieveCompare(s space, p *plan.Compare) sieve {
	c := s.table.columns[p.Field]
	if c == nil || c.ends != nil || c.span > mostTable || p.Op > plan.Lte && p.Op != plan.IsNull {
		return nil
	}
	m := r.match(c, p)
	if m.test != nil {
		return nil
	}
	table := make([]uint8, c.span)
	for code := range table {
		if m.has(uint32(code)) != p.Not {
			table[code] = 1
		}
	}
	codes := new(block)
	return func(rows []uint32, marks []uint8) {
		c.codes.of(rows, codes[:])
		for i := range rows {
			marks[i] &= table[codes[i]]
		}
	}
}

func (r *run) sieveAtEnd(s space, p *plan.AtEnd) sieve {
	ends, inner := s.rel.ends[endIndex(p.End)], r.entitySpace()
	next := r.sieve(inner, p.Where, r.filter(inner, p.Where))
	if next == nil {
		return nil
	}
	near := new(block)
	return func(rows []uint32, marks []uint8) {
		for i, row := range rows {
			near[i] = ends[row]
		}
		next(near[:len(rows)], marks)
	}
}

func (r *run) sieveType(p *plan.IsType) sieve {
	typeOf := r.snap.typeOf
	var table [model.MaxTypes]uint8
	for i := range table {
		table[i] = uint8(p.Types >> i & 1)
	}
	return func(rows []uint32, marks []uint8) {
		for i, row := range rows {
			marks[i] &= table[typeOf[row]%model.MaxTypes]
		}
	}
}

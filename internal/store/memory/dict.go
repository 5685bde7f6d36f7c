package memory

import (
	"cmp"
	"math"
	"sort"

	"whojoins/internal/model"
)

// dict holds the distinct values of a column in sort order. The code of a value is its position
// plus one; code 0 means no value.
type dict struct {
	kind model.Scalar
	// n is the number of values.
	n int
	// text holds texts, ids, enum values, and dates as written.
	text texts
	// folded holds the folded form of each text. It is empty for prose, which is never sorted
	// by or counted in facets and is kept in the order of code points.
	folded texts
	// ints holds integers, booleans and cents.
	ints   []int64
	floats []float64
	// first and last are the first and last day of each date.
	first, last []model.Days
	// ties holds for each date the lowest code with the same first day.
	ties []uint32
}

// value returns the value of a code, which must not be 0.
func (d *dict) value(code uint32) model.Value {
	i := int(code) - 1
	switch d.kind {
	case model.Int, model.Boolean, model.Cents:
		return model.Value{Kind: d.kind, Int: d.ints[i]}
	case model.Float:
		return model.Value{Kind: d.kind, Float: d.floats[i]}
	}
	return model.Value{Kind: d.kind, Text: d.text.at(i)}
}

// rank returns the sort rank of a code; codes of equal rank are ties.
func (d *dict) rank(code uint32) uint32 {
	if d.ties != nil {
		return d.ties[code-1]
	}
	return code
}

// search returns the lowest code whose value satisfies notBefore, or the highest code plus one.
func (d *dict) search(notBefore func(i int) bool) uint32 {
	return uint32(sort.Search(d.n, notBefore)) + 1
}

// find returns the code of a value, or 0.
func (d *dict) find(v model.Value) uint32 {
	code, same := d.locate(v)
	if !same {
		return 0
	}
	if d.kind != model.Date {
		return code
	}
	// Dates with the same first day are adjacent; their texts distinguish them.
	for i := code; int(i) <= d.n && d.ties[i-1] == d.ties[code-1]; i++ {
		if d.text.at(int(i)-1) == v.Text {
			return i
		}
	}
	return 0
}

// locate returns the lowest code whose value does not sort before v, and whether that value has
// the same rank as v.
func (d *dict) locate(v model.Value) (code uint32, same bool) {
	switch d.kind {
	case model.Int, model.Boolean, model.Cents:
		code = d.search(func(i int) bool { return d.ints[i] >= v.Int })
		return code, int(code) <= d.n && d.ints[code-1] == v.Int
	case model.Float:
		f := number(v)
		code = d.search(func(i int) bool { return d.floats[i] >= f })
		return code, int(code) <= d.n && d.floats[code-1] == f
	case model.Date:
		first, _, err := model.ParseDate(v.Text)
		if err != nil {
			return 1, false
		}
		code = d.fromDay(first)
		return code, int(code) <= d.n && d.first[code-1] == first
	}
	if d.folded.len() == 0 {
		i, ok := d.text.find(v.Text)
		return uint32(i) + 1, ok
	}
	folded := model.Fold(v.Text)
	code = d.search(func(i int) bool {
		if c := cmp.Compare(d.folded.at(i), folded); c != 0 {
			return c > 0
		}
		return d.text.at(i) >= v.Text
	})
	return code, int(code) <= d.n && d.text.at(int(code)-1) == v.Text
}

// fromDay returns the lowest code of a date whose first day is day or later.
func (d *dict) fromDay(day model.Days) uint32 {
	return d.search(func(i int) bool { return d.first[i] >= day })
}

// bound returns the lowest code of a value that is at least v or, with after, greater than v.
// For dates v is a day, otherwise a number.
func (d *dict) bound(v model.Value, after bool) uint32 {
	switch d.kind {
	case model.Date:
		return d.search(func(i int) bool { return beyond(int64(d.first[i]), v.Int, after) })
	case model.Float:
		f := number(v)
		return d.search(func(i int) bool { return beyond(d.floats[i], f, after) })
	}
	if v.Kind == model.Float {
		return d.search(func(i int) bool { return beyond(float64(d.ints[i]), v.Float, after) })
	}
	return d.search(func(i int) bool { return beyond(d.ints[i], v.Int, after) })
}

func beyond[T cmp.Ordered](a, b T, after bool) bool { return a > b || !after && a == b }

// foldedRange returns the codes [lo, hi) with a folded form. It is for texts other than prose.
func (d *dict) foldedRange(folded string) (lo, hi uint32) {
	lo = d.search(func(i int) bool { return d.folded.at(i) >= folded })
	hi = d.search(func(i int) bool { return d.folded.at(i) > folded })
	return lo, hi
}

// number returns a value as a floating-point number.
func number(v model.Value) float64 {
	if v.Kind == model.Float {
		return v.Float
	}
	return float64(v.Int)
}

// Sort keys of values, chosen so that all comparisons are ascending. A value of the dictionary
// has an even key; a value between two of them has an odd key.
const (
	keyMissing = math.MaxUint64
	keyTop     = 1 << 40
)

// key returns the sort key of a value, which need not be in the dictionary.
func (d *dict) key(v model.Value) uint64 {
	code, same := d.locate(v)
	if same {
		return 2 * uint64(d.rank(code))
	}
	return 2*uint64(code) - 1
}

package memory

import (
	"cmp"
	"math"
	"sort"

	"whojoins/internal/model"
)

// dict holds the distinct values of a column in sort order. A value's code is its
// position and one; code 0 is a missing value.
type dict struct {
	kind model.Scalar
	// n is how many values there are.
	n int
	// text has texts, ids, enum values, and dates as written.
	text texts
	// folded has the folded form of each text; it is empty for prose, which is neither
	// sorted nor a facet and is kept in the order of code points.
	folded texts
	// ints has integers, booleans and cents.
	ints   []int64
	floats []float64
	// first and last are the days that a date stands for.
	first, last []model.Days
	// ties has for each date the lowest code with the same first day.
	ties []uint32
}

// value gives the value of a code other than 0.
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

// fold gives the folded form of the text of a code.
func (d *dict) fold(code uint32) string {
	if d.folded.len() > 0 {
		return d.folded.at(int(code) - 1)
	}
	return model.Fold(d.text.at(int(code) - 1))
}

// rank orders codes: equal ranks are ties.
func (d *dict) rank(code uint32) uint32 {
	if d.ties != nil {
		return d.ties[code-1]
	}
	return code
}

// search gives the lowest code whose value is not before, or one behind the last.
func (d *dict) search(notBefore func(i int) bool) uint32 {
	return uint32(sort.Search(d.n, notBefore)) + 1
}

// find gives the code of a value as stored, or 0.
func (d *dict) find(v model.Value) uint32 {
	code, same := d.locate(v)
	if !same {
		return 0
	}
	if d.kind != model.Date {
		return code
	}
	// Dates with one first day stand together, and are told apart as written.
	for i := code; int(i) <= d.n && d.ties[i-1] == d.ties[code-1]; i++ {
		if d.text.at(int(i)-1) == v.Text {
			return i
		}
	}
	return 0
}

// seek gives the lowest code whose value does not sort before v, and whether it sorts
// the same.
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

// fromDay gives the lowest code of a date whose first day is on or after a day.
func (d *dict) fromDay(day model.Days) uint32 {
	return d.search(func(i int) bool { return d.first[i] >= day })
}

// below gives the lowest code of a value that is not less than v: a day for dates, a
// number otherwise. With after, of one that is greater.
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

// folds gives the codes whose folded form is the one given: from lo, up to hi
// without it. It is for texts that are not prose.
func (d *dict) foldedRange(folded string) (lo, hi uint32) {
	lo = d.search(func(i int) bool { return d.folded.at(i) >= folded })
	hi = d.search(func(i int) bool { return d.folded.at(i) > folded })
	return lo, hi
}

// number is a value as a floating-point number.
func number(v model.Value) float64 {
	if v.Kind == model.Float {
		return v.Float
	}
	return float64(v.Int)
}

// The sort keys of values, made so that all comparisons are ascending. A value of the
// dictionary has an even number, one that falls between two of them an odd one.
const (
	keyMissing = math.MaxUint64
	keyTop     = 1 << 40
)

// key is the sort key of a value that need not be in the dictionary.
func (d *dict) key(v model.Value) uint64 {
	code, same := d.locate(v)
	if same {
		return 2 * uint64(d.rank(code))
	}
	return 2*uint64(code) - 1
}

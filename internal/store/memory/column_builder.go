package memory

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"whojoins/internal/model"
)

var errRows = errors.New("a field of the graph has 2,147,483,647 values or more; split the dataset")

// columnBuilder collects the values of a field, row by row.
type columnBuilder struct {
	field *model.Field
	known map[valueKey]uint32
	// values are the distinct values. list has, for each row or item, the position of its value
	// in values plus one, or 0.
	values []model.Value
	list   []uint32
	// ends is used for lists only.
	ends []uint32
}

// valueKey is a value as the key of a map.
type valueKey struct {
	text string
	bits uint64
}

func keyOf(v model.Value) valueKey {
	if v.Kind == model.Float {
		return valueKey{bits: math.Float64bits(v.Float)}
	}
	return valueKey{text: v.Text, bits: uint64(v.Int)}
}

// code returns the number of a value, which it adds if it is new.
func (m *columnBuilder) code(v model.Value) (uint32, error) {
	if v.Null() {
		return 0, nil
	}
	if v.Kind != m.field.Scalar {
		return 0, fmt.Errorf("%s has the value %q, which is of another kind than the field", m.field.Path(), v)
	}
	if v.Kind == model.Float && math.IsNaN(v.Float) {
		return 0, fmt.Errorf("%s is not a number", m.field.Path())
	}
	key := keyOf(v)
	if code := m.known[key]; code != 0 {
		return code, nil
	}
	m.values = append(m.values, v)
	m.known[key] = uint32(len(m.values))
	return uint32(len(m.values)), nil
}

// set sets the value of a row. Rows come in order; rows without a value may be left out.
func (m *columnBuilder) set(row int, v model.Value) error {
	code, err := m.code(v)
	m.pad(row)
	m.list = append(m.list, code)
	return err
}

// setList sets the values of a row of a list.
func (m *columnBuilder) setList(row int, values []model.Value) error {
	m.pad(row)
	for _, v := range values {
		code, err := m.code(v)
		if err != nil {
			return err
		}
		if code != 0 {
			m.list = append(m.list, code)
		}
	}
	m.ends = append(m.ends, uint32(len(m.list)))
	return nil
}

// pad adds rows without a value up to row.
func (m *columnBuilder) pad(row int) {
	if m.field.List {
		for len(m.ends) < row {
			m.ends = append(m.ends, uint32(len(m.list)))
		}
		return
	}
	for len(m.list) < row {
		m.list = append(m.list, 0)
	}
}

// build sorts the values and returns the column.
func (m *columnBuilder) build(rows int) (*column, error) {
	m.pad(rows)
	if len(m.list) > math.MaxInt32 {
		return nil, errRows
	}
	d, sorted, err := newDict(m.field, m.values)
	if err != nil {
		return nil, err
	}
	codeOf := make([]uint32, len(sorted)+1)
	for i, at := range sorted {
		codeOf[at+1] = uint32(i) + 1
	}
	for i, code := range m.list {
		m.list[i] = codeOf[code]
	}
	return &column{dict: d, codes: packCodes(m.list), ends: trim(m.ends), rows: rows, span: uint32(d.n) + 1}, nil
}

// newDict sorts distinct values of a field. It also returns their positions in sorted order.
func newDict(f *model.Field, values []model.Value) (d *dict, sorted []uint32, err error) {
	d = &dict{kind: f.Scalar, n: len(values)}
	sorted = make([]uint32, len(values))
	for i := range sorted {
		sorted[i] = uint32(i)
	}
	switch f.Scalar {
	case model.Int, model.Boolean, model.Cents:
		slices.SortFunc(sorted, func(a, b uint32) int { return cmp.Compare(values[a].Int, values[b].Int) })
		d.ints = make([]int64, len(values))
		for i, at := range sorted {
			d.ints[i] = values[at].Int
		}
		return d, sorted, nil
	case model.Float:
		slices.SortFunc(sorted, func(a, b uint32) int { return cmp.Compare(values[a].Float, values[b].Float) })
		d.floats = make([]float64, len(values))
		for i, at := range sorted {
			d.floats[i] = values[at].Float
		}
		return d, sorted, nil
	case model.Date:
		err = d.addDates(values, sorted)
	case model.Text:
		err = d.addText(values, sorted, f.Prose)
	default:
		slices.SortFunc(sorted, func(a, b uint32) int { return cmp.Compare(values[a].Text, values[b].Text) })
	}
	if err == nil {
		d.text, err = packQuoted(len(sorted), func(i int) string { return values[sorted[i]].Text })
	}
	return d, sorted, err
}

// addText sorts by folded form, then by code points; prose by code points only.
func (d *dict) addText(values []model.Value, sorted []uint32, prose bool) (err error) {
	if prose {
		slices.SortFunc(sorted, func(a, b uint32) int { return cmp.Compare(values[a].Text, values[b].Text) })
		return nil
	}
	folded := make([]string, len(values))
	for i, v := range values {
		folded[i] = model.Fold(v.Text)
	}
	slices.SortFunc(sorted, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(folded[a], folded[b]), cmp.Compare(values[a].Text, values[b].Text))
	})
	d.folded, err = packTexts(len(sorted), func(i int) string { return folded[sorted[i]] })
	return err
}

// addDates sorts by first day, then by text.
func (d *dict) addDates(values []model.Value, sorted []uint32) error {
	first, last := make([]model.Days, len(values)), make([]model.Days, len(values))
	for i, v := range values {
		var err error
		if first[i], last[i], err = model.ParseDate(v.Text); err != nil {
			return err
		}
	}
	slices.SortFunc(sorted, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(first[a], first[b]), cmp.Compare(values[a].Text, values[b].Text))
	})
	d.first, d.last, d.ties = make([]model.Days, d.n), make([]model.Days, d.n), make([]uint32, d.n)
	for i, at := range sorted {
		d.first[i], d.last[i], d.ties[i] = first[at], last[at], uint32(i)+1
		if i > 0 && d.first[i] == d.first[i-1] {
			d.ties[i] = d.ties[i-1]
		}
	}
	return nil
}

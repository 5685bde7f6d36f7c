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
	// texts has the distinct values of a field with texts, ids, dates or enum values; it is nil for
	// one with numbers, whose bits are in numbers.
	texts   *interned
	known   map[uint64]uint32
	numbers []uint64
	// lastText is the text that was added last, and lastCode its code: the claims of an object often
	// have the same date, place and source.
	lastText string
	lastCode uint32
	// list has, for each row or item, the number of its value plus one, or 0.
	list codeList
	// ends is used for lists only.
	ends []uint32
}

func newColumnBuilder(f *model.Field) *columnBuilder {
	switch f.Scalar {
	case model.Int, model.Boolean, model.Cents, model.Float:
		return &columnBuilder{field: f, known: map[uint64]uint32{}}
	}
	return &columnBuilder{field: f, texts: newInterned()}
}

// code returns the number of a value plus one; the value is added if it is new.
func (m *columnBuilder) code(v model.Value) (uint32, error) {
	if v.Null() {
		return 0, nil
	}
	if v.Kind != m.field.Scalar {
		return 0, fmt.Errorf("%s has the value %q, which is of another kind than the field", m.field.Path(), v)
	}
	if m.texts != nil {
		if m.lastCode != 0 && v.Text == m.lastText {
			return m.lastCode, nil
		}
		n, err := m.texts.number(v.Text)
		if err != nil {
			return 0, err
		}
		m.lastText, m.lastCode = m.texts.at(n), uint32(n)+1
		return m.lastCode, nil
	}
	bits := uint64(v.Int)
	if v.Kind == model.Float {
		if math.IsNaN(v.Float) {
			return 0, fmt.Errorf("%s is not a number", m.field.Path())
		}
		bits = math.Float64bits(v.Float)
	}
	code, known := m.known[bits]
	if !known {
		m.numbers = append(m.numbers, bits)
		code = uint32(len(m.numbers))
		m.known[bits] = code
	}
	return code, nil
}

// distinct is the number of distinct values so far.
func (m *columnBuilder) distinct() int {
	if m.texts != nil {
		return m.texts.len()
	}
	return len(m.numbers)
}

// set sets the value of a row. Rows come in order; rows without a value may be left out.
func (m *columnBuilder) set(row int, v model.Value) error {
	code, err := m.code(v)
	m.pad(row)
	m.list.add(code)
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
			m.list.add(code)
		}
	}
	m.ends = append(m.ends, uint32(m.list.len()))
	return nil
}

// pad adds rows without a value up to row.
func (m *columnBuilder) pad(row int) {
	if m.field.List {
		for len(m.ends) < row {
			m.ends = append(m.ends, uint32(m.list.len()))
		}
		return
	}
	for m.list.len() < row {
		m.list.add(0)
	}
}

// build sorts the values and returns the column. The builder is of no use afterwards.
func (m *columnBuilder) build(rows int) (*column, error) {
	m.pad(rows)
	if m.list.len() > math.MaxInt32 {
		return nil, errRows
	}
	m.known = nil
	d, sorted, err := m.dict()
	if err != nil {
		return nil, err
	}
	m.texts, m.numbers, m.lastText = nil, nil, ""
	codeOf := make([]uint32, len(sorted)+1)
	for i, at := range sorted {
		codeOf[at+1] = uint32(i) + 1
	}
	return &column{dict: d, codes: m.list.codes(codeOf), ends: trim(m.ends), rows: rows, span: uint32(d.n) + 1}, nil
}

// dict sorts the distinct values. It also returns their numbers in sorted order.
func (m *columnBuilder) dict() (d *dict, sorted []uint32, err error) {
	d = &dict{kind: m.field.Scalar, n: m.distinct()}
	sorted = make([]uint32, d.n)
	for i := range sorted {
		sorted[i] = uint32(i)
	}
	switch m.field.Scalar {
	case model.Int, model.Boolean, model.Cents:
		slices.SortFunc(sorted, func(a, b uint32) int { return cmp.Compare(int64(m.numbers[a]), int64(m.numbers[b])) })
		d.ints = make([]int64, d.n)
		for i, at := range sorted {
			d.ints[i] = int64(m.numbers[at])
		}
		return d, sorted, nil
	case model.Float:
		float := func(at uint32) float64 { return math.Float64frombits(m.numbers[at]) }
		slices.SortFunc(sorted, func(a, b uint32) int { return cmp.Compare(float(a), float(b)) })
		d.floats = make([]float64, d.n)
		for i, at := range sorted {
			d.floats[i] = float(at)
		}
		return d, sorted, nil
	}
	m.texts.slots = nil // no more values are added
	texts := &m.texts.textList
	switch {
	case m.field.Scalar == model.Date:
		err = d.addDates(texts, sorted)
	case m.field.Scalar == model.Text && !m.field.Prose:
		err = d.addFolded(texts, sorted)
	default:
		sortTexts(sorted, texts.at, nil)
	}
	if err == nil {
		d.text, err = packQuoted(d.n, func(i int) string { return texts.at(int(sorted[i])) })
	}
	return d, sorted, err
}

// addFolded sorts by folded form, then by code points.
func (d *dict) addFolded(list *textList, sorted []uint32) error {
	var folded textList
	for i := range list.len() {
		if err := folded.add(model.Fold(list.at(i))); err != nil {
			return err
		}
	}
	sortTexts(sorted, folded.at, func(a, b uint32) int { return cmp.Compare(list.at(int(a)), list.at(int(b))) })
	var err error
	d.folded, err = packTexts(len(sorted), func(i int) string { return folded.at(int(sorted[i])) })
	return err
}

// addDates sorts by first day, then by text.
func (d *dict) addDates(list *textList, sorted []uint32) error {
	first, last := make([]model.Days, d.n), make([]model.Days, d.n)
	for i := range d.n {
		var err error
		if first[i], last[i], err = model.ParseDate(list.at(i)); err != nil {
			return err
		}
	}
	slices.SortFunc(sorted, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(first[a], first[b]), cmp.Compare(list.at(int(a)), list.at(int(b))))
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

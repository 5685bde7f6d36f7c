package dataset

import (
	"cmp"
	"slices"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// fill sets the plain values of an object's fields, and reports whether sources disagree about
// any of them. A single value is that of the best claim; a list has the values of all claims,
// each value once. Deprecated claims do not count, unless all is set: a deprecated object
// still shows the values that were stated about it.
func (m *merger) fill(o *store.Object, fields []*model.Field, claims []claim, all bool) (disputed bool) {
	for _, f := range fields {
		m.ofField = m.ofField[:0]
		for i := range claims {
			if c := &claims[i]; c.field == f && (all || !m.deprecated(c.provenance)) {
				m.ofField = append(m.ofField, c)
			}
		}
		list := m.ofField
		if len(list) == 0 {
			continue
		}
		switch {
		case f.Scalar == model.Parts:
			o.Parts = append(o.Parts, store.PartList{Field: f, Objects: m.parts(f, list)})
			disputed = disputed || m.contradictory(list)
		case f.List:
			o.Lists = append(o.Lists, store.List{Field: f, Values: union(list)})
		default:
			best := slices.MinFunc(list, compareClaims)
			o.Cells = append(o.Cells, best.cells...)
			disputed = disputed || m.contradictory(list)
		}
	}
	return disputed
}

// union returns the values of a list of scalars, each once: dates by their first day, others in
// the order of the dataset.
func union(claims []*claim) (values []model.Value) {
	for _, c := range claims {
		if v := c.cells[0].Value; !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	slices.SortStableFunc(values, func(a, b model.Value) int {
		if a.Kind != model.Date {
			return 0
		}
		first, _, _ := model.ParseDate(a.Text) // the reader has checked both
		second, _, _ := model.ParseDate(b.Text)
		return cmp.Compare(first, second)
	})
	return values
}

// parts returns the objects of a list, each once. Objects with evidence of their own are
// in the order of the dataset, those with a source in that of compareStated, others in that of
// compareParts.
func (m *merger) parts(f *model.Field, claims []*claim) []*store.Object {
	same := map[string][]*claim{}
	var order []string
	for _, c := range claims {
		key := m.partIdentity(c)
		if same[key] == nil {
			order = append(order, key)
		}
		same[key] = append(same[key], c)
	}
	evidence, source := m.evidenceOf(f.Object), m.sourceOf(f.Object)
	objects := make([]*store.Object, 0, len(order))
	for _, key := range order {
		o := &store.Object{Cells: merged(same[key])}
		if evidence != nil {
			lines := make([]*claim, 0, len(same[key]))
			for _, c := range same[key] {
				lines = append(lines, &claim{provenance: c.provenance})
			}
			o.Parts = []store.PartList{{Field: evidence, Objects: m.lines(&m.schema.Evidence, lines)}}
		}
		if source != nil {
			o.Refs = []store.Ref{{Field: source, ID: same[key][0].source}}
		}
		objects = append(objects, o)
	}
	switch {
	case source != nil:
		slices.SortStableFunc(objects, func(a, b *store.Object) int { return compareStated(a, b, f.Object, source) })
	case evidence == nil:
		slices.SortStableFunc(objects, func(a, b *store.Object) int { return compareParts(a, b, f.Object) })
	}
	return objects
}

// merged returns the values of the best claim, completed from the next best ones.
func merged(claims []*claim) (cells []store.Cell) {
	claims = slices.Clone(claims)
	slices.SortStableFunc(claims, compareClaims)
	for _, c := range claims {
		for _, cell := range c.cells {
			if !slices.ContainsFunc(cells, func(have store.Cell) bool { return have.Field == cell.Field }) {
				cells = append(cells, cell)
			}
		}
	}
	return cells
}

// lines returns claims or evidence as objects, best first. A claim without a field is
// about the subject as a whole.
func (m *merger) lines(l *statement.Line, claims []*claim) []*store.Object {
	slices.SortStableFunc(claims, compareClaims)
	n := 0
	for _, c := range claims {
		n += cellsOf(c)
	}
	// The objects and their cells are parts of one list each.
	objects, list := make([]*store.Object, len(claims)), make([]store.Object, len(claims))
	cells, refs := make([]store.Cell, 0, n), make([]store.Ref, len(claims))
	for i, c := range claims {
		start := len(cells)
		if c.field != nil {
			cells = append(cells,
				store.Cell{Field: l.Field, Value: model.TextValue(c.field.Name)},
				store.Cell{Field: l.Value, Value: model.TextValue(c.text)})
		}
		cells = append(cells, store.Cell{Field: l.Rank, Value: model.EnumOf(m.schema.Rank.Values[c.rank].Name)})
		if c.date != "" {
			cells = append(cells, store.Cell{Field: l.Date, Value: model.DateValue(c.date)})
		}
		if c.locator != "" {
			cells = append(cells, store.Cell{Field: l.Locator, Value: model.TextValue(c.locator)})
		}
		refs[i] = store.Ref{Field: l.Source, ID: c.source}
		list[i] = store.Object{Cells: cells[start:len(cells):len(cells)], Refs: refs[i : i+1 : i+1]}
		objects[i] = &list[i]
	}
	return objects
}

// cellsOf returns the number of cells in the line of a claim.
func cellsOf(c *claim) int {
	n := 1
	for _, present := range []bool{c.field != nil, c.field != nil, c.date != "", c.locator != ""} {
		if present {
			n++
		}
	}
	return n
}

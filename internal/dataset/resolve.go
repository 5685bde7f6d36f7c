package dataset

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// fill gives an object the plain values of its fields, and says whether sources differ
// about one. A single value is that of the best claim; a list holds what any claim
// states, each once. Deprecated claims do not count, unless all is set: an object that is
// deprecated itself still shows what was said of it.
func (l *loader) fill(o *store.Object, fields []*model.Field, claims []claim, all bool) (disputed bool) {
	of := map[*model.Field][]*claim{}
	for i := range claims {
		if c := &claims[i]; all || !l.deprecated(&c.statement) {
			of[c.field] = append(of[c.field], c)
		}
	}
	for _, f := range fields {
		list := of[f]
		if len(list) == 0 {
			continue
		}
		switch {
		case f.Scalar == model.Parts:
			o.Parts = append(o.Parts, store.PartList{Field: f, Objects: l.parts(f, list)})
			disputed = disputed || anyTwo(list, l.contradict)
		case f.List:
			o.Lists = append(o.Lists, store.List{Field: f, Values: union(list)})
		default:
			best := slices.MinFunc(list, compareClaims)
			o.Cells = append(o.Cells, best.cells...)
			disputed = disputed || anyTwo(list, l.contradict)
		}
	}
	return disputed
}

// union is the values of a list of scalars, each once, in the order of the dataset.
func union(claims []*claim) (values []model.Value) {
	for _, c := range claims {
		if v := c.cells[0].Value; !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}

// parts is the objects of a list, each once. Those with evidence of their own are in the
// order of the dataset, others as compareParts has it.
func (l *loader) parts(f *model.Field, claims []*claim) []*store.Object {
	same := map[string][]*claim{}
	var order []string
	for _, c := range claims {
		key := partIdentity(c)
		if same[key] == nil {
			order = append(order, key)
		}
		same[key] = append(same[key], c)
	}
	evidence := l.evidenceOf(f.Object)
	objects := make([]*store.Object, 0, len(order))
	for _, key := range order {
		o := &store.Object{Cells: merged(same[key])}
		if evidence != nil {
			lines := make([]*claim, 0, len(same[key]))
			for _, c := range same[key] {
				lines = append(lines, &claim{statement: c.statement})
			}
			o.Parts = []store.PartList{{Field: evidence, Objects: l.lines(l.evidencePart, lines)}}
		}
		objects = append(objects, o)
	}
	if evidence == nil {
		slices.SortStableFunc(objects, func(a, b *store.Object) int { return compareParts(a, b, f.Object) })
	}
	return objects
}

// merged are the values of the best claim, and what it lacks from the next best.
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

// anyTwo says whether any two of the claims differ.
func anyTwo(claims []*claim, differ func(a, b *claim) bool) bool {
	for i, a := range claims {
		for _, b := range claims[:i] {
			if differ(a, b) {
				return true
			}
		}
	}
	return false
}

// valuesDiffer says whether two claims of a single value disagree. A date does not
// disagree with a less precise one that it lies in.
func valuesDiffer(a, b *claim) bool {
	if a.field.Scalar != model.Date {
		return a.text != b.text
	}
	aFirst, aLast, _ := model.ParseDate(a.text) // checked when it was read
	bFirst, bLast, _ := model.ParseDate(b.text)
	within := aFirst >= bFirst && aLast <= bLast || bFirst >= aFirst && bLast <= aLast
	return !within
}

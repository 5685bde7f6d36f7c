package dataset

import (
	"cmp"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// graph brings all statements together. It reports what is wrong with the whole; the
// result is of use only when nothing is.
func (l *loader) graph() *store.Graph {
	g := &store.Graph{Model: l.model, Name: l.set.name, Version: l.Version, Date: l.set.date, Licence: l.set.licence, Former: map[string]string{}}
	for former := range l.set.merged {
		g.Former[former], _ = l.set.now(former) // a circle was reported
	}
	for _, e := range l.order {
		if !e.related && !e.head {
			l.warn(e.at, "%q has no relation to anything; state one, or leave it out", e.id)
		}
		g.Entities = append(g.Entities, l.entityObject(e))
	}
	for _, r := range l.relationOrder {
		if l.entities[r.id] != nil {
			l.fault(l.entities[r.id].at, "the id %q is that of a relation (%v); choose another", r.id, r.at)
		}
		g.Relations = append(g.Relations, l.relationObject(r))
	}
	byID := func(a, b *store.Object) int { return strings.Compare(a.ID, b.ID) }
	slices.SortFunc(g.Entities, byID)
	slices.SortFunc(g.Relations, byID)
	return g
}

func (l *loader) entityObject(e *entity) *store.Object {
	o := &store.Object{Type: e.kind, ID: e.id}
	inOrder(e.claims)
	l.rankByAuthority(e.claims)
	disputed := l.fill(o, l.stated[e.kind], e.claims, false)
	o.Cells = append(o.Cells, store.Cell{Field: e.kind.Field(fieldDisputed), Value: model.BoolValue(disputed)})
	l.checkObject(o, e.at, e.claims, e.incomplete)
	lines := make([]*claim, 0, len(e.claims))
	for i := range e.claims {
		lines = append(lines, &e.claims[i])
	}
	if len(lines) > 0 {
		o.Parts = append(o.Parts, store.PartList{Field: e.kind.Field(fieldClaims), Objects: l.lines(l.claimPart, lines)})
	}
	return o
}

func (l *loader) relationObject(r *relation) *store.Object {
	inOrder(r.claims)
	l.rankByAuthority(r.claims)
	o := &store.Object{Type: r.kind, ID: r.id, From: r.from.id, To: r.to.id}
	for i, f := range r.kind.Key {
		if !r.key[i].Null() {
			o.Cells = append(o.Cells, store.Cell{Field: f, Value: r.key[i]})
		}
	}
	deprecated := !slices.ContainsFunc(r.itself, func(s statement) bool { return !l.deprecated(&s) })
	disputed := l.fill(o, l.stated[r.kind], r.claims, deprecated)
	o.Cells = append(o.Cells,
		store.Cell{Field: r.kind.Field(fieldDisputed), Value: model.BoolValue(disputed)},
		store.Cell{Field: r.kind.Field(fieldDeprecated), Value: model.BoolValue(deprecated)})
	l.checkObject(o, r.at, r.claims, r.incomplete)
	lines := make([]*claim, 0, len(r.itself)+len(r.claims))
	for _, s := range r.itself {
		lines = append(lines, &claim{statement: s})
	}
	for i := range r.claims {
		lines = append(lines, &r.claims[i])
	}
	o.Parts = append(o.Parts, store.PartList{Field: r.kind.Field(fieldEvidence), Objects: l.lines(l.evidencePart, lines)})
	return o
}

// inOrder puts claims in the order of the dataset: by file, then line.
func inOrder(claims []claim) {
	slices.SortStableFunc(claims, func(a, b claim) int {
		return cmp.Or(strings.Compare(a.at.file, b.at.file), cmp.Compare(a.at.line, b.at.line))
	})
}

func (l *loader) deprecated(s *statement) bool { return s.rank >= l.rank.Position(rankDeprecated) }

// lines are claims or evidence as parts, in their order. A claim without a field speaks
// for the whole.
func (l *loader) lines(part *model.Type, claims []*claim) []*store.Object {
	slices.SortStableFunc(claims, compareClaims)
	objects := make([]*store.Object, 0, len(claims))
	for _, c := range claims {
		o := &store.Object{Refs: []store.Ref{{Field: part.Field(partSource), ID: c.source}}}
		set := func(name string, v model.Value) {
			o.Cells = append(o.Cells, store.Cell{Field: part.Field(name), Value: v})
		}
		if c.field != nil {
			set(partField, model.TextValue(c.field.Name))
			set(partValue, model.TextValue(c.text))
		}
		set(partRank, model.EnumOf(l.rank.Values[c.rank].Name))
		if c.date != "" {
			set(partDate, model.DateValue(c.date))
		}
		if c.locator != "" {
			set(partLocator, model.TextValue(c.locator))
		}
		objects = append(objects, o)
	}
	return objects
}

// checkObject checks what can only be seen once all statements are together: that
// nothing required is missing, and that nothing ends before it starts.
func (l *loader) checkObject(o *store.Object, at place, claims []claim, incomplete bool) {
	if !incomplete {
		for _, f := range l.stated[o.Type] {
			if f.NonNull && !f.List && f.Scalar != model.Embedded && o.Value(f).Null() {
				l.fault(at, "%s of %q is missing; every %s has one, stated by a source that is not deprecated", f.Name, o.ID, o.Type.Name)
			}
		}
	}
	for _, p := range periods {
		first, last := o.Type.Field(p[0]), o.Type.Field(p[1])
		if first == nil || last == nil || o.Value(first).Null() || o.Value(last).Null() {
			continue
		}
		begin, _, err := model.ParseDate(o.Value(first).Text)
		_, end, err2 := model.ParseDate(o.Value(last).Text)
		if cmp.Or(err, err2) == nil && end < begin {
			l.fault(lineOf(claims, last, o.Value(last), at), "%s %s of %q is before its %s %s; correct one, or rank the claims", p[1], o.Value(last).Text, o.ID, p[0], o.Value(first).Text)
		}
	}
}

// lineOf is where a value is stated.
func lineOf(claims []claim, f *model.Field, v model.Value, otherwise place) place {
	for i := range claims {
		if claims[i].field == f && claims[i].value(f) == v {
			return claims[i].at
		}
	}
	return otherwise
}

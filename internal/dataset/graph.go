package dataset

import (
	"iter"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// graph calls take with the objects of the graph, entities before relations and each in the order of
// their ids, and reports faults that concern the dataset as a whole. The objects are valid only if
// the report has no faults. Claims are released as they are read, since objects are many times as
// large.
func (m *merger) graph(take func(o *store.Object)) {
	former := m.formerIDs()
	next, stop := iter.Pull2(m.claims.All())
	defer stop()
	d := &claimDecoder{decoder: decoder{fields: m.fields}}
	id, value, more := next()
	for _, e := range m.sorted() {
		if m.stopped() {
			return
		}
		d.release()
		for ; more && id == e.id; id, value, more = next() {
			d.from = value
			d.read()
		}
		if !e.related && !e.isSource && !e.deprecated() {
			m.warn(m.place(e.at), "%q has no relation to any other entity; state one, or delete the entity", e.id)
		}
		o := m.entityObject(e, d.claims)
		m.addFormer(o, former[e.id])
		take(o)
	}
	m.eachRelation(d, func(r *relation) { take(m.relationObject(r)) })
}

// sorted returns the entities in the order of their ids.
func (m *merger) sorted() []*entity {
	sorted := slices.Clone(m.order)
	slices.SortFunc(sorted, func(a, b *entity) int { return strings.Compare(a.id, b.id) })
	return sorted
}

// eachRelation calls f with each relation, in the order of their ids. It is valid until f returns.
func (m *merger) eachRelation(d *claimDecoder, f func(r *relation)) {
	var rel relation
	finish := func() {
		if e := m.entities[rel.id]; e != nil {
			m.fault(m.place(e.at), "the id %q is the id of a relation (%v); choose another id", rel.id, m.place(rel.at))
		}
		if rel.kind != nil {
			f(&rel)
		}
	}
	for id, value := range m.relations.All() {
		if m.stopped() {
			return
		}
		if id != rel.id {
			finish()
			d.release()
			rel = relation{id: id, itself: rel.itself[:0], claims: rel.claims[:0]}
		}
		r := m.relation(d, value)
		m.join(&rel, &r)
	}
	finish()
}

// metadata returns the metadata of the graph.
func (m *merger) metadata() *store.Graph {
	g := &store.Graph{Model: m.schema.Model, Name: m.about.Name, Version: m.about.Version, Date: m.about.Date, Licence: m.about.Licence, Former: map[string]string{}}
	for former := range m.about.Merged {
		g.Former[former], _ = m.about.Current(former) // a circle is a fault
	}
	return g
}

func (m *merger) entityObject(e *entity, claims []claim) *store.Object {
	o := &store.Object{Type: e.kind, ID: e.id, Cells: make([]store.Cell, 0, len(claims)+1)}
	claims = m.eachOnce(claims)
	disputed := m.settle(o, claims, e.deprecated())
	o.Cells = append(o.Cells, store.Cell{Field: e.kind.Field(fieldDisputed), Value: model.BoolValue(disputed)})
	if m.checkRequired(o, e.at, e.incomplete); !e.deprecated() {
		m.checkPeriod(o, e.at, claims)
	}
	e.period = periodOf(o)
	if len(claims) > 0 {
		lines := make([]*claim, 0, len(claims))
		for i := range claims {
			lines = append(lines, &claims[i])
		}
		o.Parts = append(o.Parts, store.PartList{Field: e.kind.Field(fieldClaims), Objects: m.lines(&m.schema.Claim, lines)})
	}
	return o
}

func (m *merger) relationObject(r *relation) *store.Object {
	o := &store.Object{Type: r.kind, ID: r.id, From: r.from.id, To: r.to.id, Cells: make([]store.Cell, 0, len(r.kind.Key)+2*len(r.claims)+2)}
	for i, f := range r.kind.Key {
		if !r.key[i].Null() {
			o.Cells = append(o.Cells, store.Cell{Field: f, Value: r.key[i]})
		}
	}
	deprecated := !slices.ContainsFunc(r.itself, func(s itself) bool { return !m.deprecated(s.provenance) })
	r.claims = m.eachOnce(r.claims)
	disputed := m.settle(o, r.claims, deprecated)
	o.Cells = append(o.Cells,
		store.Cell{Field: r.kind.Field(fieldDisputed), Value: model.BoolValue(disputed)},
		store.Cell{Field: r.kind.Field(fieldDeprecated), Value: model.BoolValue(deprecated)})
	m.checkRequired(o, r.at, r.incomplete)
	m.checkPeriod(o, r.at, r.claims)
	m.warnOfPeriod(o, r)
	lines, itself := make([]*claim, 0, len(r.itself)+len(r.claims)), make([]claim, len(r.itself))
	for i, s := range r.itself {
		itself[i].provenance = s.provenance
		lines = append(lines, &itself[i])
	}
	for i := range r.claims {
		lines = append(lines, &r.claims[i])
	}
	o.Parts = append(o.Parts, store.PartList{Field: r.kind.Field(fieldEvidence), Objects: m.lines(&m.schema.Evidence, lines)})
	return o
}

// settle ranks the claims of an object, and sets its plain values from them. It reports whether
// sources disagree about any of them.
func (m *merger) settle(o *store.Object, claims []claim, all bool) (disputed bool) {
	m.rankByAuthority(claims)
	return m.fill(o, m.schema.Fields(o.Type), claims, all)
}

// checkRequired checks that an object lacks no required field, once all of its statements are known.
func (m *merger) checkRequired(o *store.Object, at line, incomplete bool) {
	if incomplete {
		return
	}
	for _, f := range m.schema.Fields(o.Type) {
		if f.NonNull && !f.List && f.Scalar != model.Embedded && o.Value(f).Null() {
			m.fault(m.place(at), "%s of %q is missing; every %s needs one, stated by a source that is not deprecated", f.Name, o.ID, o.Type.Name)
		}
	}
}

// checkPeriod checks that the period of an object does not end before it starts.
func (m *merger) checkPeriod(o *store.Object, at line, claims []claim) {
	first, last := o.Type.WithRole(model.Start), o.Type.WithRole(model.Finish)
	if first == nil || last == nil || o.Value(first).Null() {
		return
	}
	begin, _, err := model.ParseDate(o.Value(first).Text)
	if v, end := latest(o, last); err == nil && !v.Null() && end < begin {
		m.fault(m.place(statedAt(claims, last, v, at)), "%s %s of %q is before its %s %s; correct one of them, or rank the claims", last.Name, v.Text, o.ID, first.Name, o.Value(first).Text)
	}
}

// latest returns the value of a date field that ends last, with its last day.
func latest(o *store.Object, f *model.Field) (latest model.Value, end model.Days) {
	for _, v := range slices.Concat(o.Values(f), []model.Value{o.Value(f)}) {
		if _, last, err := model.ParseDate(v.Text); err == nil && (latest.Null() || last > end) {
			latest, end = v, last
		}
	}
	return latest, end
}

// statedAt returns the line at which a value is stated.
func statedAt(claims []claim, f *model.Field, v model.Value, otherwise line) line {
	for i := range claims {
		if claims[i].field == f && claims[i].value(f) == v {
			return claims[i].line
		}
	}
	return otherwise
}

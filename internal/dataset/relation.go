package dataset

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// relation collects the statements of all sources about one relation.
type relation struct {
	id       string
	kind     *model.Type
	from, to *entity
	key      []model.Value
	at       line
	// itself are the statements that the relation exists, claims those of its properties.
	itself     []itself
	claims     []claim
	incomplete bool
}

// itself is a statement that a relation exists.
type itself struct {
	*provenance
	line line
}

var base32Lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// RelationID returns the id of a relation: its type, then 16 characters of base 32 from
// the SHA-256 of its type, ends and key values (in the order of the schema, missing ones
// empty), joined by the unit separator. The id depends on nothing else.
func RelationID(t *model.Type, from, to string, key []model.Value) string {
	parts := []string{t.Name, from, to}
	for _, v := range key {
		parts = append(parts, v.String())
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x1f")))
	return t.Slug() + "-" + base32Lower.EncodeToString(sum[:10])
}

// relateNow keeps a record whose relation is known already: both ends are named by the id of an
// entity that was declared. It reports false for any other record, also for one with a fault, which
// waits until all entities are known.
func (m *merger) relateNow(r *record) bool {
	if r.itself == nil || m.hasUnknown(r) {
		return false
	}
	var ends [2]*entity
	for i, end := range []*model.End{r.kind.From, r.kind.To} {
		ref := property(r.subject, end.Name).Text
		if ref == "" || statement.IsIdentifier(ref) || m.undeclared[ref] {
			return false
		}
		id, ok := m.about.Current(ref)
		e := m.entities[id]
		if _, removed := m.about.Removed[ref]; removed || !ok || e == nil || !end.Target.Types.Has(e.kind) {
			return false
		}
		ends[i] = e
	}
	faults := len(m.Faults)
	key, ok := m.keyOf(r)
	if m.Faults = m.Faults[:faults]; !ok || ends[0] == ends[1] {
		return false
	}
	m.keep(r, RelationID(r.kind, ends[0].id, ends[1].id, key), ends[0], ends[1], key)
	return true
}

// hasUnknown reports whether the key of a relation has a property that its type has not.
func (m *merger) hasUnknown(r *record) bool {
	return slices.ContainsFunc(r.subject.Key, func(p statement.Property) bool {
		return r.kind.End(p.Name) == nil && statement.KeyField(r.kind, p.Name) == nil
	})
}

// relate keeps a record for its relation, once all entities are known.
func (m *merger) relate(r *record) {
	t := r.kind
	for _, p := range r.subject.Key {
		if t.End(p.Name) == nil && statement.KeyField(t, p.Name) == nil {
			m.fault(placeOf(r.subject, p), "%q is neither an end nor a key property of %s; %s", p.Name, t.Name,
				statement.Suggest(p.Name, append(statement.Names(t.Key), t.From.Name, t.To.Name)))
		}
	}
	if r.itself == nil {
		if !r.incomplete {
			m.fault(r.subject.Place, "properties of a %s are stated, but not the relation itself; its reader must yield a statement without a field first", t.Name)
		}
		return
	}
	from, to := m.end(t.From, r), m.end(t.To, r)
	key, ok := m.keyOf(r)
	if from == nil || to == nil || !ok {
		return
	}
	if from == to {
		m.fault(m.place(r.at), "%q is at both ends of a %s; an entity cannot be related to itself", from.id, t.Name)
		return
	}
	m.keep(r, RelationID(t, from.id, to.id, key), from, to, key)
}

// join adds a record to its relation; the first one makes the relation.
func (m *merger) join(rel *relation, r *keptRelation) {
	if rel.kind == nil {
		rel.kind, rel.from, rel.to, rel.key, rel.at = r.kind, r.from, r.to, r.key, r.itself.line
	} else if rel.kind != r.kind || rel.from != r.from || rel.to != r.to || !slices.Equal(rel.key, r.key) {
		m.fault(m.place(r.itself.line), "the id %q of this relation is that of another one too (%v); report this to the maintainers, who must make ids longer", rel.id, m.place(rel.at))
		return
	}
	if m.repeated(rel, r) {
		return
	}
	rel.itself = append(rel.itself, r.itself)
	rel.claims = append(rel.claims, r.claims...)
	rel.incomplete = rel.incomplete || r.incomplete
}

// repeated reports whether one source states a relation twice in the same words, and warns of it.
func (m *merger) repeated(rel *relation, r *keptRelation) bool {
	for _, before := range rel.itself {
		if compareProvenance(before.provenance, r.itself.provenance) != 0 {
			continue
		}
		for i := range r.claims {
			if !slices.ContainsFunc(rel.claims, func(c claim) bool { return c.repeats(&r.claims[i]) }) {
				return false
			}
		}
		m.warn(m.place(r.itself.line), "the same %s is stated in line %d; delete one of the two, or distinguish their places with at:", rel.kind.Name, before.line.line)
		return true
	}
	return false
}

// end returns the entity at an end of a relation. It returns nil if the end is missing,
// unknown, or of a type that cannot be at this end; the fault is then reported.
func (m *merger) end(end *model.End, r *record) *entity {
	p := property(r.subject, end.Name)
	current, _ := m.about.Current(p.Text)
	switch {
	case p.Text == "" && p.Line > 0 && r.incomplete:
		return nil // its reader has reported it
	case p.Text == "":
		m.fault(r.subject.Place, "%s is missing; every %s has both %s and %s", end.Name, end.Relation.Name, end.Relation.From.Name, end.Relation.To.Name)
		return nil
	case m.undeclared[p.Text] && r.itself.source == current:
		return nil // the fault in the declaration of the source is reported
	}
	e, err := m.find(p.Text)
	if err != nil {
		m.fault(placeOf(r.subject, p), "%s: %v", end.Name, err)
		return nil
	}
	if !end.Target.Types.Has(e.kind) {
		m.fault(placeOf(r.subject, p), "%s: %q is of type %s; this end must be of type %s", end.Name, e.id, e.kind.Name, strings.Join(typeNames(end.Target.Members), " or "))
		return nil
	}
	return e
}

// keyOf returns the key properties of a relation, in the order of the schema.
func (m *merger) keyOf(r *record) (key []model.Value, ok bool) {
	ok = true
	for _, field := range r.kind.Key {
		p := property(r.subject, field.Name)
		var v model.Value
		switch {
		case p.Text != "":
			var err error
			if v, err = parse(field, p.Text); err != nil {
				m.fault(placeOf(r.subject, p), "%s: %v", field.Name, err)
				ok = false
			}
		case p.Line > 0:
			ok = false // its reader has reported it
		case field.NonNull:
			m.fault(r.subject.Place, "%s is missing; every %s has one", field.Name, r.kind.Name)
			ok = false
		}
		key = append(key, v)
	}
	return key, ok
}

// property returns a property of the key of a relation, or the zero Property.
func property(s *statement.Subject, name string) statement.Property {
	for _, p := range s.Key {
		if p.Name == name {
			return p
		}
	}
	return statement.Property{}
}

// placeOf returns where a property of the key is written.
func placeOf(s *statement.Subject, p statement.Property) statement.Place {
	if p.Line == 0 {
		return s.Place
	}
	return statement.Place{File: s.Place.File, Line: p.Line}
}

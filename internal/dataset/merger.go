package dataset

import (
	"context"
	"errors"
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/spool"
)

// Names of fields that every schema has. All other names come from schema.graphqls.
const (
	fieldIdentifiers = "identifiers"
	fieldClaims      = "claims"
	fieldEvidence    = "evidence"
	fieldDisputed    = "disputed"
	fieldDeprecated  = "deprecated"
)

// merger collects statements as claims of entities and relations.
//
// Statements arrive in any order. Their claims are kept as bytes, sorted by entity or relation.
// Those about an entity that is named by an external identifier, and relations of an entity that is
// not known yet, wait until all entities are.
type merger struct {
	*Report
	ctx    context.Context
	steps  int
	schema *statement.Schema
	about  *statement.About

	entities map[string]*entity
	// order has the entities in the order in which they were declared.
	order []*entity
	// external has the entities by external identifier, as scheme:value.
	external map[string]*entity

	// claims are those about entities, by the entity's id, and relations the records of relations,
	// by the relation's id.
	claims, relations spool.Sorter
	fields            *fieldNumbers
	// buffer has the bytes of one record; it is reused.
	buffer []byte

	// current is the record whose statements are arriving; its claims are reused.
	current record
	// byIdentifier and related are the records that wait for all entities.
	byIdentifier, related []*record

	// lastProvenance is the provenance of the last statement; lastOrigin is the same as its
	// reader gave it.
	lastProvenance *provenance
	lastOrigin     origin
	// sources are the ids of all sources, with the place of the first statement.
	sources map[string]statement.Place
	// undeclared are the ids of sources whose declaration has a fault.
	undeclared map[string]bool
	// ofField are the claims of one field; the slice is reused.
	ofField []*claim
	files   filesSeen
}

// entity is what the merger needs of an entity besides its claims.
type entity struct {
	id string
	// number is its position in the order.
	number int
	kind   *model.Type
	at     line
	// identifiers are those that are claimed.
	identifiers []identified
	// period is known once its plain values are.
	period period
	// claimed reports whether there is a claim about it, and current whether one of them is not
	// deprecated.
	claimed, current bool
	// related reports whether the entity is an end of a relation.
	related bool
	// isSource reports whether the entity is a source that declares itself.
	isSource bool
	// incomplete reports whether a statement about it has a fault, so that missing fields need
	// not be reported too.
	incomplete bool
}

// identified is a claim of an identifier, as scheme:value.
type identified struct {
	text       string
	line       line
	deprecated bool
}

// record collects consecutive statements of one source about one subject.
type record struct {
	subject *statement.Subject
	kind    *model.Type
	// owner is the entity that the subject names by its id.
	owner *entity
	// unusable reports whether the subject has a fault that was already reported.
	unusable bool
	// itself is the provenance of the statement that the relation exists, at the place of
	// that statement.
	itself *provenance
	at     line
	claims []claim
	// faults are the faults of a subject that is named by an external identifier; they are
	// reported once the entity is found.
	faults     []Fault
	incomplete bool
}

func newMerger(ctx context.Context, schema *statement.Schema, about *statement.About, report *Report) *merger {
	return &merger{
		Report: report, ctx: ctx, schema: schema, about: about,
		entities: map[string]*entity{}, external: map[string]*entity{}, fields: newFieldNumbers(),
		sources: map[string]statement.Place{}, undeclared: map[string]bool{},
	}
}

// stopEvery is the number of steps after which the merger looks at its context.
const stopEvery = 256

// stopped reports whether the context has ended. Every loop over statements, entities or
// relations calls it.
func (m *merger) stopped() bool {
	m.steps++
	return m.steps%stopEvery == 0 && m.ctx.Err() != nil
}

// add takes one element of a stream: a statement or a fault.
func (m *merger) add(st *statement.Statement, err error) {
	if st.Subject == nil {
		if err == nil {
			err = errors.New("the statement has no subject; its reader must give one")
		}
		m.fault(st.Place, "%v", err)
		return
	}
	if m.current.subject != st.Subject {
		m.finishRecord()
		m.beginRecord(st)
	}
	if err == nil {
		err = m.addToRecord(st)
	}
	if err != nil {
		m.recordFault(st, err)
	}
}

// beginRecord starts the record of a subject.
func (m *merger) beginRecord(st *statement.Statement) {
	s := st.Subject
	r := &m.current
	*r = record{subject: s, kind: m.schema.Type(s.Type), claims: r.claims[:0]}
	switch {
	case r.kind == nil || r.kind.Kind != model.Entity && r.kind.Kind != model.Relation:
		known := append(typeNames(m.schema.Entities), typeNames(m.schema.Relations)...)
		m.fault(s.Place, "%q is not a type of entity or relation; %s", s.Type, statement.Suggest(s.Type, known))
		r.unusable = true
	case r.kind.Kind == model.Entity && !statement.IsIdentifier(s.ID):
		r.owner = m.declare(r.kind, s)
		r.unusable = r.owner == nil
		if r.kind == m.schema.Source && s.ID == st.Source {
			if r.owner != nil {
				r.owner.isSource = true
			} else {
				m.undeclared[s.ID] = true
			}
		}
	}
}

// addToRecord adds a statement to the current record.
func (m *merger) addToRecord(st *statement.Statement) error {
	r := &m.current
	if r.unusable {
		return nil
	}
	p, err := m.provenanceOf(st)
	if err != nil {
		return err
	}
	if st.Field == "" {
		if r.itself == nil {
			r.itself, r.at = p, m.files.line(st.Place)
		}
		return nil
	}
	c, err := m.claimOf(r.kind, st)
	if err != nil {
		return err
	}
	c.provenance, c.line = p, m.files.line(st.Place)
	r.claims = append(r.claims, c)
	return nil
}

// recordFault reports a fault of the current record. It reports nothing about a subject that
// is unusable, whose first fault must be corrected before.
func (m *merger) recordFault(st *statement.Statement, err error) {
	r := &m.current
	r.incomplete = true
	switch {
	case r.unusable || m.undeclared[st.Source] && m.isEnd(st.Subject, st.Source):
	case r.kind.Kind == model.Entity && r.owner == nil:
		r.faults = append(r.faults, faultAt(st.Place, "%v", err))
	default:
		m.fault(st.Place, "%v", err)
	}
}

// isEnd reports whether a relation has a source at one of its ends.
func (m *merger) isEnd(s *statement.Subject, source string) bool {
	return slices.ContainsFunc(s.Key, func(p statement.Property) bool { return p.Text == source })
}

// finishRecord adds the current record to its entity, or keeps it until all entities are
// known.
func (m *merger) finishRecord() {
	r := &m.current
	if r.subject == nil || r.unusable {
		return
	}
	r.incomplete = r.incomplete || r.subject.Incomplete
	if r.owner != nil {
		m.take(r.owner, r)
		return
	}
	if r.kind.Kind == model.Relation && m.relateNow(r) {
		return
	}
	waiting := *r
	waiting.claims = slices.Clone(r.claims)
	if r.kind.Kind == model.Relation {
		m.related = append(m.related, &waiting)
	} else {
		m.byIdentifier = append(m.byIdentifier, &waiting)
	}
}

// take adds a record to its entity.
func (m *merger) take(e *entity, r *record) {
	e.incomplete = e.incomplete || r.incomplete
	if len(r.claims) == 0 {
		return
	}
	e.claimed = true
	for i := range r.claims {
		c := &r.claims[i]
		deprecated := m.deprecated(c.provenance)
		e.current = e.current || !deprecated
		if c.field.Name == fieldIdentifiers {
			e.identifiers = append(e.identifiers, identified{strings.Clone(c.text), c.line, deprecated})
		}
	}
	c := coder{to: m.buffer[:0], fields: m.fields}
	c.claims(r.claims)
	m.claims.Add(e.id, c.to)
	m.buffer = c.to
}

// deprecated reports whether all claims about an entity are deprecated, so that its plain values are
// those that were stated last. If no relation states the entity either, stores leave it out of lists
// (store.Deprecated).
func (e *entity) deprecated() bool { return e.claimed && !e.current }

// resolve finds the subjects that could not be found while statements were arriving.
func (m *merger) resolve() {
	m.finishRecord()
	m.checkFormer()
	m.indexIdentifiers(false)
	for i, r := range m.byIdentifier {
		if m.stopped() {
			return
		}
		m.byIdentifier[i] = nil // only its claims are needed from here on
		if e := m.identified(r); e != nil {
			m.Faults = append(m.Faults, r.faults...)
			m.take(e, r)
		}
	}
	m.indexIdentifiers(true)
	m.indexDeprecated()
	for i, r := range m.related {
		if m.stopped() {
			return
		}
		m.related[i] = nil
		m.relate(r)
	}
	m.current, m.byIdentifier, m.related, m.external = record{}, nil, nil, nil
	m.checkSources()
}

func typeNames(types []*model.Type) []string {
	names := make([]string, 0, len(types))
	for _, t := range types {
		names = append(names, t.Name)
	}
	return names
}

package dataset

import (
	"slices"

	"whojoins/internal/model"
)

// keep keeps the record of a relation between two entities, until the relation is made of all of its
// records.
func (m *merger) keep(r *record, id string, from, to *entity, key []model.Value) {
	from.related, to.related = true, true
	c := coder{to: m.buffer[:0], fields: m.fields}
	c.number(uint64(slices.Index(m.schema.Relations, r.kind)))
	c.number(uint64(from.number))
	c.number(uint64(to.number))
	for _, v := range key {
		c.value(v)
	}
	c.line(r.at)
	c.provenance(r.itself)
	c.flag(r.incomplete)
	c.claims(r.claims)
	m.relations.Add(id, c.to)
	m.buffer = c.to
}

// keptRelation is a record of a relation.
type keptRelation struct {
	kind       *model.Type
	from, to   *entity
	key        []model.Value
	itself     itself
	incomplete bool
	claims     []claim
}

// relation reads what keep has kept.
func (m *merger) relation(d *claimDecoder, value string) (r keptRelation) {
	d.from = value
	r.kind = m.schema.Relations[d.number()]
	r.from, r.to = m.order[d.number()], m.order[d.number()]
	r.key = make([]model.Value, 0, len(r.kind.Key))
	for range r.kind.Key {
		r.key = append(r.key, d.value())
	}
	r.itself.line = d.line()
	r.itself.provenance = d.provenance()
	r.incomplete = d.flag()
	r.claims = d.read()
	return r
}

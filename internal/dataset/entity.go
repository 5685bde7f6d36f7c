package dataset

import (
	"fmt"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// maxFaultsToSuggest is the number of faults above which messages suggest no ids: each
// suggestion compares with every id.
const maxFaultsToSuggest = 100

// declare returns the entity that a subject names by its id, and creates it if there is none
// yet. A former id names the entity that it was merged into. If there can be no such entity,
// declare reports a fault and returns nil.
func (m *merger) declare(kind *model.Type, s *statement.Subject) *entity {
	if !statement.IsID(s.ID) {
		m.fault(s.Place, "%q is not an id; %s", s.ID, statement.IDRule)
		return nil
	}
	if at, removed := m.about.Removed[s.ID]; removed {
		m.fault(s.Place, "%q was removed (%v), and a removed id is never used again; choose another id", s.ID, at)
		return nil
	}
	id, ok := m.about.Current(s.ID)
	if !ok {
		return nil // checkFormer reports the circle
	}
	e := m.entities[id]
	if e == nil {
		id = strings.Clone(id) // it may be a part of a long text
		e = &entity{id: id, number: len(m.order), kind: kind, at: m.files.line(s.Place), period: always}
		m.entities[id] = e
		m.order = append(m.order, e)
	} else if e.kind != kind {
		m.fault(s.Place, "%q is of type %s here, but of type %s elsewhere (%v); one id has one type", s.ID, kind.Name, e.kind.Name, m.place(e.at))
		return nil
	}
	return e
}

// identified returns the entity that a record names by an external identifier. If there is
// none, it reports a fault and returns nil.
func (m *merger) identified(r *record) *entity {
	e, err := m.find(r.subject.ID)
	switch {
	case err != nil:
		m.fault(r.subject.Place, "%v", err)
		return nil
	case e.kind != r.kind:
		m.fault(r.subject.Place, "%q is of type %s, not %s (%v); move it to that type", r.subject.ID, e.kind.Name, r.kind.Name, m.place(e.at))
		return nil
	}
	return e
}

// find returns the entity with an id or an external identifier.
func (m *merger) find(ref string) (*entity, error) {
	if statement.IsIdentifier(ref) {
		if e := m.external[ref]; e != nil {
			return e, nil
		}
		identifier, err := statement.Ref(ref)
		if err != nil {
			return nil, err
		}
		if e := m.external[identifier]; e != nil {
			return e, nil
		}
		return nil, fmt.Errorf("no entity has the identifier %q; state it under identifiers: of an entity, or write the entity's id", ref)
	}
	if at, removed := m.about.Removed[ref]; removed {
		return nil, fmt.Errorf("%q was removed (%v), and a removed id is never used again; delete it here", ref, at)
	}
	id, ok := m.about.Current(ref)
	if e := m.entities[id]; ok && e != nil {
		return e, nil
	}
	return nil, fmt.Errorf("no entity has the id %q; %s", ref, m.suggestID(ref))
}

// suggestID returns the end of a message about an unknown id.
func (m *merger) suggestID(id string) string {
	if len(m.Faults) < maxFaultsToSuggest {
		ids := make([]string, 0, len(m.order))
		for _, e := range m.order {
			ids = append(ids, e.id)
		}
		if best := statement.Similar(id, ids); best != "" {
			return "did you mean " + best + "?"
		}
	}
	return "state it under entities: in the file of a source"
}

// indexIdentifiers indexes the entities by their external identifiers. It runs once when all
// statements that name their subject by id are known, and again, with report, when all
// statements are. An identifier belongs to one entity.
func (m *merger) indexIdentifiers(report bool) {
	for _, e := range m.order {
		for _, c := range e.identifiers {
			if c.deprecated {
				continue
			}
			if other := m.external[c.text]; other == nil {
				m.external[c.text] = e
			} else if other != e && report {
				m.fault(m.place(c.line), "the identifier %q belongs to %q already (%v); merge the two entities, or correct one of them", c.text, other.id, m.place(other.at))
			}
		}
	}
}

// indexDeprecated indexes the entities that no source states any longer by their last identifiers,
// where no other entity has these.
func (m *merger) indexDeprecated() {
	for _, e := range m.order {
		for _, c := range e.identifiers {
			if e.deprecated() && m.external[c.text] == nil {
				m.external[c.text] = e
			}
		}
	}
}

// checkFormer checks the former ids against the entities.
func (m *merger) checkFormer() {
	for id, former := range m.about.Merged {
		current, ok := m.about.Current(id)
		if !ok {
			m.fault(former.Place, "%q is merged into itself through other former ids; let it lead to an entity", id)
			continue
		}
		if m.entities[current] == nil {
			m.fault(former.Place, "%q leads to %q, which is not an entity; write the id of an entity, or move both ids to removed:", id, current)
		}
		if _, removed := m.about.Removed[id]; removed {
			m.fault(former.Place, "%q is both merged and removed; delete one of the two", id)
		}
	}
}

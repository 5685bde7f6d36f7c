package build

import (
	"slices"
	"strconv"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/identity"
	"whojoins/internal/model"
)

// plan says what becomes of each record.
type plan struct {
	schema *statement.Schema
	in     *Input
	about  *statement.About
	result *identity.Result
	// targets are the entities by the ids of their records.
	targets map[string]*target
	// owners are the records that keep an identifier, which two entities cannot have.
	owners   map[identity.Identifier]*target
	imported map[string]bool
	skip     map[statement.Place]bool
	// brought are the ids of the records that the imports with Counting state, by import.
	brought map[string]map[string]bool

	fresh, matched int
}

// target is an entity of the graph.
type target struct {
	id   string
	kind *model.Type
	// dropped reports whether the entity is left out: only imports that enrich have it, and none of
	// them brings it along, or it is a person who was removed.
	dropped bool
	// known reports whether others than imports that enrich state the entity. If it is kept although
	// they no longer do, silent has the records of imports that enrich, whose statements are left out:
	// they do not make it an entity that a source states.
	known  bool
	silent map[string]bool
	entity *identity.Entity
	// name is the record and the stream whose name is that of the entity; it is empty if a curated
	// file states it.
	name [2]string
	// stated are the texts of the record that comes first, by field.
	stated []statedText
}

// text returns the text of a field of the record that comes first. Fields of one name may be those of
// several types.
func (t *target) text(field string) string {
	for _, s := range t.stated {
		if s.field.Name == field {
			return s.text
		}
	}
	return ""
}

func newPlan(schema *statement.Schema, in *Input, result *identity.Result, c *collection) (*plan, error) {
	p := &plan{schema: schema, in: in, result: result, targets: map[string]*target{}, owners: map[identity.Identifier]*target{},
		imported: map[string]bool{}, skip: map[statement.Place]bool{}, brought: map[string]map[string]bool{}}
	about := *in.About
	about.Merged = map[string]statement.Former{}
	for id, former := range in.About.Merged {
		about.Merged[id] = former
	}
	p.about = &about
	for i := range result.Entities {
		p.add(&result.Entities[i], c)
	}
	if err := p.bring(c); err != nil {
		return nil, err
	}
	for i := range result.Entities {
		p.finish(&result.Entities[i], c)
	}
	p.own(c)
	return p, nil
}

// add adds an entity.
func (p *plan) add(e *identity.Entity, c *collection) {
	t := &target{id: e.ID, entity: e, dropped: true}
	for _, record := range e.Records {
		r := c.records[record.ID]
		t.dropped = t.dropped && r.enriching
		t.known = t.known || r.current && !r.enriching
		for _, s := range r.stated {
			if t.text(s.field.Name) == "" {
				t.stated = append(t.stated, s)
			}
		}
		p.targets[record.ID] = t
	}
	t.kind = c.records[e.Records[0].ID].kind
	t.dropped = t.dropped || slices.ContainsFunc(e.Records, p.forgotten)
	if t.known = t.known && !t.dropped; t.known || t.dropped {
		return
	}
	t.silent = map[string]bool{}
	for _, record := range e.Records {
		t.silent[record.ID] = c.records[record.ID].enriching
	}
}

// bring keeps the entities that imports bring along for those that others state.
func (p *plan) bring(c *collection) error {
	for i := range p.in.Imports {
		imp := &p.in.Imports[i]
		if imp.Counting == nil {
			continue
		}
		brought := map[string]bool{}
		p.brought[imp.Name] = brought
		for st, err := range imp.Counting(p.stated) {
			if c.ctx.Err() != nil {
				return c.ctx.Err()
			}
			if err != nil || st.Subject == nil || st.Subject.ID == "" {
				continue // the merge reports it
			}
			id := p.current(st.Subject.ID)
			brought[id] = true
			if t := p.targets[id]; t != nil && t.dropped {
				t.dropped = slices.ContainsFunc(t.entity.Records, p.forgotten)
			}
		}
	}
	return nil
}

// stated reports whether others than imports that enrich state the entity of a record.
func (p *plan) stated(id string) bool {
	t := p.targets[p.current(id)]
	return t != nil && t.known
}

// current follows a former id of a curated file.
func (p *plan) current(id string) string {
	if current, ok := p.in.About.Current(id); ok {
		return current
	}
	return id
}

// finish names an entity, and counts it.
func (p *plan) finish(e *identity.Entity, c *collection) {
	t := p.targets[e.Records[0].ID]
	t.name = p.naming(e, c)
	if t.dropped {
		return
	}
	if t.silent == nil && !slices.ContainsFunc(e.Records, func(r *identity.Record) bool { return r.Curated }) {
		p.fresh++
	}
	if len(e.Records) > 1 {
		p.matched++
	}
	for _, record := range e.Records[1:] {
		p.about.Merged[record.ID] = statement.Former{ID: e.ID, Stated: true}
	}
}

func (p *plan) forgotten(r *identity.Record) bool {
	if p.in.Forgotten == nil {
		return false
	}
	return p.in.Forgotten(r.ID) || slices.ContainsFunc(r.Identifiers, func(i identity.Identifier) bool { return p.in.Forgotten(i.String()) })
}

// naming returns the record and the stream that name an entity: a curated one, else the register
// of organisations, whose names are as they are written, else the first. A name of an import that
// brings entities along counts only where there is no other.
func (p *plan) naming(e *identity.Entity, c *collection) [2]string {
	rank := func(r *identity.Record) int {
		switch {
		case !c.records[r.ID].current:
			return 3
		case r.Curated && len(c.records[r.ID].named) > 0:
			return 0
		case slices.ContainsFunc(r.Identifiers, func(i identity.Identifier) bool { return r.ID == identity.IDOf(i) && i.Scheme == "ror" }):
			return 1
		}
		return 2
	}
	silent := p.targets[e.Records[0].ID].silent
	best, found := [2]string{}, false
	bestRank := 0
	for _, r := range e.Records {
		streams := p.namers(r.ID, c.records[r.ID].named)
		if len(streams) == 0 || silent[r.ID] || found && rank(r) >= bestRank {
			continue
		}
		best, bestRank, found = [2]string{r.ID, slices.Min(streams)}, rank(r), true
	}
	return best
}

// namers returns which of the streams that name a record count for its name.
func (p *plan) namers(id string, streams []string) []string {
	others := slices.DeleteFunc(slices.Clone(streams), func(name string) bool { return p.brought[name] != nil })
	if len(others) > 0 {
		return others
	}
	return slices.DeleteFunc(slices.Clone(streams), func(name string) bool { return !p.brought[name][id] })
}

// own decides which entity keeps an identifier that several have: the curated one, else the one
// that the register has under it, else the first; records that a source still states come before others.
func (p *plan) own(c *collection) {
	type claimant struct {
		t     *target
		place int
	}
	owners := map[identity.Identifier]claimant{}
	for i := range p.result.Entities {
		e := &p.result.Entities[i]
		t := p.targets[e.Records[0].ID]
		if t.dropped {
			continue
		}
		for _, r := range e.Records {
			for _, id := range r.Identifiers {
				place := 2
				switch {
				case r.Curated:
					place = 0
				case identity.IDOf(id) == r.ID:
					place = 1
				}
				if !c.records[r.ID].current {
					place += 3
				}
				if before, ok := owners[id]; !ok || place < before.place {
					owners[id] = claimant{t, place}
				}
			}
		}
	}
	for id, c := range owners {
		p.owners[id] = c.t
	}
}

// streams returns the streams of the graph: the curated ones as they are, the imports with the
// ids of the entities, and the reasons why records are one.
func (p *plan) streams() []statement.Stream {
	streams := slices.Clone(p.in.Curated)
	for i := range p.in.Imports {
		streams = append(streams, statement.Ahead(p.rewritten(&p.in.Imports[i])))
	}
	return append(streams, p.identities())
}

// identityFile is the place of the statements on identity.
const identityFile = "identity"

// identities yields the records of the entities that consist of several.
func (p *plan) identities() statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		for i := range p.result.Entities {
			e := &p.result.Entities[i]
			t := p.targets[e.Records[0].ID]
			if t.dropped || len(e.Records) < 2 {
				continue
			}
			subject := &statement.Subject{Type: t.kind.Name, ID: t.id, Place: statement.Place{File: identityFile, Line: i + 1}}
			for _, r := range e.Records {
				for _, source := range r.Sources {
					for _, v := range reasons(e, r) {
						st := statement.Statement{Subject: subject, Field: fieldIdentity, Value: v, Source: source, Place: subject.Place}
						if t.silent != nil {
							st.Rank = statement.Deprecated
						}
						if !yield(st, nil) {
							return
						}
					}
				}
			}
		}
	}
}

// reasons returns why a record is part of an entity. The first record has no reason.
func reasons(e *identity.Entity, r *identity.Record) (list []statement.Value) {
	for _, l := range e.Links {
		if l.Record == r {
			list = append(list, statement.Parts("record", r.Ref(), "left", l.Left, "right", l.Right, "reason", shortened(l.Reason),
				"score", strconv.FormatFloat(l.Score, 'f', -1, 64), "by", l.By))
		}
	}
	if len(list) == 0 {
		list = append(list, statement.Parts("record", r.Ref()))
	}
	return list
}

// shortened returns a reason that is not too long for a claim.
func shortened(s string) string {
	const most = 1000
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && s[cut]&0xc0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}

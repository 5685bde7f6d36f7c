package memory

import (
	"context"
	"slices"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

var _ store.Partners = (*view)(nil)

// Collaborators implements store.Partners.
func (v *view) Collaborators(ctx context.Context, q *plan.Collaborators, want store.CollaboratorOptions) (*store.Collaborators, error) {
	work, err := v.begin(ctx)
	if err != nil {
		return nil, err
	}
	participation := v.snap.model.Participation
	of, ok := v.snap.names.find(q.Of)
	if !ok || !participation.From.Target.Types.Has(v.snap.typ(of)) {
		return &store.Collaborators{}, nil
	}
	r := &run{work: work, snap: v.snap}
	p := &partners{run: r, rel: v.snap.relations[participation.Index], of: of}
	if on := q.On; on != nil {
		p.active = func(row uint32) bool { return p.rel.active(row, *on, *on) }
	}
	byName := r.order(r.entitySpace(), plan.Order{{Field: v.snap.model.AnyEntity.Field("name")}})
	in := r.filter(r.entitySpace(), q.In)
	visits := p.findInitiatives(in, want.Visits)
	if visits > want.Visits {
		return nil, store.TooManyPartners(participation, v.snap.id(of), visits, want.Visits)
	}
	p.counts = v.snap.partnerCounts()
	page, err := p.page(q, &byName, in == nil && q.On == nil && visits >= keptVisits)
	if !want.Total {
		page.Total = 0
	}
	p.counts.reset()
	v.snap.partners.Put(p.counts)
	if err == nil {
		err = work.Err()
	}
	return page, err
}

// partners finds the actors that participate in the same initiatives as one actor.
type partners struct {
	run *run
	rel *relations
	of  uint32
	// active reports whether a relation counts; if it is nil, all relations count.
	active filter
	// initiatives are the actor's initiatives that match the filter.
	initiatives []uint32
	counts      *partnerCounts
}

// partnerCounts counts the shared initiatives of each entity.
type partnerCounts struct {
	tally
	// last has, for each entity, the position plus one of the initiative in which it was last
	// seen.
	last []uint32
}

// partnerCounts returns counts that are all zero.
func (s *snapshot) partnerCounts() *partnerCounts {
	if known, ok := s.partners.Get().(*partnerCounts); ok {
		return known
	}
	n := s.entities.rows
	return &partnerCounts{tally: tally{counts: make([]uint32, n)}, last: make([]uint32, n)}
}

// remove forgets an entity that was counted.
func (c *partnerCounts) remove(e uint32) {
	c.tally.remove(e)
	c.last[e] = 0
}

func (c *partnerCounts) reset() {
	for _, e := range c.seen {
		c.last[e] = 0
	}
	c.tally.reset()
}

// findInitiatives finds the initiatives and returns the number of relations to visit. If the
// actor alone has more than limit relations, it visits none.
func (p *partners) findInitiatives(matches filter, limit int) (visits int) {
	rows := p.rel.byEnd[0].of(p.of)
	if len(rows) > limit {
		return len(rows)
	}
	far := p.rel.byEnd[0].beyond(p.of)
	for i, row := range rows {
		if p.run.stop() {
			return 0
		}
		if p.active == nil || p.active(row) {
			p.initiatives = append(p.initiatives, far[i])
		}
	}
	p.initiatives = p.run.ascending(p.initiatives, p.run.snap.entities.rows)
	if matches != nil {
		p.initiatives = slices.DeleteFunc(p.initiatives, func(e uint32) bool { return p.run.stop() || !matches(e) })
	}
	visits = len(rows)
	for _, e := range p.initiatives {
		visits += p.rel.byEnd[1].degree(e)
	}
	return visits
}

// count counts each initiative once for each actor in it, without the actor itself.
func (p *partners) count() {
	near, again := p.rel.byEnd[1], p.run.snap.repeated(p.rel)
	for i, initiative := range p.initiatives {
		first, last := near.window(initiative)
		if p.run.work.Add(int(last-first)*plan.UnitsRow) != nil {
			return
		}
		if p.active != nil {
			p.countActive(uint32(i)+1, near.rows[first:last], near.far[first:last])
		} else {
			p.counts.addUnmarked(near.far, again, first, last)
		}
	}
	p.counts.remove(p.of)
}

// countActive counts the active actors of the initiative with a number once each.
func (p *partners) countActive(number uint32, rows, actors []uint32) {
	last := p.counts.last
	for i, actor := range actors {
		if last[actor] != number && p.active(rows[i]) {
			last[actor] = number
			p.counts.add(actor)
		}
	}
}

// repeated returns the positions in the adjacency of the second ends at which an entity has a
// relation with the same entity as at an earlier one. It is found on first use.
func (s *snapshot) repeated(rel *relations) bits {
	near := rel.byEnd[1]
	return indexed(&s.indexes, indexKey{typ: rel.typ, measure: "repeated"}, len(near.far)/32, func() bits {
		again, last := newBits(len(near.far)), make([]uint32, s.entities.rows)
		for e := range uint32(s.entities.rows) {
			for at, end := near.window(e); at < end; at++ {
				if far := near.far[at]; last[far] == e+1 {
					again.add(at)
				} else {
					last[far] = e + 1
				}
			}
		}
		return again
	})
}

// page returns the page of the actors, with their number. That of a hub may be known.
func (p *partners) page(q *plan.Collaborators, byName *order, hub bool) (*store.Collaborators, error) {
	best := &order{ids: byName.ids, keys: append([]sortKey{{tally: &p.counts.tally, desc: true}}, byName.keys...)}
	page := &store.Collaborators{Known: true}
	rows, known, err := []uint32(nil), false, error(nil)
	if hub {
		rows, known, err = p.recall(best, q.Page, page)
	}
	if !known && err == nil {
		begun := p.run.work.Spent()
		p.count()
		page.Total = len(p.counts.seen)
		if rows, page.More, err = p.best(best, q.Page); hub && err == nil {
			err = p.keep(best, p.run.work.Spent()-begun)
		}
	}
	if err != nil {
		return page, err
	}
	for _, actor := range rows {
		page.Rows = append(page.Rows, store.Collaborator{
			ID: p.run.snap.id(actor), Name: byName.keys[0].value(actor).Text, Shared: int(p.counts.counts[actor]),
		})
	}
	if q.Initiatives > 0 {
		p.listInitiatives(rows, page.Rows, q.Initiatives, byName)
	}
	return page, nil
}

// best returns a page of the counted actors, and whether there are more.
func (p *partners) best(by *order, page plan.Page) (rows []uint32, more bool, err error) {
	kept, err := p.run.collector(by, page)
	if err != nil {
		return nil, false, err
	}
	for _, actor := range p.counts.seen {
		if p.run.stop() {
			break
		}
		if kept.full() && p.counts.counts[actor] < p.counts.counts[kept.rows[0]] {
			p.run.work.Count(len(by.keys) * plan.UnitsKeep)
			continue // it shares fewer than the last one on the page
		}
		kept.offer(actor)
	}
	rows, more = kept.page()
	return rows, more, nil
}

// listInitiatives adds to each row the first limit shared initiatives, by name. It stops as
// soon as all rows are complete.
func (p *partners) listInitiatives(actors []uint32, rows []store.Collaborator, limit int, byName *order) {
	// The counts are no longer needed, so last now holds the position of a row plus one.
	last, left := p.counts.last, len(rows)
	for _, actor := range p.counts.seen {
		last[actor] = 0
	}
	for i, actor := range actors {
		last[actor] = uint32(i) + 1
		rows[i].Initiatives = make([]string, 0, min(limit, rows[i].Shared))
	}
	for _, e := range p.initiativesByName(byName) {
		id := p.run.snap.id(e)
		for _, relation := range p.rel.byEnd[1].of(e) {
			if left == 0 || p.run.stop() {
				return
			}
			at := last[p.rel.ends[0][relation]]
			if at == 0 || p.active != nil && !p.active(relation) {
				continue
			}
			list := rows[at-1].Initiatives
			if n := len(list); n == cap(list) || n > 0 && list[n-1] == id {
				continue
			}
			rows[at-1].Initiatives = append(list, id)
			if len(list)+1 == cap(list) {
				left--
			}
		}
	}
}

// initiativesByName returns the initiatives by name, then by id.
func (p *partners) initiativesByName(byName *order) []uint32 {
	keys := make([]uint64, len(p.initiatives))
	for i, e := range p.initiatives {
		keys[i] = byName.keys[0].of(e)>>1<<32 | uint64(e)
	}
	if plan.Sort(p.run.work, keys) != nil {
		return nil
	}
	list := make([]uint32, len(keys))
	for i, key := range keys {
		list[i] = uint32(key)
	}
	return list
}

// id returns the id of an entity.
func (s *snapshot) id(entity uint32) string { return s.names.ids.text.at(int(entity)) }

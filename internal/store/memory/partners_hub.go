package memory

import (
	"slices"
	"sort"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

const (
	// keptVisits is the number of relations to visit from which on an actor is a hub, whose first
	// partners are kept: a hub is often asked for, and counting takes long.
	keptVisits = 2000
	// keptPartners is the number of partners that are kept of a hub, those that come first.
	keptPartners = 500
)

// hubPartners are the first partners of a hub, of all its initiatives and on any day.
type hubPartners struct {
	actors, counts []uint32
	// total is the number of all its partners, and units the work of counting them, which each page
	// costs: what an operation costs does not depend on what others requested before.
	total, units int
}

func (p *partners) hubKey() indexKey { return indexKey{typ: p.rel.typ, measure: "partners", of: p.of} }

// keep keeps the first partners, once all are counted, which took some units of work. Keeping them
// costs the caller nothing.
func (p *partners) keep(by *order, units int) error {
	before := p.run.work.Spent()
	rows, _, err := p.best(by, plan.Page{Limit: keptPartners})
	p.run.work.Count(before - p.run.work.Spent())
	if err == nil {
		err = p.run.work.Err()
	}
	if err != nil {
		return err
	}
	hub := &hubPartners{actors: slices.Clone(rows), counts: make([]uint32, len(rows)), total: len(p.counts.seen), units: units}
	for i, actor := range rows {
		hub.counts[i] = p.counts.counts[actor]
	}
	p.run.snap.indexes.keep(p.hubKey(), 2*len(rows), hub)
	return nil
}

// recall returns a page of the partners that are kept, and whether they are and the page lies among
// them.
func (p *partners) recall(by *order, page plan.Page, to *store.Collaborators) (rows []uint32, known bool, err error) {
	hub, _ := p.run.snap.indexes.kept(p.hubKey()).(*hubPartners)
	if hub == nil || page.Backward || page.Before != nil || page.Limit < 0 {
		return nil, false, nil
	}
	p.counts.set(hub.actors, hub.counts)
	start := 0
	if page.After != nil {
		after, err := by.position(page.After)
		if err != nil {
			return nil, false, err
		}
		start = sort.Search(len(hub.actors), func(i int) bool { return by.compare(hub.actors[i], after) > 0 })
	}
	end := start + page.Limit
	if end > len(hub.actors) && hub.total > len(hub.actors) {
		p.counts.reset()
		return nil, false, nil
	}
	end = min(end, len(hub.actors))
	p.run.work.Count(hub.units)
	to.Total, to.More = hub.total, end < hub.total
	return hub.actors[start:end], true, nil
}

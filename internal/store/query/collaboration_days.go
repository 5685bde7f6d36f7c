package query

import (
	"cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// period is from a first to a last day, both included. An unknown day sets no bound.
type period struct{ from, until model.Days }

// always is the period without bounds.
var always = period{model.FirstDay, model.LastDay}

// describe sets the days of a link.
func (p *period) describe(o *object) {
	if p.from > model.FirstDay && p.from <= model.LastDay {
		o.set("activeFrom", model.DateValue(model.FormatDay(p.from)))
	}
	if p.until < model.LastDay && p.until >= model.FirstDay {
		o.set("activeUntil", model.DateValue(model.FormatDay(p.until)))
	}
}

// taken is a participation of an actor.
type taken struct {
	initiative uint32
	period
}

// days returns, for each link shown, the first and the last day on which both actors took part in
// a shared initiative; nil if neither is selected. A pair that never took part on the same day has
// neither.
func (r *runner) days(n *collaborations) ([]period, error) {
	if !r.query.SelectsWithin("links", "activeFrom") && !r.query.SelectsWithin("links", "activeUntil") {
		return nil, nil
	}
	of, err := r.periods(n)
	if err != nil {
		return nil, err
	}
	list := make([]period, len(n.shown))
	for i, p := range n.shown {
		list[i] = period{model.LastDay + 1, model.FirstDay - 1}
		a, b := of[p.from], of[p.to]
		if err := r.work.Add((len(a) + len(b)) * plan.UnitsRow); err != nil {
			return nil, err
		}
		for len(a) > 0 && len(b) > 0 {
			if a[0].initiative != b[0].initiative {
				if a[0].initiative < b[0].initiative {
					a = a[1:]
				} else {
					b = b[1:]
				}
				continue
			}
			sameA, sameB := run(a), run(b)
			if err := r.work.Add(sameA * sameB); err != nil {
				return nil, err
			}
			for _, one := range a[:sameA] {
				for _, other := range b[:sameB] {
					list[i].extend(max(one.from, other.from), min(one.until, other.until))
				}
			}
			a, b = a[sameA:], b[sameB:]
		}
	}
	return list, nil
}

// run returns the number of participations at the beginning of a list that are in the same
// initiative.
func run(list []taken) int {
	n := 1
	for n < len(list) && list[n].initiative == list[0].initiative {
		n++
	}
	return n
}

// extend extends a period by another, unless that has no day.
func (p *period) extend(from, until model.Days) {
	if from <= until {
		p.from, p.until = min(p.from, from), max(p.until, until)
	}
}

// periods returns the participations of the actors in the links shown, by initiative. It reads
// those in initiatives with links.
func (r *runner) periods(n *collaborations) (map[uint32][]taken, error) {
	shown := make([]bool, len(n.found.Actors))
	for _, p := range n.shown {
		shown[p.from], shown[p.to] = true, true
	}
	var ids []string
	var read []*store.Participation
	for i := range n.found.List {
		if p := &n.found.List[i]; shown[p.Actor] {
			ids, read = append(ids, n.found.Relation(i)), append(read, p)
		}
	}
	if err := r.work.Add(len(n.found.List) + len(read)*plan.UnitsRef); err != nil {
		return nil, err
	}
	of := make(map[uint32][]taken, len(n.shown))
	t := r.model.Participation
	sel := &plan.Select{Type: t, Slots: []plan.Slot{&plan.Column{Field: t.WithRole(model.Start)}, &plan.Column{Field: t.WithRole(model.Finish)}}}
	if t.Within != nil {
		within := t.Within.Target
		sel.Slots = append(sel.Slots, &plan.EndOf{End: t.Within, Select: &plan.Select{Type: within, Slots: []plan.Slot{
			&plan.Column{Field: within.WithRole(model.Start)}, &plan.Column{Field: within.WithRole(model.Finish)}}}})
	}
	i := 0
	err := store.Lookup(r.ctx, r.view, ids, sel, func(c store.Cursor) {
		of[read[i].Actor] = append(of[read[i].Actor], taken{read[i].Initiative, readPeriod(c, t.Within != nil)})
		i++
	})
	if err != nil {
		return nil, err
	}
	for _, list := range of {
		if err := plan.SortFunc(r.work, list, func(a, b taken) int { return cmp.Compare(a.initiative, b.initiative) }); err != nil {
			return nil, err
		}
	}
	return of, nil
}

// readPeriod returns the period of the participation at the cursor: by its own dates or, where
// they are missing, by those of the initiative.
func readPeriod(c store.Cursor, within bool) period {
	since, until := c.Value(0), c.Value(1)
	if within && (since.Null() || until.Null()) && c.Enter(2) {
		if since.Null() {
			since = c.Value(0)
		}
		if until.Null() {
			until = c.Value(1)
		}
		c.Leave()
	}
	p := always
	if first, _, err := model.ParseDate(since.Text); err == nil {
		p.from = first
	}
	if _, last, err := model.ParseDate(until.Text); err == nil {
		p.until = last
	}
	return p
}

package storetest

import (
	"cmp"
	"context"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

var _ store.Partners = oracleView{}

// Collaborators implements store.Partners: for each actor and each initiative, it checks all
// relations.
func (v oracleView) Collaborators(ctx context.Context, q *plan.Collaborators, want store.CollaboratorOptions) (*store.Collaborators, error) {
	if err := store.Ended(ctx); err != nil {
		return nil, err
	}
	participation := v.graph.Model.Participation
	of := v.find(q.Of)
	if of == nil || !participation.From.Target.Types.Has(of.Type) {
		return &store.Collaborators{}, nil
	}
	joined, visits := v.initiativesOf(of, q), len(v.beside(of, participation.From.Side, false))
	if visits <= want.Visits {
		for _, initiative := range joined {
			visits += len(v.beside(initiative, participation.To.Side, false))
		}
	}
	if visits > want.Visits {
		return nil, store.TooManyPartners(participation, of.ID, visits, want.Visits)
	}
	page := &store.Collaborators{Known: true}
	for _, actor := range v.all(participation.From.Target, false) {
		c := store.Collaborator{ID: actor.ID, Name: fieldOf(actor, "name").Text}
		for _, initiative := range joined {
			if actor == of || !v.participates(actor, initiative, q.On) {
				continue
			}
			if c.Shared++; c.Shared <= q.Initiatives {
				c.Initiatives = append(c.Initiatives, initiative.ID)
			}
		}
		if c.Shared == 0 {
			continue
		}
		page.Total++
		if q.Page.After == nil || partnerOrder(partnerKey(c), q.Page.After) > 0 {
			page.Rows = append(page.Rows, c)
		}
	}
	slices.SortFunc(page.Rows, func(a, b store.Collaborator) int { return partnerOrder(partnerKey(a), partnerKey(b)) })
	if page.More = len(page.Rows) > q.Page.Limit; page.More {
		page.Rows = page.Rows[:q.Page.Limit]
	}
	return page, nil
}

// initiativesOf returns the requested initiatives of an actor, ordered by name.
func (o *oracle) initiativesOf(of *store.Object, q *plan.Collaborators) (list []*store.Object) {
	for _, initiative := range o.all(o.graph.Model.Participation.To.Target, false) {
		if o.participates(of, initiative, q.On) && o.match(initiative, q.In) {
			list = append(list, initiative)
		}
	}
	slices.SortFunc(list, func(a, b *store.Object) int {
		return cmp.Or(sorted(fieldOf(a, "name"), fieldOf(b, "name")), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// participates reports whether an actor participates in an initiative, on a day unless on is
// nil.
func (o *oracle) participates(actor, initiative *store.Object, on *model.Days) bool {
	return slices.ContainsFunc(o.beside(actor, o.graph.Model.Participation.From.Side, false), func(r *store.Object) bool {
		return r.To == initiative.ID && (on == nil || o.active(r, *on, *on))
	})
}

// partnerKey returns the number of shared initiatives, the name and the id.
func partnerKey(c store.Collaborator) []model.Value {
	return []model.Value{model.IntValue(int64(c.Shared)), model.TextValue(c.Name), model.IDValue(c.ID)}
}

// partnerOrder compares by the number of shared initiatives, highest first, then by name and
// id. A missing number counts as 0, and a missing name is last.
func partnerOrder(a, b []model.Value) int {
	return cmp.Or(cmp.Compare(b[0].Int, a[0].Int), directed(a[1], b[1], false), cmp.Compare(a[2].Text, b[2].Text))
}

// Participations implements store.Partners.
func (v oracleView) Participations(ctx context.Context, where plan.Predicate, visits int) (*store.Participations, error) {
	if err := store.Ended(ctx); err != nil {
		return nil, err
	}
	participation := v.graph.Model.Participation
	var found []*store.Object
	for _, r := range v.all(participation, false) {
		if v.match(r, where) {
			found = append(found, r)
		}
	}
	if len(found) > visits {
		return nil, store.TooManyParticipations(participation, len(found), visits)
	}
	slices.SortFunc(found, func(a, b *store.Object) int { return cmp.Compare(a.ID, b.ID) })
	participations := &store.Participations{Relation: func(i int) string { return found[i].ID }}
	for _, r := range found {
		participations.Actors, participations.Initiatives = append(participations.Actors, r.From), append(participations.Initiatives, r.To)
	}
	slices.Sort(participations.Actors)
	slices.Sort(participations.Initiatives)
	participations.Actors, participations.Initiatives = slices.Compact(participations.Actors), slices.Compact(participations.Initiatives)
	for _, r := range found {
		participations.List = append(participations.List, store.Participation{
			Actor: uint32(slices.Index(participations.Actors, r.From)), Initiative: uint32(slices.Index(participations.Initiatives, r.To))})
	}
	return participations, nil
}

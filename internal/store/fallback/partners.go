package fallback

import (
	"context"
	"slices"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// partners reads participations as lists of relations.
type partners struct{ *reader }

// Participations implements store.Partners.
func (p *partners) Participations(ctx context.Context, where plan.Predicate, visits int) (*store.Participations, error) {
	t := p.model.Participation
	list, total, err := p.relations(ctx, t, where, visits)
	switch {
	case err != nil:
		return nil, err
	case total > visits:
		return nil, store.TooManyParticipations(t, total, visits)
	}
	found := &store.Participations{List: make([]store.Participation, len(list)), Relation: func(i int) string { return list[i].id }}
	var actorAt, initiativeAt map[string]uint32
	if found.Actors, actorAt, err = p.endsOf(list, 0); err != nil {
		return nil, err
	}
	if found.Initiatives, initiativeAt, err = p.endsOf(list, 1); err != nil {
		return nil, err
	}
	for i, r := range list {
		if err := p.work.Add(plan.UnitsRef); err != nil {
			return nil, err
		}
		found.List[i] = store.Participation{Actor: actorAt[r.ends[0].id], Initiative: initiativeAt[r.ends[1].id]}
	}
	return found, nil
}

// endsOf returns the distinct ids at one end of relations, in ascending order, and the position
// of each id.
func (p *partners) endsOf(list []relation, end int) (ids []string, at map[string]uint32, err error) {
	for _, r := range list {
		ids = append(ids, r.ends[end].id)
	}
	if err := plan.Sort(p.work, ids); err != nil {
		return nil, nil, err
	}
	ids = slices.Compact(ids)
	if err := p.work.Add(len(ids) * plan.UnitsRef); err != nil {
		return nil, nil, err
	}
	at = make(map[string]uint32, len(ids))
	for i, id := range ids {
		at[id] = uint32(i)
	}
	return ids, at, nil
}

// Collaborators implements store.Partners.
func (p *partners) Collaborators(ctx context.Context, q *plan.Collaborators, options store.CollaboratorOptions) (*store.Collaborators, error) {
	t := p.model.Participation
	names, err := store.LookupNames(ctx, p.view, t.From.Target, q.Of)
	if err != nil || names[0].ID == "" {
		return &store.Collaborators{}, err
	}
	of := names[0].ID
	initiatives, err := p.initiatives(ctx, q, of, options.Visits)
	if err != nil {
		return nil, err
	}
	list, _, err := p.relations(ctx, t, plan.All{at(t.To, initiatives...), plan.ActiveOn(q.On)}, -1)
	if err != nil {
		return nil, err
	}
	rows, err := p.rows(ctx, list, of)
	if err != nil {
		return nil, err
	}
	page := store.PageOf(rows, q.Page)
	if options.Total {
		page.Total = len(rows)
	}
	return page, p.addInitiatives(ctx, page.Rows, list, q.Initiatives)
}

// initiatives returns the ids of an actor's initiatives that q requests, or an error if more
// than visits relations would be visited.
func (p *partners) initiatives(ctx context.Context, q *plan.Collaborators, of string, visits int) ([]string, error) {
	t := p.model.Participation
	own, err := p.count(ctx, t, at(t.From, of))
	if err != nil {
		return nil, err
	}
	if own > visits {
		return nil, store.TooManyPartners(t, of, own, visits)
	}
	where := plan.All{at(t.From, of), plan.ActiveOn(q.On)}
	if q.In != nil {
		where = append(where, &plan.AtEnd{End: t.To, Where: q.In})
	}
	list, _, err := p.relations(ctx, t, where, -1)
	if err != nil {
		return nil, err
	}
	ids, _, err := p.endsOf(list, 1)
	if err != nil {
		return nil, err
	}
	others, err := p.count(ctx, t, at(t.To, ids...))
	if err != nil {
		return nil, err
	}
	if own+others > visits {
		return nil, store.TooManyPartners(t, of, own+others, visits)
	}
	return ids, nil
}

// rows returns the actors of participations except the actor of, in the order of a page.
func (p *partners) rows(ctx context.Context, list []relation, of string) ([]store.Collaborator, error) {
	shared := map[string]map[string]bool{}
	var actors []string
	for _, r := range list {
		if err := p.work.Add(plan.UnitsRef); err != nil {
			return nil, err
		}
		actor := r.ends[0].id
		if actor == of {
			continue
		}
		if shared[actor] == nil {
			shared[actor] = map[string]bool{}
			actors = append(actors, actor)
		}
		shared[actor][r.ends[1].id] = true
	}
	names, err := store.LookupNames(ctx, p.view, p.model.Participation.From.Target, actors...)
	if err != nil {
		return nil, err
	}
	rows := make([]store.Collaborator, len(actors))
	for i, actor := range actors {
		rows[i] = store.Collaborator{ID: actor, Name: names[i].Name, Shared: len(shared[actor])}
	}
	return rows, store.SortCollaborators(p.work, rows)
}

// addInitiatives sets the first initiatives of each row, by name.
func (p *partners) addInitiatives(ctx context.Context, rows []store.Collaborator, list []relation, first int) error {
	if first == 0 {
		return nil
	}
	ids, _, err := p.endsOf(list, 1)
	if err != nil {
		return err
	}
	names, err := store.LookupNames(ctx, p.view, p.model.Participation.To.Target, ids...)
	if err != nil {
		return err
	}
	if err := store.SortNamed(p.work, names); err != nil {
		return err
	}
	participates := map[[2]string]bool{}
	for _, r := range list {
		participates[[2]string{r.ends[0].id, r.ends[1].id}] = true
	}
	for i := range rows {
		for _, initiative := range names {
			if err := p.work.Add(plan.UnitsRef); err != nil {
				return err
			}
			if len(rows[i].Initiatives) < first && participates[[2]string{rows[i].ID, initiative.ID}] {
				rows[i].Initiatives = append(rows[i].Initiatives, initiative.ID)
			}
		}
	}
	return nil
}

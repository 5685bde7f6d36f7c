package storetest

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// trueCandidates checks every actor with every participant or partner.
func (o *oracle) trueCandidates(q *plan.Candidates) any {
	p := o.graph.Model.Participation
	of := o.find(q.For)
	if of == nil || of.Type != nil && !p.To.Target.Types.Has(of.Type) && !p.From.Target.Types.Has(of.Type) {
		return nil
	}
	initiatives, actors := o.those(p.To.Target, nil), o.those(p.From.Target, nil)
	// shared returns the number of initiatives that two actors share.
	shared := func(a, b *store.Object, where plan.Predicate, on *model.Days) (n int) {
		for _, initiative := range initiatives {
			if o.match(initiative, where) && o.participates(a, initiative, on) && o.participates(b, initiative, on) {
				n++
			}
		}
		return n
	}
	var partners []*store.Object
	excluded := map[*store.Object]bool{of: true}
	for _, actor := range actors {
		if p.To.Target.Types.Has(of.Type) {
			if o.participates(actor, of, q.On) {
				partners, excluded[actor] = append(partners, actor), true
			}
			continue
		}
		if actor != of && shared(of, actor, q.In, q.On) > 0 {
			partners = append(partners, actor)
		}
		if shared(of, actor, nil, nil) > 0 {
			excluded[actor] = true
		}
	}
	if p.To.Target.Types.Has(of.Type) {
		delete(excluded, of)
	}
	type reason struct {
		store.Collaborator
		answer answer
	}
	type candidate struct {
		key    []model.Value
		answer answer
	}
	var found []candidate
	for _, actor := range actors {
		if excluded[actor] || !o.match(actor, q.Where) {
			continue
		}
		var reasons []reason
		for _, partner := range partners {
			if n := shared(actor, partner, q.In, q.On); n > 0 && partner != actor {
				reasons = append(reasons, reason{store.Collaborator{ID: partner.ID, Name: fieldOf(partner, "name").Text, Shared: n},
					answer{"partner": answer{"id": partner.ID}, "shared": n}})
			}
		}
		if len(reasons) == 0 {
			continue
		}
		slices.SortFunc(reasons, func(a, b reason) int { return partnerOrder(partnerKey(a.Collaborator), partnerKey(b.Collaborator)) })
		because := []answer{}
		for _, each := range reasons {
			because = append(because, each.answer)
		}
		found = append(found, candidate{
			partnerKey(store.Collaborator{ID: actor.ID, Name: fieldOf(actor, "name").Text, Shared: len(reasons)}),
			answer{"actor": answer{"id": actor.ID}, "score": len(reasons), "because": because},
		})
	}
	slices.SortFunc(found, func(a, b candidate) int { return partnerOrder(a.key, b.key) })
	nodes, rest := []answer{}, 0
	for _, each := range found {
		switch {
		case q.Page.After != nil && partnerOrder(each.key, q.Page.After) <= 0:
		case len(nodes) == q.Page.Limit:
			rest++
		default:
			nodes = append(nodes, each.answer)
		}
	}
	return answer{"nodes": nodes, "totalCount": len(found),
		"pageInfo": answer{"hasNextPage": rest > 0, "hasPreviousPage": q.Page.After != nil}}
}

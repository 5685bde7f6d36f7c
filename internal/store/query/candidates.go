package query

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// candidates finds the actors that have worked with the participants of an initiative or with the
// partners of an actor.
func (r *runner) candidates(q *plan.Candidates) ([]*object, error) {
	partners, excluded, known, err := r.partnersFor(q)
	if err != nil || !known {
		return nil, err
	}
	n, err := r.acquaintances(q, partners, excluded)
	if err != nil {
		return nil, err
	}
	page, total, err := r.candidatePage(n, q.Page)
	if err != nil {
		return nil, err
	}
	var nodes []*object
	for i := range page.Rows {
		row, node := &page.Rows[i], newObject(3)
		node.refer("actor", ref{id: row.ID, name: row.Name})
		node.set("score", model.IntValue(int64(row.Shared)))
		reasons, err := r.reasons(n, row.ID, q.Because)
		if err != nil {
			return nil, err
		}
		node.add("because", reasons...)
		nodes = append(nodes, node)
	}
	answer := &object{}
	cursor := func(i int) string { return cursorOf(plan.CandidatesOrder, &page.Rows[i]) }
	answer.connection(nodes, cursor, q.Page.After != nil, page.More)
	answer.set("totalCount", model.IntValue(int64(total)))
	return []*object{answer}, nil
}

// partnersFor returns the ids of the participants of an initiative, or of the partners of an
// actor, and of the actors that are no candidates. Without such an entity, known is false.
func (r *runner) partnersFor(q *plan.Candidates) (partners []string, excluded map[string]bool, known bool, err error) {
	p := r.model.Participation
	for _, end := range []*model.End{p.To, p.From} {
		names, err := store.LookupNames(r.ctx, r.view, end.Target, q.For)
		if err != nil {
			return nil, nil, false, err
		}
		id := names[0].ID
		if id == "" {
			continue
		}
		if end == p.To {
			partners, err = r.participants(plan.ActiveOn(q.On), id)
			return partners, setOf(partners), true, err
		}
		partners, excluded, err = r.partnersOf(q, id)
		return partners, excluded, true, err
	}
	return nil, nil, false, nil
}

// partnersOf returns the partners of an actor, and all that it shares any initiative with, at any
// time.
func (r *runner) partnersOf(q *plan.Candidates, id string) (partners []string, excluded map[string]bool, err error) {
	of := &plan.AtEnd{End: r.model.Participation.From, Where: &plan.Refers{Refs: []string{id}}}
	all, err := r.some(of)
	if err != nil {
		return nil, nil, err
	}
	joined, err := r.some(of, r.initiative(q.In), plan.ActiveOn(q.On))
	if err != nil {
		return nil, nil, err
	}
	any, err := r.participants(plan.All{}, all.Initiatives...)
	if err != nil {
		return nil, nil, err
	}
	partners, err = r.participants(plan.ActiveOn(q.On), joined.Initiatives...)
	excluded = setOf(any)
	excluded[id] = true
	return slices.DeleteFunc(partners, func(partner string) bool { return partner == id }), excluded, err
}

// participants returns the ids of the actors in initiatives.
func (r *runner) participants(condition plan.Predicate, initiatives ...string) ([]string, error) {
	found, err := r.some(&plan.AtEnd{End: r.model.Participation.To, Where: &plan.Refers{Refs: initiatives}}, condition)
	if err != nil {
		return nil, err
	}
	return found.Actors, nil
}

// some returns the participations that meet all conditions. They are no more than the cost of a
// request allows, and no limit of their own applies.
func (r *runner) some(conditions ...plan.Predicate) (*store.Participations, error) {
	return r.view.Participations(r.ctx, plan.All(conditions), maxParticipations)
}

func setOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// acquaintances are partners and candidates that have worked together, as positions in lists of
// ids in ascending order.
type acquaintances struct {
	partners, candidates []string
	// initiatives has the initiatives of each candidate, and members the partners in each of
	// them.
	initiatives, members incidence
	// scores is the number of partners that each candidate has worked with.
	scores []int
	// ranks has the rank of each partner in the order of names, once it is needed.
	ranks map[string]int
	// shared and seen count the shared initiatives of one candidate.
	shared, seen []uint32
}

// acquaintances finds the candidates.
func (r *runner) acquaintances(q *plan.Candidates, partners []string, excluded map[string]bool) (*acquaintances, error) {
	p := r.model.Participation
	theirs, err := r.some(&plan.AtEnd{End: p.From, Where: &plan.Refers{Refs: partners}}, r.initiative(q.In), plan.ActiveOn(q.On))
	if err != nil {
		return nil, err
	}
	found, err := r.some(&plan.AtEnd{End: p.To, Where: &plan.Refers{Refs: theirs.Initiatives}}, r.actor(q.Where), plan.ActiveOn(q.On))
	if err != nil {
		return nil, err
	}
	if err := r.work.Add((len(found.List) + len(found.Actors)) * plan.UnitsRow); err != nil {
		return nil, err
	}
	found.Relation = nil // the list is no longer the one that the store returned
	left := make([]bool, len(found.Actors))
	for i, id := range found.Actors {
		left[i] = excluded[id]
	}
	found.List = slices.DeleteFunc(found.List, func(x store.Participation) bool { return left[x.Actor] })
	n := &acquaintances{partners: theirs.Actors, candidates: found.Actors, shared: make([]uint32, len(theirs.Actors)), scores: make([]int, len(found.Actors))}
	var candidates incidence
	if n.members, _, err = r.incidences(theirs); err != nil {
		return nil, err
	}
	// Those of the candidates are among the initiatives of the partners: both lists ascend.
	place, at := make([]uint32, len(found.Initiatives)), 0
	for i, id := range found.Initiatives {
		for theirs.Initiatives[at] != id {
			at++
		}
		place[i] = uint32(at)
	}
	for i := range found.List {
		found.List[i].Initiative = place[found.List[i].Initiative]
	}
	found.Initiatives = theirs.Initiatives
	if candidates, n.initiatives, err = r.incidences(found); err != nil {
		return nil, err
	}
	pairs := 0
	for i := range uint32(len(theirs.Initiatives)) {
		pairs += len(candidates.of(i)) * len(n.members.of(i))
	}
	if pairs > r.query.Pairs {
		return nil, plan.Over(plan.TooLarge, "pairs", pairs, r.query.Pairs,
			"query for fewer candidates (`where`), in the initiatives of one programme (`in`), or on one day (`activeOn`)",
			"pairs of partners in the same of %d initiatives to count", len(theirs.Initiatives))
	}
	for candidate := range n.candidates {
		if err := r.countShared(n, uint32(candidate)); err != nil {
			return nil, err
		}
		n.scores[candidate] = len(n.seen)
	}
	return n, nil
}

// countShared counts the initiatives that a candidate shares with each partner.
func (r *runner) countShared(n *acquaintances, candidate uint32) error {
	for _, partner := range n.seen {
		n.shared[partner] = 0
	}
	n.seen = n.seen[:0]
	for _, initiative := range n.initiatives.of(candidate) {
		partners := n.members.of(initiative)
		if err := r.work.Add(plan.UnitsRow + len(partners)/pairsPerUnit); err != nil {
			return err
		}
		for _, partner := range partners {
			if n.shared[partner] == 0 {
				n.seen = append(n.seen, partner)
			}
			n.shared[partner]++
		}
	}
	return nil
}

// candidatePage returns a page of the candidates, and their total. It reads the names of those only
// whose score may put them on the page.
func (r *runner) candidatePage(n *acquaintances, page plan.Page) (*store.Collaborators, int, error) {
	var list []int
	for candidate, score := range n.scores {
		if score > 0 {
			list = append(list, candidate)
		}
	}
	err := plan.SortFunc(r.work, list, func(a, b int) int { return cmp.Compare(n.scores[b], n.scores[a]) })
	if err != nil {
		return nil, 0, err
	}
	var ids []string
	below, last := 0, 0
	for _, candidate := range list {
		score := n.scores[candidate]
		if page.After != nil && score > int(page.After[0].Int) {
			continue
		}
		if below > page.Limit && score < last {
			break
		}
		if page.After == nil || score < int(page.After[0].Int) {
			below++
		}
		ids, last = append(ids, n.candidates[candidate]), score
	}
	names, err := store.LookupNames(r.ctx, r.view, r.model.Participation.From.Target, ids...)
	if err != nil {
		return nil, 0, err
	}
	rows := make([]store.Collaborator, len(names))
	for i, name := range names {
		at, _ := slices.BinarySearch(n.candidates, name.ID)
		rows[i] = store.Collaborator{ID: name.ID, Name: name.Name, Shared: n.scores[at]}
	}
	if err := store.SortCollaborators(r.work, rows); err != nil {
		return nil, 0, err
	}
	return store.PageOf(rows, page), len(list), nil
}

// reasons returns the first partners that a candidate has worked with: most shared initiatives
// first, then by name, then by id.
func (r *runner) reasons(n *acquaintances, candidate string, first int) ([]*object, error) {
	if first == 0 {
		return nil, nil
	}
	if n.ranks == nil {
		var err error
		if n.ranks, err = r.ranks(r.model.Participation.From.Target, n.partners); err != nil {
			return nil, err
		}
	}
	at, _ := slices.BinarySearch(n.candidates, candidate)
	if err := r.countShared(n, uint32(at)); err != nil {
		return nil, err
	}
	seen := slices.Clone(n.seen)
	err := plan.SortFunc(r.work, seen, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(n.shared[b], n.shared[a]), cmp.Compare(n.ranks[n.partners[a]], n.ranks[n.partners[b]]))
	})
	if err != nil {
		return nil, err
	}
	var list []*object
	for _, partner := range seen[:min(first, len(seen))] {
		o := &object{}
		o.refer("partner", ref{id: n.partners[partner]})
		o.set("shared", model.IntValue(int64(n.shared[partner])))
		list = append(list, o)
	}
	return list, nil
}

package memory

import (
	"context"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Participations implements store.Partners.
func (v *view) Participations(ctx context.Context, where plan.Predicate, visits int) (*store.Participations, error) {
	work, err := v.begin(ctx)
	if err != nil {
		return nil, err
	}
	participation := v.snap.model.Participation
	r := &run{work: work, snap: v.snap}
	rel := v.snap.relations[participation.Index]
	rows, found := r.matching(rel, where, visits)
	switch {
	case work.Err() != nil:
		return nil, work.Err()
	case found > visits:
		return nil, store.TooManyParticipations(participation, found, visits)
	}
	ids := rel.table.columns[v.snap.model.AnyRelation.Field("id")].dict
	participations := &store.Participations{
		List:     make([]store.Participation, len(rows)),
		Relation: func(i int) string { return ids.text.at(int(rows[i])) },
	}
	participations.Actors = r.place(rows, rel.ends[0], func(i int, at uint32) { participations.List[i].Actor = at })
	participations.Initiatives = r.place(rows, rel.ends[1], func(i int, at uint32) { participations.List[i].Initiative = at })
	return participations, work.Err()
}

// matching returns the current relations that match a condition, by id, and their number. If
// that exceeds most, it does not return all of them.
func (r *run) matching(rel *relations, where plan.Predicate, most int) (rows []uint32, found int) {
	s := relationSpace(rel, false)
	is := r.filter(s, where)
	if is == nil {
		return rel.current, len(rel.current)
	}
	candidates, limited := r.candidates(s, where, len(rel.current)/fanOut)
	if !limited {
		candidates = rel.current
	}
	through, marks := r.sieve(s, where, is), new([blockRows]uint8)
	for len(candidates) > 0 {
		block := candidates[:min(len(candidates), blockRows)]
		candidates = candidates[len(block):]
		if r.work.Add(len(block)*plan.UnitsRow) != nil {
			return nil, 0
		}
		for i, row := range block {
			marks[i] = 1
			if limited && rel.isDeprecated.has(row) {
				marks[i] = 0
			}
		}
		through(block, marks[:len(block)])
		for i, row := range block {
			if marks[i] == 0 {
				continue
			}
			if found++; found <= most {
				rows = append(rows, row)
			}
		}
	}
	return rows, found
}

// place returns the distinct ids of the entities at one end of the relations, sorted, and calls
// tell with the position among them of each relation's entity.
func (r *run) place(rows, ends []uint32, tell func(i int, at uint32)) []string {
	entities, at := r.positions(rows, ends)
	list := make([]string, len(entities))
	for i, e := range entities {
		if r.work.Add(plan.UnitsRow) != nil {
			return nil
		}
		list[i] = r.snap.id(e)
	}
	for i, row := range rows {
		if r.work.Add(plan.UnitsRow) != nil {
			return nil
		}
		tell(i, at(ends[row]))
	}
	return list
}

// positions returns the distinct entities at one end of the relations, sorted, and a function that
// returns the position of each.
func (r *run) positions(rows, ends []uint32) (entities []uint32, at func(uint32) uint32) {
	set := newBits(r.snap.entities.rows)
	r.work.Count(len(set))
	for _, row := range rows {
		if r.work.Add(1) != nil {
			break // the caller finds the error
		}
		set.add(ends[row])
	}
	ranks := set.ranks()
	return set.list(nil), func(e uint32) uint32 { return ranks.of(set, e) }
}

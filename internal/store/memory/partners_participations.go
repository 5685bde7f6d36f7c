package memory

import (
	"context"
	"sort"

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
	participations := &store.Participations{List: make([]store.Participation, len(rows))}
	for i, row := range rows {
		participations.List[i].Relation = ids.text.at(int(row))
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
	for _, row := range candidates {
		if r.stop() {
			return nil, 0
		}
		if limited && rel.isDeprecated.has(row) || !is(row) {
			continue
		}
		if found++; found <= most {
			rows = append(rows, row)
		}
	}
	return rows, found
}

// place returns the distinct ids of the entities at one end of the relations, sorted, and calls
// tell with the position among them of each relation's entity.
func (r *run) place(rows, ends []uint32, tell func(i int, at uint32)) []string {
	entities := make([]uint32, len(rows))
	for i, row := range rows {
		entities[i] = ends[row]
	}
	entities = r.distinct(entities)
	list := make([]string, len(entities))
	for i, e := range entities {
		list[i] = r.snap.id(e)
	}
	for i, row := range rows {
		if r.work.Add(plan.UnitsSeek) != nil {
			return nil
		}
		e := ends[row]
		tell(i, uint32(sort.Search(len(entities), func(n int) bool { return entities[n] >= e })))
	}
	return list
}

package neo4j

import (
	"cmp"
	"context"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Participations implements store.Partners. If there are too many, a second statement counts
// them.
func (v *view) Participations(ctx context.Context, where plan.Predicate, visits int) (*store.Participations, error) {
	answer, err := v.read(ctx, CompileParticipations(v.store.model, where, visits))
	if err != nil {
		return nil, err
	}
	relations, actors, initiatives := texts(answer[0]), texts(answer[1]), texts(answer[2])
	if len(relations) > visits {
		if answer, err = v.read(ctx, compileJoinsCount(v.store.model, where)); err != nil {
			return nil, err
		}
		return nil, store.TooManyParticipations(v.store.model.Participation, intOf(answer[0]), visits)
	}
	// order has the positions of the relations, by their ids.
	order := make([]int, len(relations))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(relations[a], relations[b]) })
	list := make([]store.Participation, len(order))
	participations := &store.Participations{List: list, Relation: func(i int) string { return relations[order[i]] }}
	participations.Actors = positions(picked(actors, order), func(i int, at uint32) { list[i].Actor = at })
	participations.Initiatives = positions(picked(initiatives, order), func(i int, at uint32) { list[i].Initiative = at })
	return participations, nil
}

// picked returns the texts at some positions.
func picked(list []string, order []int) []string {
	ordered := make([]string, len(order))
	for i, at := range order {
		ordered[i] = list[at]
	}
	return ordered
}

// CompileParticipations returns the statement for the participations that match a condition;
// see Compile. The answer is three lists of ids: of the relations, of their first ends and of
// their second ends. If there are more than visits, it is one list of visits+1 empty texts and
// two empty lists.
func CompileParticipations(m *model.Model, where plan.Predicate, visits int) *Statement {
	c := newCompiler(m)
	l := c.list(&plan.Connection{Type: m.Participation, Where: where}, scope{})
	few, r := c.param(int64(visits)), l.row
	clauses := c.subquery(l.match()+" WITH "+r.variables()+" LIMIT "+c.param(int64(visits)+1)+
		" RETURN collect("+r.self+") AS found") + "\n" +
		"CALL (found) { WITH found WHERE size(found) <= " + few + " UNWIND found AS r" +
		" RETURN collect(r.id) AS relations, collect(startNode(r).id) AS actors, collect(endNode(r).id) AS initiatives }\n"
	many := "CASE WHEN size(found) <= " + few + " THEN relations ELSE [r IN found | ''] END"
	return c.statement(clauses, "["+many+", actors, initiatives]")
}

func compileJoinsCount(m *model.Model, where plan.Predicate) *Statement {
	c := newCompiler(m)
	l := c.list(&plan.Connection{Type: m.Participation, Where: where}, scope{})
	return c.statement("", "["+l.count()+"]")
}

// positions returns the distinct texts of a list, sorted, and calls assign with the position of
// each item of the list among them.
func positions(list []string, assign func(i int, at uint32)) []string {
	distinct := slices.Clone(list)
	slices.Sort(distinct)
	distinct = slices.Compact(distinct)
	at := make(map[string]uint32, len(distinct))
	for i, word := range distinct {
		at[word] = uint32(i)
	}
	for i, word := range list {
		assign(i, at[word])
	}
	return distinct
}

package neo4j

import (
	"cmp"
	"context"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Participations implements store.Partners. What is refused is counted by a statement of its own.
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
	participations := &store.Participations{List: make([]store.Participation, len(relations))}
	for i, id := range relations {
		participations.List[i].Relation = id
	}
	participations.Actors = place(actors, func(i int, at uint32) { participations.List[i].Actor = at })
	participations.Initiatives = place(initiatives, func(i int, at uint32) { participations.List[i].Initiative = at })
	slices.SortFunc(participations.List, func(a, b store.Participation) int { return cmp.Compare(a.Relation, b.Relation) })
	return participations, nil
}

// CompileParticipations writes the statement for the relations that join and meet a condition;
// see Compile. The answer is three lists of ids: of the relations, of their first ends
// and of their second; where there are more than visits, one more than that many empty
// words and nothing else.
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

// place gives the words of a list, each once and ascending, and tells of each of the list
// which of them it is.
func place(list []string, tell func(i int, at uint32)) []string {
	words := slices.Clone(list)
	slices.Sort(words)
	words = slices.Compact(words)
	at := make(map[string]uint32, len(words))
	for i, word := range words {
		at[word] = uint32(i)
	}
	for i, word := range list {
		tell(i, at[word])
	}
	return words
}

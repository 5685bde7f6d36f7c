package neo4j

import (
	"context"
	"strconv"
	"strings"

	"whojoins/model"
	"whojoins/plan"
	"whojoins/store"
)

const (
	// nearHops is how long the paths are, at most, that are looked for at once in a graph
	// with more relations than may be looked at.
	nearHops = 4
	// nearShare is the part of what may be looked at that the relations at both ends, and
	// at what is next to them, may be. A walk from both ends at once, a level of the one with
	// fewer relations at a time, takes at most four levels for paths of four relations.
	// None of them has more than that many: of the third and the fourth from one end the
	// other end had no fewer to offer.
	nearShare = 4
)

// Shortest implements store.Walker. The database looks from both ends at once too.
func (v *view) Shortest(ctx context.Context, q *plan.Paths, visits int) ([]store.Path, bool, error) {
	bounded := v.roams(q.Via, visits)
	answer, err := v.read(ctx, CompileShortest(v.store.model, q, visits, bounded))
	if err != nil {
		return nil, false, err
	}
	known, _ := answer[0].(bool)
	ended, _ := answer[1].(bool)
	paths := v.paths(items(answer[2]))
	switch {
	case !known:
		return nil, true, nil
	case bounded:
		return paths, ended && (len(paths) > 0 || q.MaxHops <= nearHops), nil
	}
	// The dataset may be another one than that which the statement was written for.
	return paths, !v.roams(q.Via, visits), nil
}

// roams says whether a walk along relations of some types, each seen from both its ends,
// might look at more than it may.
func (v *view) roams(via model.TypeSet, visits int) bool {
	all := 0
	for _, t := range typesOf(v.store.model, via) {
		all += 2 * v.info.Counts[t.Index]
	}
	return all > visits
}

// paths are those of an answer.
func (v *view) paths(list []any) []store.Path {
	relations, found := v.walking().relation, make([]store.Path, len(list))
	for i, each := range lists(list) {
		entities := lists(each[0])
		found[i].From = v.named(entities[0])
		for j, link := range lists(each[1]) {
			relationship, _ := link[0].(string)
			id, _ := link[1].(string)
			forward, _ := link[2].(bool)
			found[i].Steps = append(found[i].Steps, store.PathStep{Relation: relations[relationship], ID: id, Forward: forward, To: v.named(entities[j+1])})
		}
	}
	return found
}

// named is an entity that is told by its id, its type and its name.
func (v *view) named(told []any) store.Named {
	id, _ := told[0].(string)
	word, _ := told[1].(string)
	name, _ := told[2].(string)
	return store.Named{Type: v.store.types[word], ID: id, Name: name}
}

// CompileShortest writes the statement for the first of the shortest paths between two
// entities: whether there are both, whether paths were looked for, and the paths, each a
// list of its entities and one of its relations. With bounded they are looked for only
// where few relations are near, and up to nearHops.
func CompileShortest(m *model.Model, q *plan.Paths, visits int, bounded bool) *Statement {
	c := newCompiler(m)
	hops, few, via, ending := q.MaxHops, "true", anyOf(m, q.Via), impassable(m, "x")
	beyond := ""
	if ending != "" {
		beyond = "NOT " + ending
	}
	clauses := []string{"WITH *, " + c.lookUp(c.param(reference(q.From))) + " AS a, " + c.lookUp(c.param(reference(q.To))) + " AS b LIMIT 1"}
	if bounded {
		hops = min(hops, nearHops)
		most := c.param(visits / nearShare)
		few = "coalesce(near <= " + most + ", false)"
		clauses = append(clauses, "CALL (a, b) { WITH *, a."+degreeProperty+" + b."+degreeProperty+" AS own WHERE own <= "+most+
			" UNWIND [a, b] AS e MATCH (e)-"+via+"-(x)"+condition(beyond)+
			" WITH own, sum(x."+degreeProperty+") AS beyond RETURN max(own + beyond) AS near }")
	}
	var within []string
	if ending != "" {
		within = append(within, "none(x IN nodes(p) WHERE x <> a AND x <> b AND "+ending+")")
	}
	if active := c.activeOn(q.On); active != "" {
		within = append(within, "all(r IN relationships(p) WHERE "+active+")")
	}
	clauses = append(clauses,
		"WITH *, "+few+" AS few LIMIT 1",
		"CALL (a, b, few) { WITH * WHERE few AND a <> b MATCH p = allShortestPaths((a)-"+strings.TrimSuffix(via, "]")+"*.."+strconv.Itoa(hops)+"]-(b))"+condition(within...)+
			" WITH nodes(p) AS ends, relationships(p) AS links, [r IN relationships(p) | r.id] AS ids ORDER BY ids LIMIT "+c.param(q.First)+
			" RETURN collect([[x IN ends | [x.id, x.type, x.name]], [i IN range(0, size(ids) - 1) | [type(links[i]), ids[i], startNode(links[i]) = ends[i]]]]) AS paths }")
	return c.statement(strings.Join(clauses, "\n")+"\n", "[a IS NOT NULL AND b IS NOT NULL, few, paths]")
}

// impassable is the condition that an entity is of a type through which no path goes;
// empty when there is none.
func impassable(m *model.Model, entity string) string {
	var names []string
	for _, t := range m.Entities {
		if !t.Passable {
			names = append(names, t.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return entity + ":" + strings.Join(names, "|")
}

package neo4j

import (
	"context"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// In a graph with more relations than may be looked at, paths are looked for at once where
// a walk would not look at too many: one from both ends at once, a level of the one with
// fewer relations at a time. Of a walk for paths of nextHops both levels have no more than
// the relations of the two ends together, whichever it takes, since a second level from one
// end had no more than the first from the other. For paths of nearHops it takes at most
// four: two from each end, or a third and maybe a fourth from one of them, each of which had
// no more than the next level of the other. So they have at most twice as many as there are
// at both ends and at what is next to these.
const (
	nextHops  = 2
	nearHops  = 4
	nearShare = 2
)

// ShortestPaths implements store.PathFinder. The database looks from both ends at once too.
func (v *view) ShortestPaths(ctx context.Context, q *plan.Paths, visits int) ([]store.Path, bool, error) {
	answer, bounded, err := v.within(ctx, q.Via, visits, func(bounded bool) *Statement {
		return CompileShortest(v.store.model, q, visits, bounded)
	})
	if err != nil {
		return nil, false, err
	}
	known, _ := answer[0].(bool)
	ended, _ := answer[1].(bool)
	paths := v.paths(items(answer[2]))
	return paths, !known || ended && (!bounded || len(paths) > 0 || q.MaxHops <= nearHops), nil
}

// paths are those of an answer.
func (v *view) paths(list []any) []store.Path {
	found := make([]store.Path, len(list))
	for i, each := range lists(list) {
		entities := lists(each[0])
		found[i].From = v.named(entities[0])
		for j, link := range lists(each[1]) {
			relationship, _ := link[0].(string)
			id, _ := link[1].(string)
			forward, _ := link[2].(bool)
			found[i].Steps = append(found[i].Steps, store.PathStep{Relation: v.store.relations[relationship], ID: id, Forward: forward, To: v.named(entities[j+1])})
		}
	}
	return found
}

// named is an entity that is told by its id, its type and its name.
func (v *view) named(told []any) store.NamedEntity {
	id, _ := told[0].(string)
	word, _ := told[1].(string)
	name, _ := told[2].(string)
	return store.NamedEntity{Type: v.store.types[word], ID: id, Name: name}
}

// CompileShortest writes the statement for the first of the shortest paths between two
// entities: whether there are both, whether paths were looked for, and the paths, each a
// list of its entities and one of its relations. With bounded they are looked for only
// where no walk would look at too many relations, and up to nearHops.
func CompileShortest(m *model.Model, q *plan.Paths, visits int, bounded bool) *Statement {
	c := newCompiler(m)
	clauses := []string{"WITH *, " + c.lookUp(c.param(reference(q.From))) + " AS a, " + c.lookUp(c.param(reference(q.To))) + " AS b LIMIT 1"}
	if !bounded {
		clauses = append(clauses, c.shortest(q, "a <> b", q.MaxHops, "paths"))
		return c.statement(strings.Join(clauses, "\n")+"\n", "[a IS NOT NULL AND b IS NOT NULL, true, paths]")
	}
	passable := impassable(m, "x")
	if passable != "" {
		passable = "NOT " + passable
	}
	all, share := c.param(visits), c.param(visits/nearShare)
	clauses = append(clauses,
		"WITH *, a."+layout.DegreeProperty+" + b."+layout.DegreeProperty+" AS own LIMIT 1",
		c.shortest(q, "a <> b AND own <= "+all, min(q.MaxHops, nextHops), "next"),
		"CALL (a, b, own, next) { WITH * WHERE own <= "+share+" AND size(next) = 0 UNWIND [a, b] AS e MATCH (e)-"+anyOf(m, q.Via)+"-(x)"+condition(passable)+
			" WITH own, sum(x."+layout.DegreeProperty+") AS beyond RETURN max(own + beyond) <= "+share+" AS near }",
		c.shortest(q, "a <> b AND near", min(q.MaxHops, nearHops), "later"))
	return c.statement(strings.Join(clauses, "\n")+"\n", "[a IS NOT NULL AND b IS NOT NULL, size(next) > 0 OR coalesce(near, false), next + later]")
}

// shortest are clauses for the first of the shortest paths from a to b, where a condition
// holds, as a list with a name. Paths that the database finds by levels from both ends
// pass through nothing impassable, and along relations that are active.
func (c *compiler) shortest(q *plan.Paths, where string, hops int, name string) string {
	var within []string
	if ending := impassable(c.model, "x"); ending != "" {
		within = append(within, "none(x IN nodes(p) WHERE x <> a AND x <> b AND "+ending+")")
	}
	if active := c.activeOn(q.On); active != "" {
		within = append(within, "all(r IN relationships(p) WHERE "+active+")")
	}
	pattern := strings.TrimSuffix(anyOf(c.model, q.Via), "]") + "*.." + strconv.Itoa(hops) + "]"
	return "CALL (*) { WITH * WHERE " + where + " MATCH p = allShortestPaths((a)-" + pattern + "-(b))" + condition(within...) +
		" WITH nodes(p) AS ends, relationships(p) AS links, [r IN relationships(p) | r.id] AS ids ORDER BY ids LIMIT " + c.param(q.First) +
		" RETURN collect([[x IN ends | [x.id, x.type, x.name]], [i IN range(0, size(ids) - 1) | [type(links[i]), ids[i], startNode(links[i]) = ends[i]]]]) AS " + name + " }"
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

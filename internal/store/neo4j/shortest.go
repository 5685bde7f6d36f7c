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

// If the graph has more relations than may be visited, shortest paths are searched in one
// statement only if a bidirectional search, which expands the frontier with fewer relations at
// each level, would visit few enough. For paths of up to nearEdges edges, both levels together
// have no more relations than the two ends, whichever frontier is expanded, because a second
// level from one end has no more than the first level from the other. For paths of up to
// farEdges edges, that search expands at most four levels: two from each end, or a third and
// perhaps a fourth from one end, each of which has no more relations than the next level from
// the other. So they have at most twice as many relations as both ends and their neighbours.
const (
	nearEdges     = 2
	farEdges      = 4
	visitsPerNear = 2
)

// ShortestPaths implements store.PathFinder. The database uses bidirectional search too.
func (v *view) ShortestPaths(ctx context.Context, q *plan.Paths, visits int) ([]store.Path, bool, error) {
	answer, bounded, err := v.readBounded(ctx, q.Via, visits, func(bounded bool) *Statement {
		return CompileShortest(v.store.model, q, visits, bounded)
	})
	if err != nil {
		return nil, false, err
	}
	known, _ := answer[0].(bool)
	ended, _ := answer[1].(bool)
	paths := v.paths(items(answer[2]))
	return paths, !known || ended && (!bounded || len(paths) > 0 || q.MaxHops <= farEdges), nil
}

// paths reads the paths of an answer.
func (v *view) paths(list []any) []store.Path {
	found := make([]store.Path, len(list))
	for i, each := range lists(list) {
		entities := lists(each[0])
		found[i].From = v.namedEntity(entities[0])
		for j, link := range lists(each[1]) {
			relationship, _ := link[0].(string)
			id, _ := link[1].(string)
			forward, _ := link[2].(bool)
			found[i].Steps = append(found[i].Steps, store.PathStep{Relation: v.store.relations[relationship], ID: id, Forward: forward, To: v.namedEntity(entities[j+1])})
		}
	}
	return found
}

// namedEntity reads an entity given by its id, type and name.
func (v *view) namedEntity(values []any) store.NamedEntity {
	id, _ := values[0].(string)
	word, _ := values[1].(string)
	name, _ := values[2].(string)
	return store.NamedEntity{Type: v.store.types[word], ID: id, Name: name}
}

// CompileShortest returns the statement for the first of the shortest paths between two
// entities: whether both exist, whether paths were searched, and the paths, each a list of its
// entities and a list of its relations. If bounded is set, they are searched only if no search
// would visit too many relations, and with at most farEdges edges.
func CompileShortest(m *model.Model, q *plan.Paths, visits int, bounded bool) *Statement {
	c := newCompiler(m)
	clauses := []string{"WITH *, " + c.resolveExpression(c.param(reference(q.From))) + " AS a, " + c.resolveExpression(c.param(reference(q.To))) + " AS b LIMIT 1"}
	if !bounded {
		clauses = append(clauses, c.shortest(q, "a <> b", q.MaxHops, "paths"))
		return c.statement(strings.Join(clauses, "\n")+"\n", "[a IS NOT NULL AND b IS NOT NULL, true, paths]")
	}
	passable := impassable(m, "x")
	if passable != "" {
		passable = "NOT " + passable
	}
	all, share := c.param(visits), c.param(visits/visitsPerNear)
	clauses = append(clauses,
		"WITH *, a."+layout.DegreeProperty+" + b."+layout.DegreeProperty+" AS own LIMIT 1",
		c.shortest(q, "a <> b AND own <= "+all, min(q.MaxHops, nearEdges), "next"),
		"CALL (a, b, own, next) { WITH * WHERE own <= "+share+" AND size(next) = 0 UNWIND [a, b] AS e MATCH (e)-"+relationshipPattern(m, q.Via)+"-(x)"+condition(passable)+
			" WITH own, sum(x."+layout.DegreeProperty+") AS beyond RETURN max(own + beyond) <= "+share+" AS near }",
		c.shortest(q, "a <> b AND near", min(q.MaxHops, farEdges), "later"))
	return c.statement(strings.Join(clauses, "\n")+"\n", "[a IS NOT NULL AND b IS NOT NULL, size(next) > 0 OR coalesce(near, false), next + later]")
}

// shortest returns the clause for the first of the shortest paths from a to b, if a condition
// holds, as a list called name. The paths do not pass through impassable entities and use
// active relations only.
func (c *compiler) shortest(q *plan.Paths, where string, hops int, name string) string {
	var within []string
	if ending := impassable(c.model, "x"); ending != "" {
		within = append(within, "none(x IN nodes(p) WHERE x <> a AND x <> b AND "+ending+")")
	}
	if active := c.activeOn(q.On); active != "" {
		within = append(within, "all(r IN relationships(p) WHERE "+active+")")
	}
	pattern := strings.TrimSuffix(relationshipPattern(c.model, q.Via), "]") + "*.." + strconv.Itoa(hops) + "]"
	return "CALL (*) { WITH * WHERE " + where + " MATCH p = allShortestPaths((a)-" + pattern + "-(b))" + condition(within...) +
		" WITH nodes(p) AS ends, relationships(p) AS links, [r IN relationships(p) | r.id] AS ids ORDER BY ids LIMIT " + c.param(q.First) +
		" RETURN collect([[x IN ends | [x.id, x.type, x.name]], [i IN range(0, size(ids) - 1) | [type(links[i]), ids[i], startNode(links[i]) = ends[i]]]]) AS " + name + " }"
}

// impassable returns the condition that an entity is of a type that no path passes through; ""
// if there is no such type.
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

package question

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/store"
)

type candidatesAnswer struct {
	Candidates struct {
		TotalCount int64       `json:"totalCount"`
		PageInfo   flags       `json:"pageInfo"`
		Nodes      []candidate `json:"nodes"`
	} `json:"candidates"`
}

type candidate struct {
	Score   int64    `json:"score"`
	Actor   named    `json:"actor"`
	Because []reason `json:"because"`
}

type reason struct {
	Shared  int64 `json:"shared"`
	Partner named `json:"partner"`
}

// acquainted is the largest number of participations that the participants of a drawn initiative have
// in all. The pairs of more would exceed the service's limit.
const acquainted = 1000

// candidates queries who could join an initiative, and whom they know in it.
func candidates() *Question {
	return &Question{
		Name: "Candidates", About: "who could join an initiative",
		GraphQL: `query Candidates($id: ID!) { candidates(for: $id, first: 10) { totalCount pageInfo { hasNextPage } nodes {` +
			` score actor { id name } because(first: 3) { shared partner { id name } } } } }`,
		Draw: func(d *Drawer) map[string]any {
			r := d.relation("Participation", func(r *store.Object) bool {
				sum := 0
				for partner := range d.members[r.To] {
					sum += d.joined[partner]
				}
				return len(d.members[r.To]) > 2 && sum <= acquainted
			})
			return map[string]any{"id": r.To}
		},
		// Each initiative of the participants is read once, whatever the number of participants in
		// it. Names are read only for candidates with at least the score of the last one on the
		// page.
		Cypher: `MATCH (:Entity {id: $id})<-[:PARTICIPATION]-(p) WITH collect(DISTINCT p) AS partners ` +
			`CALL (partners) { UNWIND partners AS p MATCH (p)-[:PARTICIPATION]->(j) WITH DISTINCT j, p WITH j, collect(p) AS theirs ` +
			`CALL (j) { MATCH (j)<-[:PARTICIPATION]-(c) RETURN DISTINCT c } WITH c, theirs WHERE NOT c IN partners ` +
			`UNWIND theirs AS p WITH c, p, count(*) AS shared WITH c, collect([p, shared]) AS reasons WITH c, reasons ORDER BY size(reasons) DESC ` +
			`RETURN collect([c, reasons]) AS every } ` +
			`WITH every, coalesce(size(every[10][1]), 0) AS least ` +
			`CALL (every, least) { UNWIND every AS each WITH each[0] AS c, each[1] AS reasons WHERE size(each[1]) >= least ` +
			`WITH c, reasons ORDER BY size(reasons) DESC, c.nameFolded, c.name, c.id LIMIT 11 ` +
			`RETURN collect([size(reasons), c.id, c.name, COLLECT { UNWIND reasons AS r WITH r[0] AS p, r[1] AS shared ` +
			`ORDER BY shared DESC, p.nameFolded, p.name, p.id LIMIT 3 RETURN [shared, p.id, p.name] }]) AS rows } RETURN size(every), rows`,
		Read: func(records []*neo4j.Record) any {
			a := &candidatesAnswer{}
			c := &a.Candidates
			c.TotalCount = records[0].Values[0].(int64)
			c.Nodes, c.PageInfo = first(records[0].Values[1], 10, func(v []any) candidate {
				because := each(v[3], func(v []any) reason { return reason{v[0].(int64), named{v[1].(string), v[2].(string)}} })
				return candidate{v[0].(int64), named{v[1].(string), v[2].(string)}, because}
			})
			return a
		},
		New: func() any { return new(candidatesAnswer) },
	}
}

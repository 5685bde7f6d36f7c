package question

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/store"
)

type partnersAnswer struct {
	Collaborators *listed[partner] `json:"collaborators"`
}

type partner struct {
	Shared int64 `json:"shared"`
	Actor  named `json:"actor"`
}

// busiest is the largest number of initiatives that a drawn institute may have. The partners of
// a busier institute would exceed the service's limit on visited relations.
const busiest = 1000

// partners queries the actors that share the most initiatives with an institute.
func partners() *Question {
	return &Question{
		Name: "Partners", About: "the closest partners of an institute",
		GraphQL: `query Partners($id: ID!) { collaborators(of: $id, first: 10) { pageInfo { hasNextPage } nodes { shared actor { id name } } } }`,
		Draw: func(d *Drawer) map[string]any {
			r := d.relation("Participation", func(r *store.Object) bool { return d.is(r.From, "Institute") && d.joined[r.From] <= busiest })
			return map[string]any{"id": r.From}
		},
		// Names are read only for actors that share at least as many initiatives as the last
		// actor on the page.
		Cypher: `MATCH (of:Entity {id: $id})-[:PARTICIPATION]->(i) WITH DISTINCT of, i ` +
			`MATCH (i)<-[:PARTICIPATION]-(o) WHERE o <> of WITH o, count(DISTINCT i) AS shared ORDER BY shared DESC ` +
			`WITH collect([o, shared]) AS every WITH every, coalesce(every[10][1], 0) AS least ` +
			`UNWIND every AS each WITH each[0] AS o, each[1] AS shared, least WHERE shared >= least ` +
			`WITH o, shared ORDER BY shared DESC, o.nameFolded, o.name, o.id LIMIT 11 RETURN collect([shared, o.id, o.name])`,
		Read: func(records []*neo4j.Record) any {
			a := &listed[partner]{}
			a.Nodes, a.PageInfo = first(records[0].Values[0], 10, func(v []any) partner {
				return partner{v[0].(int64), named{v[1].(string), v[2].(string)}}
			})
			return &partnersAnswer{a}
		},
		New: func() any { return new(partnersAnswer) },
	}
}

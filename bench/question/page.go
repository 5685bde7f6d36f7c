package question

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/store"
)

type pageAnswer struct {
	Institutes pageOf[short] `json:"institutes"`
}

type pageOf[T any] struct {
	TotalCount any   `json:"totalCount"`
	PageInfo   flags `json:"pageInfo"`
	Nodes      []T   `json:"nodes"`
}

type short struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Acronym any    `json:"acronym"`
	City    any    `json:"city"`
}

// page queries the institutes of a country, ordered by name, and their number.
func page() *Question {
	return &Question{
		Name: "Page", About: "a filtered, sorted page of 20 with a count",
		GraphQL: `query Page($country: String!) { institutes(where: {country: {eq: $country}}, sort: {name: ASC}, first: 20) {` +
			` totalCount pageInfo { hasNextPage } nodes { id name acronym city } } }`,
		Draw: func(d *Drawer) map[string]any {
			r := d.relation("Participation", func(r *store.Object) bool { return d.is(r.From, "Institute") && d.text(r.From, "country") != "" })
			return map[string]any{"country": d.text(r.From, "country")}
		},
		// The planner uses a composite index only if the statement has a predicate on each of
		// its properties; the index then returns the rows in order.
		Cypher: `MATCH (n:Entity) WHERE n.country = $country AND n.nameFolded IS NOT NULL AND n.name IS NOT NULL AND n.id IS NOT NULL ` +
			`AND n:Institute WITH n ORDER BY n.country, n.nameFolded, n.name, n.id LIMIT 21 ` +
			`WITH collect([n.id, n.name, n.acronym, n.city]) AS rows RETURN rows, COUNT { MATCH (m:Entity) ` +
			`WHERE m.country = $country AND m.nameFolded IS NOT NULL AND m.name IS NOT NULL AND m.id IS NOT NULL AND m:Institute }`,
		Read: func(records []*neo4j.Record) any {
			v := records[0].Values
			var a pageAnswer
			a.Institutes.TotalCount = v[1]
			a.Institutes.Nodes, a.Institutes.PageInfo = first(v[0], 20, func(v []any) short {
				return short{v[0].(string), v[1].(string), v[2], v[3]}
			})
			return &a
		},
		New: func() any { return new(pageAnswer) },
	}
}

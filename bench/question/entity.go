package question

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/store"
)

// organisation has the ten fields of an institute.
type organisation struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Acronym  any    `json:"acronym"`
	Country  any    `json:"country"`
	City     any    `json:"city"`
	Region   any    `json:"region"`
	Founded  any    `json:"founded"`
	Summary  any    `json:"summary"`
	Disputed bool   `json:"disputed"`
	Type     string `json:"type"`
}

const (
	tenFields   = `id name acronym country city region founded summary disputed type`
	nineColumns = `n.id, n.name, n.acronym, n.country, n.city, n.region, n.founded, n.summary, n.disputed`
)

// asOrganisation reads nineColumns of an institute.
func asOrganisation(v []any) organisation {
	return organisation{v[0].(string), v[1].(string), v[2], v[3], v[4], v[5], v[6], v[7], v[8].(bool), "INSTITUTE"}
}

type entityAnswer struct {
	Institute *organisation `json:"institute"`
}

// entity queries one institute.
func entity() *Question {
	return &Question{
		Name: "Entity", About: "one entity with ten fields", Plain: true,
		GraphQL: `query Entity($id: ID!) { institute(id: $id) { ` + tenFields + ` } }`,
		Draw: func(d *Drawer) map[string]any {
			r := d.relation("Participation", func(r *store.Object) bool { return d.is(r.From, "Institute") })
			return map[string]any{"id": r.From}
		},
		Cypher: `MATCH (n:Entity {id: $id}) WHERE n:Institute RETURN ` + nineColumns,
		Read: func(records []*neo4j.Record) any {
			if len(records) == 0 {
				return &entityAnswer{}
			}
			o := asOrganisation(records[0].Values)
			return &entityAnswer{&o}
		},
		New: func() any { return new(entityAnswer) },
	}
}

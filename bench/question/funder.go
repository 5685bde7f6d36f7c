package question

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/store"
)

type funderAnswer struct {
	Funder *payer `json:"funder"`
}

type payer struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Fundings nodes[funding] `json:"fundings"`
}

type funding struct {
	Tier      string `json:"tier"`
	Recipient paid   `json:"recipient"`
}

type paid struct {
	ID           string                `json:"id"`
	Name         string                `json:"name"`
	Participants nodes[participation4] `json:"participants"`
}

type participation4 struct {
	Role        string `json:"role"`
	Participant member `json:"participant"`
}

// member has affiliates only if it is an organisation.
type member struct {
	ID         string              `json:"id"`
	Name       string              `json:"name"`
	Affiliates *nodes[affiliation] `json:"affiliates,omitempty"`
}

type affiliation struct {
	Position any   `json:"position"`
	Person   named `json:"person"`
}

// funder queries the people of the participants in initiatives of a funder.
func funder() *Question {
	return &Question{
		Name: "Funder", About: "four levels, from a funder to people", Plain: true,
		GraphQL: `query Funder($id: ID!) { funder(id: $id) { id name fundings(first: 10) { nodes { tier recipient {` +
			` id name participants(first: 10) { nodes { role participant { id name ... on Organisation {` +
			` affiliates(first: 5) { nodes { position person { id name } } } } } } } } } } } }`,
		Draw: func(d *Drawer) map[string]any {
			r := d.relation("Funding", func(r *store.Object) bool { return d.is(r.From, "Funder") && d.given[r.From] >= 3 })
			return map[string]any{"id": r.From}
		},
		Cypher: `MATCH (n:Entity {id: $id}) WHERE n:Funder RETURN n.id, n.name, ` +
			`COLLECT { MATCH (n)-[f:FUNDING]->(i) WITH f, i ORDER BY f.id LIMIT 10 RETURN [f.tier, i.id, i.name, ` +
			`COLLECT { MATCH (i)<-[p:PARTICIPATION]-(a) WITH p, a ORDER BY p.id LIMIT 10 RETURN [p.role, a.id, a.name, a:Organisation, ` +
			`COLLECT { MATCH (a)<-[m:AFFILIATION]-(h) WITH m, h ORDER BY m.id LIMIT 5 RETURN [m.position, h.id, h.name] }] }] }`,
		Read: func(records []*neo4j.Record) any {
			if len(records) == 0 {
				return &funderAnswer{}
			}
			v := records[0].Values
			return &funderAnswer{&payer{v[0].(string), v[1].(string), nodes[funding]{each(v[2], func(v []any) funding {
				return funding{v[0].(string), paid{v[1].(string), v[2].(string), nodes[participation4]{each(v[3], asParticipation4)}}}
			})}}}
		},
		New: func() any { return new(funderAnswer) },
	}
}

func asParticipation4(v []any) participation4 {
	m := member{ID: v[1].(string), Name: v[2].(string)}
	if v[3].(bool) {
		m.Affiliates = &nodes[affiliation]{each(v[4], func(v []any) affiliation {
			return affiliation{v[0], named{v[1].(string), v[2].(string)}}
		})}
	}
	return participation4{v[0].(string), m}
}

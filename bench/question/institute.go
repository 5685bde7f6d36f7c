package question

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/store"
)

type instituteAnswer struct {
	Institute *joiner `json:"institute"`
}

type joiner struct {
	ID             string                `json:"id"`
	Name           string                `json:"name"`
	Participations nodes[participation2] `json:"participations"`
}

type nodes[T any] struct {
	Nodes []T `json:"nodes"`
}

type participation2 struct {
	Role       string `json:"role"`
	Initiative joined `json:"initiative"`
}

type joined struct {
	ID           string                `json:"id"`
	Name         string                `json:"name"`
	Acronym      any                   `json:"acronym"`
	Participants nodes[participation3] `json:"participants"`
}

type participation3 struct {
	Role        string `json:"role"`
	Participant named  `json:"participant"`
}

type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// institute queries the initiatives of an institute and their other participants.
func institute() *Question {
	return &Question{
		Name: "Institute", About: "an institute with 20 initiatives of 10 participants each", Plain: true,
		GraphQL: `query Institute($id: ID!) { institute(id: $id) { id name participations(first: 20) { nodes { role initiative {` +
			` id name acronym participants(first: 10) { nodes { role participant { id name } } } } } } } }`,
		Draw: func(d *Drawer) map[string]any {
			r := d.relation("Participation", func(r *store.Object) bool { return d.is(r.From, "Institute") && d.joined[r.From] >= 20 })
			return map[string]any{"id": r.From}
		},
		Cypher: `MATCH (n:Entity {id: $id}) WHERE n:Institute RETURN n.id, n.name, ` +
			`COLLECT { MATCH (n)-[p:PARTICIPATION]->(i) WITH p, i ORDER BY p.id LIMIT 20 ` +
			`RETURN [p.role, i.id, i.name, i.acronym, ` +
			`COLLECT { MATCH (i)<-[q:PARTICIPATION]-(a) WITH q, a ORDER BY q.id LIMIT 10 RETURN [q.role, a.id, a.name] }] }`,
		Read: func(records []*neo4j.Record) any {
			if len(records) == 0 {
				return &instituteAnswer{}
			}
			v := records[0].Values
			return &instituteAnswer{&joiner{v[0].(string), v[1].(string), nodes[participation2]{each(v[2], asParticipation2)}}}
		},
		New: func() any { return new(instituteAnswer) },
	}
}

func asParticipation2(v []any) participation2 {
	return participation2{v[0].(string), joined{
		ID: v[1].(string), Name: v[2].(string), Acronym: v[3],
		Participants: nodes[participation3]{each(v[4], func(v []any) participation3 {
			return participation3{v[0].(string), named{v[1].(string), v[2].(string)}}
		})},
	}}
}

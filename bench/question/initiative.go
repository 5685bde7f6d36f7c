package question

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/store"
)

type initiativeAnswer struct {
	Project *project `json:"project"`
}

type project struct {
	ID           string                 `json:"id"`
	Name         string                 `json:"name"`
	Acronym      any                    `json:"acronym"`
	Start        any                    `json:"start"`
	End          any                    `json:"end"`
	Participants listed[participation1] `json:"participants"`
}

type listed[T any] struct {
	PageInfo flags `json:"pageInfo"`
	Nodes    []T   `json:"nodes"`
}

type participation1 struct {
	Role        string `json:"role"`
	Since       any    `json:"since"`
	Participant actor  `json:"participant"`
}

type actor struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"`
}

// initiative queries a project and 50 of its participations.
func initiative() *Question {
	return &Question{
		Name: "Initiative", About: "an initiative with 50 participations", Plain: true,
		GraphQL: `query Initiative($id: ID!) { project(id: $id) { id name acronym start end participants(first: 50) {` +
			` pageInfo { hasNextPage } nodes { role since participant { id name type } } } } }`,
		Draw: func(d *Drawer) map[string]any {
			r := d.relation("Participation", func(r *store.Object) bool { return d.is(r.To, "Project") && d.joined[r.To] >= 50 })
			return map[string]any{"id": r.To}
		},
		Cypher: `MATCH (n:Entity {id: $id}) WHERE n:Project RETURN n.id, n.name, n.acronym, n.start, n.end, ` +
			`COLLECT { MATCH (n)<-[p:PARTICIPATION]-(a) WITH p, a ORDER BY p.id LIMIT 51 ` +
			`RETURN [p.role, p.since, a.id, a.name, a.type] }`,
		Read: func(records []*neo4j.Record) any {
			if len(records) == 0 {
				return &initiativeAnswer{}
			}
			v := records[0].Values
			p := &project{ID: v[0].(string), Name: v[1].(string), Acronym: v[2], Start: v[3], End: v[4]}
			p.Participants.Nodes, p.Participants.PageInfo = first(v[5], 50, func(v []any) participation1 {
				return participation1{v[0].(string), v[1], actor{v[2].(string), v[3].(string), v[4].(string)}}
			})
			return &initiativeAnswer{p}
		},
		New: func() any { return new(initiativeAnswer) },
	}
}

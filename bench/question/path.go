package question

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/store"
)

type pathAnswer struct {
	Paths []path `json:"paths"`
}

type path struct {
	Length int    `json:"length"`
	Steps  []step `json:"steps"`
}

type step struct {
	Forward  bool     `json:"forward"`
	Relation relation `json:"relation"`
	To       named    `json:"to"`
}

type relation struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

// shortest queries the shortest path between two participants.
func shortest() *Question {
	return &Question{
		Name: "Path", About: "the shortest path between two participants",
		GraphQL: `query Path($from: ID!, $to: ID!) { paths(from: $from, to: $to, first: 1) { length steps { forward relation { id type } to { id name } } } }`,
		Draw: func(d *Drawer) map[string]any {
			from := d.relation("Participation", func(*store.Object) bool { return true }).From
			to := d.relation("Participation", func(r *store.Object) bool { return r.From != from }).From
			return map[string]any{"from": from, "to": to}
		},
		// Paths do not pass through programmes. Among paths of the same length, the first one
		// by the ids of its relations is returned.
		Cypher: `MATCH (a:Entity {id: $from}) MATCH (b:Entity {id: $to}) ` +
			`MATCH p = allShortestPaths((a)-[:PARTICIPATION|AFFILIATION|FUNDING|SUPPORT|SUCCESSION|DEVELOPMENT|PART_OF*..6]-(b)) ` +
			`WHERE none(n IN nodes(p) WHERE n:Programme AND n <> a AND n <> b) ` +
			`WITH p ORDER BY [r IN relationships(p) | r.id] LIMIT 1 ` +
			`RETURN [i IN range(0, length(p) - 1) | [startNode(relationships(p)[i]) = nodes(p)[i], relationships(p)[i].id, ` +
			`type(relationships(p)[i]), nodes(p)[i + 1].id, nodes(p)[i + 1].name]]`,
		Read: func(records []*neo4j.Record) any {
			a := &pathAnswer{make([]path, len(records))}
			for i, r := range records {
				steps := each(r.Values[0], func(v []any) step {
					return step{v[0].(bool), relation{v[1].(string), v[2].(string)}, named{v[3].(string), v[4].(string)}}
				})
				a.Paths[i] = path{len(steps), steps}
			}
			return a
		},
		New: func() any { return new(pathAnswer) },
	}
}

package question

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

type rowsAnswer struct {
	Institutes nodes[organisation] `json:"institutes"`
}

// rows queries a thousand institutes, ordered by name.
func rows() *Question {
	return &Question{
		Name: "Rows", About: "a thousand rows of ten fields", Plain: true,
		GraphQL: `query Rows { institutes(first: 1000) { nodes { ` + tenFields + ` } } }`,
		// The index returns the rows in order. One record is cheaper than a thousand.
		Cypher: `MATCH (n:Institute) WHERE n.nameFolded IS NOT NULL AND n.name IS NOT NULL AND n.id IS NOT NULL ` +
			`WITH n ORDER BY n.nameFolded, n.name, n.id LIMIT 1000 RETURN collect([` + nineColumns + `])`,
		Read: func(records []*neo4j.Record) any {
			return &rowsAnswer{nodes[organisation]{each(records[0].Values[0], asOrganisation)}}
		},
		New: func() any { return new(rowsAnswer) },
	}
}

package question

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

type searchAnswer struct {
	Search listed[hit] `json:"search"`
}

type hit struct {
	Score  int64 `json:"score"`
	Entity named `json:"entity"`
}

// search searches for a word that occurs in more names than a page shows, so that the service
// need not search for prefixes and typos.
func search() *Question {
	return &Question{
		Name: "Search", About: "a search for a word",
		GraphQL: `query Search($text: String!) { search(text: $text, first: 10) { pageInfo { hasNextPage } nodes { score entity { id name } } } }`,
		Draw: func(d *Drawer) map[string]any {
			return map[string]any{"text": d.Word()}
		},
		// Exact names rank first, then acronyms and aliases, then the others by their number of
		// relations. No identifier is a single word.
		Cypher: `WITH COLLECT { MATCH (:Alias {nameFolded: $text})<-[:HAS_ALIAS]-(n) RETURN n } AS aliased ` +
			`CALL db.index.fulltext.queryNodes('whojoins_search', 'searchWords:' + $text) YIELD node AS n ` +
			`WITH n, CASE WHEN n.nameFolded = $text THEN 5 WHEN n.acronymFolded = $text OR n IN aliased THEN 4 ELSE 3 END AS score ` +
			`WITH n, score ORDER BY score DESC, n.degree DESC, n.nameFolded, n.name, n.id LIMIT 11 RETURN collect([score, n.id, n.name])`,
		Read: func(records []*neo4j.Record) any {
			a := &searchAnswer{}
			a.Search.Nodes, a.Search.PageInfo = first(records[0].Values[0], 10, func(v []any) hit {
				return hit{v[0].(int64), named{v[1].(string), v[2].(string)}}
			})
			return a
		},
		New: func() any { return new(searchAnswer) },
	}
}

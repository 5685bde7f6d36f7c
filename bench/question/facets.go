package question

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

type facetsAnswer struct {
	Participations struct {
		TotalCount int64   `json:"totalCount"`
		Facets     []facet `json:"facets"`
	} `json:"participations"`
}

type facet struct {
	Field   string   `json:"field"`
	Buckets []bucket `json:"buckets"`
	Other   int64    `json:"other"`
	Missing int64    `json:"missing"`
}

type bucket struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Count int64  `json:"count"`
}

// facets counts participations by country, year and role.
func facets() *Question {
	return &Question{
		Name: "Facets", About: "facets of all participations by country, year and role",
		GraphQL: `query Facets { participations(first: 0) { totalCount facets(by: [PARTICIPANT_COUNTRY, SINCE_YEAR, ROLE]) {` +
			` field buckets { value label count } other missing } } }`,
		// The counts of roles and years come from indexes alone, and those of countries from
		// the degrees of actors. This needs half of the hits and the time of one scan of all
		// participations.
		Cypher: `CALL { MATCH (a:Actor) WITH a.country AS country, sum(COUNT { (a)-[:PARTICIPATION]->() }) AS n RETURN collect([country, n]) AS countries } ` +
			`CALL { MATCH ()-[p:PARTICIPATION]->() WHERE p.sinceFirst IS NOT NULL AND p.id IS NOT NULL WITH p.sinceFirst.year AS year, count(*) AS n RETURN collect([year, n]) AS years } ` +
			`CALL { MATCH ()-[p:PARTICIPATION]->() WHERE p.role IS NOT NULL AND p.id IS NOT NULL WITH p.role AS role, count(*) AS n RETURN collect([role, n]) AS roles } ` +
			`RETURN COUNT { ()-[:PARTICIPATION]->() }, countries, years, roles`,
		Read: func(records []*neo4j.Record) any {
			v := records[0].Values
			var a facetsAnswer
			a.Participations.TotalCount = v[0].(int64)
			for i, field := range []string{"PARTICIPANT_COUNTRY", "SINCE_YEAR", "ROLE"} {
				a.Participations.Facets = append(a.Participations.Facets, tally(field, v[0].(int64), v[i+1].([]any)))
			}
			return &a
		},
		New: func() any { return new(facetsAnswer) },
	}
}

// shown is the default number of buckets in a facet.
const shown = 10

// tally orders values by their number of rows, and counts rows without a value as missing.
func tally(field string, total int64, counts []any) facet {
	f := facet{Field: field, Buckets: make([]bucket, 0, len(counts)), Missing: total}
	for _, c := range counts {
		v := c.([]any)
		n := v[1].(int64)
		if v[0] != nil && n > 0 {
			f.Missing -= n
			f.Buckets = append(f.Buckets, bucketOf(field, v[0], n))
		}
	}
	slices.SortFunc(f.Buckets, func(a, b bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	if len(f.Buckets) > shown {
		for _, b := range f.Buckets[shown:] {
			f.Other += b.Count
		}
		f.Buckets = f.Buckets[:shown]
	}
	return f
}

func bucketOf(field string, v any, n int64) bucket {
	if year, ok := v.(int64); ok {
		text := fmt.Sprintf("%04d", year)
		return bucket{text, text, n}
	}
	text := v.(string)
	if field != "ROLE" {
		return bucket{text, text, n}
	}
	// The label of a role is its description: "Work package lead" for WORK_PACKAGE_LEAD.
	words := strings.ToLower(strings.ReplaceAll(text, "_", " "))
	return bucket{text, strings.ToUpper(words[:1]) + words[1:], n}
}

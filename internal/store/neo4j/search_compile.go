package neo4j

import (
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// CompileSearch returns the statement for the tiers [from, to) of a search; see Compile. The
// answer is a list of the tiers, each with its counts by type (or one count without a type, if
// counts are not requested) and its rows of id, name and degree, one more than the page has.
func CompileSearch(m *model.Model, q *store.Search, from, to int) (*Statement, error) {
	c := newCompiler(m)
	tiers := make([]any, 0, to-from)
	before, total := "", 0
	for i, tier := range q.Tiers[:to] {
		text, clauses := lucene(tier.Words)
		if total += clauses; total > mostClauses {
			return nil, errClauses
		}
		if i >= from {
			tiers = append(tiers, []any{text + before, int64(i), shownPart(q, tier.Score)})
		}
		before += " -(" + text + ")"
	}
	name := m.AnyEntity.Field("name")
	n := scope{self: "n", typ: m.AnyEntity}
	counts := "WITH tier, found, [['', size(found)]] AS counts "
	if q.Counts {
		counts = "CALL (found) { UNWIND found AS n WITH n.type AS type, count(*) AS many RETURN collect([type, many]) AS counts } "
	}
	clauses := "CALL () { UNWIND " + c.param(tiers) + " AS tier CALL (tier) { " + query(layout.SearchIndex, "tier[0]") +
		" WITH n" + condition(ofTypes(c, q.Types)) + " RETURN collect(n) AS found } " + counts +
		"WITH tier, [counts, COLLECT { " + c.afterHit(q, n) +
		" WITH n ORDER BY n." + layout.DegreeProperty + " DESC, " + byName(n, name) + " LIMIT " + c.param(int64(q.First+1)) +
		" RETURN [n.id, " + n.column(name) + ", n." + layout.DegreeProperty + "] }] AS each ORDER BY tier[1] RETURN collect(each) AS tiers }\n"
	return c.statement(clauses, "[tiers]"), nil
}

// afterHit returns clauses for the entities found that come after the cursor.
func (c *compiler) afterHit(q *store.Search, n scope) string {
	if q.After == nil {
		return "UNWIND found AS n"
	}
	name := c.model.AnyEntity.Field("name")
	a := c.param([]any{q.After[1].Int, model.Fold(q.After[2].Text), q.After[2].Text, q.After[3].Text})
	return "UNWIND CASE tier[2] WHEN 'none' THEN [] ELSE found END AS n WITH n WHERE tier[2] = 'all'" +
		" OR n." + layout.DegreeProperty + " < " + a + "[0] OR n." + layout.DegreeProperty + " = " + a + "[0] AND (" +
		afterName(n, name, a+"[1]", a+"[2]", a+"[3]") + ")"
}

// shownPart returns the part of a tier that is shown: "all", "none", or "behind", the part
// after the cursor.
func shownPart(q *store.Search, score int) string {
	switch {
	case q.After == nil || int64(score) < q.After[0].Int:
		return "all"
	case int64(score) > q.After[0].Int:
		return "none"
	}
	return "behind"
}

// CompileMatches returns the statement for the entities that queries of the full-text index find;
// the answer has a list of at most most+1 ids for each query.
func CompileMatches(m *model.Model, queries []string, types model.TypeSet, most int) *Statement {
	c := newCompiler(m)
	list := make([]any, len(queries))
	for i, text := range queries {
		list[i] = text
	}
	clauses := "WITH *, COLLECT { UNWIND " + c.param(list) + " AS each RETURN COLLECT { " + query(layout.SearchIndex, "each") +
		" WITH n" + condition(ofTypes(c, types)) + " RETURN n.id LIMIT " + c.param(int64(most+1)) + " } } AS found LIMIT 1\n"
	return c.statement(clauses, "[found]")
}

// query returns the clause that queries a full-text index and yields the nodes as n.
func query(name, text string) string {
	return "CALL db.index.fulltext.queryNodes('" + name + "', " + text + ") YIELD node AS n"
}

// ofTypes returns a condition on a node; "" if all types are requested.
func ofTypes(c *compiler, types model.TypeSet) string {
	if all := c.model.AnyEntity.Types; types&all == all {
		return ""
	}
	words := []any{}
	for _, t := range c.model.Entities {
		if types.Has(t) {
			words = append(words, t.Enum)
		}
	}
	return "n.type IN " + c.param(words)
}

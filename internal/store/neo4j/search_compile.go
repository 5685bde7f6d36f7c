package neo4j

import (
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// CompileSearch writes the statement for some tiers of a search; see Compile. The answer is
// a list of the tiers, each with its counts by type, or one of no type where they are not
// asked for, and its rows of id, name and degree, one
// more than the page has; and for each word that is asked a list of words that may differ
// from it by a typo.
func CompileSearch(m *model.Model, q *store.Search, from, to int, near nearWords, asked []string) (*Statement, error) {
	c := newCompiler(m)
	tiers := make([]any, 0, to-from)
	before, total := "", 0
	for i, tier := range q.Tiers[:to] {
		text, clauses := lucene(tier.Words, near)
		if total += clauses; total > mostClauses {
			return nil, errClauses
		}
		if i >= from {
			tiers = append(tiers, []any{text + before, int64(i), shown(q, tier.Score)})
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
		"WITH tier, [counts, COLLECT { " + c.behindHit(q, n) +
		" WITH n ORDER BY n." + layout.DegreeProperty + " DESC, " + byName(n, name) + " LIMIT " + c.param(int64(q.First+1)) +
		" RETURN [n.id, " + n.column(name) + ", n." + layout.DegreeProperty + "] }] AS each ORDER BY tier[1] RETURN collect(each) AS tiers }\n" +
		nearClause(c, asked)
	return c.statement(clauses, "[tiers, near]"), nil
}

// behindHit are clauses for what of the found stands behind the cursor.
func (c *compiler) behindHit(q *store.Search, n scope) string {
	if q.After == nil {
		return "UNWIND found AS n"
	}
	name := c.model.AnyEntity.Field("name")
	a := c.param([]any{q.After[1].Int, model.Fold(q.After[2].Text), q.After[2].Text, q.After[3].Text})
	return "UNWIND CASE tier[2] WHEN 'none' THEN [] ELSE found END AS n WITH n WHERE tier[2] = 'all'" +
		" OR n." + layout.DegreeProperty + " < " + a + "[0] OR n." + layout.DegreeProperty + " = " + a + "[0] AND (" +
		beyondName(n, name, a+"[1]", a+"[2]", a+"[3]") + ")"
}

// shown says what of a tier is shown: all of it, none, or what is behind the cursor.
func shown(q *store.Search, score int) string {
	switch {
	case q.After == nil || int64(score) < q.After[0].Int:
		return "all"
	case int64(score) > q.After[0].Int:
		return "none"
	}
	return "behind"
}

// CompileNear writes the statement for the words that may differ from others by a typo; the
// answer has one list of words for each.
func CompileNear(m *model.Model, asked []string) *Statement {
	c := newCompiler(m)
	return c.statement(nearClause(c, asked), "[near]")
}

// nearClause makes near: for each word those that have what is left by one deletion in
// common with it.
func nearClause(c *compiler, asked []string) string {
	if len(asked) == 0 {
		return "WITH *, [] AS near LIMIT 1\n"
	}
	queries := make([]any, len(asked))
	for i, word := range asked {
		queries[i] = strings.Join(model.Deletions(word), " ")
	}
	return "WITH *, COLLECT { UNWIND " + c.param(queries) + " AS each RETURN COLLECT { " + query(layout.TyposIndex, "each") +
		" RETURN n." + layout.WordProperty + " } } AS near LIMIT 1\n"
}

// CompileMatches writes the statement for what meets conditions; the answer is a list of
// lists of ids, each one longer than most at the most.
func CompileMatches(m *model.Model, conditions []store.Words, types model.TypeSet, most int, near nearWords) (*Statement, error) {
	c := newCompiler(m)
	queries := make([]any, len(conditions))
	for i, words := range conditions {
		text, clauses := lucene(words, near)
		if clauses > mostClauses {
			return nil, errClauses
		}
		queries[i] = text
	}
	clauses := "WITH *, COLLECT { UNWIND " + c.param(queries) + " AS each RETURN COLLECT { " + query(layout.SearchIndex, "each") +
		" WITH n" + condition(ofTypes(c, types)) + " RETURN n.id LIMIT " + c.param(int64(most+1)) + " } } AS found LIMIT 1\n"
	return c.statement(clauses, "[found]"), nil
}

// query asks a full-text index and gives the nodes as n.
func query(name, text string) string {
	return "CALL db.index.fulltext.queryNodes('" + name + "', " + text + ") YIELD node AS n"
}

// ofTypes is a condition on a node, empty when all types are asked for.
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

package neo4j

import (
	"context"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

var _ store.Partners = (*view)(nil)

// Collaborators implements store.Partners.
func (v *view) Collaborators(ctx context.Context, q *plan.Collaborators, want store.CollaboratorOptions) (*store.Collaborators, error) {
	answer, _, err := v.readBounded(ctx, v.store.model.Participation.Types, want.Visits, func(bounded bool) *Statement {
		return CompileCollaborators(v.store.model, q, want, bounded)
	})
	if err != nil {
		return nil, err
	}
	of, known := answer[0].(string)
	if !known {
		return &store.Collaborators{}, nil
	}
	if visits := intOf(answer[1]); visits > want.Visits {
		return nil, store.TooManyPartners(v.store.model.Participation, of, visits, want.Visits)
	}
	page := &store.Collaborators{Known: true, Total: intOf(answer[2])}
	rows, _ := answer[3].([]any)
	if page.More = len(rows) > q.Page.Limit; page.More {
		rows = rows[:q.Page.Limit]
	}
	for _, row := range rows {
		values := row.([]any)
		c := store.Collaborator{Shared: intOf(values[2]), Initiatives: texts(values[3])}
		c.ID, _ = values[0].(string)
		c.Name, _ = values[1].(string)
		page.Rows = append(page.Rows, c)
	}
	return page, nil
}

// CompileCollaborators returns the statement for the actors that take part in the same
// initiatives as another actor; see Compile. The answer is the id of that actor, null if it is
// unknown; the number of relations to visit; the total, if requested; and the rows, one more
// than the page has: id, name, number of shared initiatives, ids of the first of them. With too
// many relations to visit, there are no rows. Relations to visit are counted only if bounded is
// set.
func CompileCollaborators(m *model.Model, q *plan.Collaborators, want store.CollaboratorOptions, bounded bool) *Statement {
	c := newCompiler(m)
	participation := layout.Relationship(m.Participation, false)
	initiative, r := scope{self: "i", typ: m.Participation.To.Target}, scope{self: "r", typ: m.Participation}
	active := ""
	if q.On != nil {
		active = c.active(&plan.Active{From: *q.On, To: *q.On}, r)
	}
	name, ordered := m.AnyEntity.Field("name"), ""
	if q.Initiatives > 0 {
		ordered = " ORDER BY " + byName(initiative, name)
	}
	initiatives := "COLLECT { MATCH (of)-[r:" + participation + "]->(i)" + condition(active) + " WITH DISTINCT i" + condition(c.where(q.In, initiative)) + ordered + " RETURN i }"
	clauses := []string{
		"WITH *, " + c.resolveExpression(c.param(reference(q.Of))) + " AS found LIMIT 1",
		"WITH *, CASE WHEN found:" + m.Participation.From.Target.Name + "|" + layout.Label(m.Participation.From.Target, true) + " THEN found END AS of LIMIT 1",
	}
	if bounded {
		visits := c.param(int64(want.Visits))
		clauses = append(clauses,
			"WITH *, COUNT { (of)-[:"+participation+"]->() } AS own LIMIT 1",
			"WITH *, CASE WHEN own <= "+visits+" THEN "+initiatives+" ELSE [] END AS known LIMIT 1",
			"CALL (known) { UNWIND known AS i RETURN sum(COUNT { (i)<-[:"+participation+"]-() }) AS near }",
			"WITH *, own + near AS visits, CASE WHEN own + near <= "+visits+" THEN known ELSE [] END AS joined LIMIT 1")
	} else {
		clauses = append(clauses, "WITH *, 0 AS visits, "+initiatives+" AS joined LIMIT 1")
	}
	clauses = append(clauses,
		"CALL (of, joined) { UNWIND joined AS i CALL (i, of) { MATCH (i)<-[r:"+participation+"]-(o)"+condition("o <> of", active)+" RETURN DISTINCT o } WITH o, "+sharedClause(q)+" }",
		c.partnerPage(q, name))
	total := "0"
	if want.Total {
		total = "size(every)"
	}
	return c.statement(strings.Join(clauses, "\n")+"\n", "[of.id, visits, "+total+", rows]")
}

// sharedClause returns the clause for each partner with the number of shared initiatives and,
// if requested, these initiatives.
func sharedClause(q *plan.Collaborators) string {
	if q.Initiatives > 0 {
		return "collect(i) AS shared RETURN collect([o, size(shared), shared]) AS every"
	}
	return "count(*) AS many RETURN collect([o, many]) AS every"
}

// partnerPage returns the clauses that select the rows of the page from all partners. Names are
// read only of partners with at least as many shared initiatives as the last row.
func (c *compiler) partnerPage(q *plan.Collaborators, name *model.Field) string {
	o, list, limit := scope{self: "o", typ: c.model.Participation.From.Target}, "[]", c.param(int64(q.Page.Limit)+1)
	if q.Initiatives > 0 {
		list = "[i IN joined WHERE i IN each[2] | i.id][.." + c.param(int64(q.Initiatives)) + "]"
	}
	behind := c.afterPartner(q, o, name)
	among := "UNWIND every AS each WITH each, each[0] AS o, each[1] AS many"
	return "CALL (every) { " + among + condition(behind) + " WITH many ORDER BY many DESC LIMIT " + limit + " RETURN min(many) AS least }\n" +
		"CALL (every, joined, least) { " + among + condition("many >= least", behind) +
		" ORDER BY many DESC, " + byName(o, name) + " LIMIT " + limit + " RETURN collect([o.id, o.name, many, " + list + "]) AS rows }"
}

// afterPartner returns the condition for partners after the cursor.
func (c *compiler) afterPartner(q *plan.Collaborators, o scope, name *model.Field) string {
	after := q.Page.After
	if after == nil {
		return ""
	}
	many := c.param(after[0].Int)
	if after[1].Null() {
		return "many < " + many
	}
	folded, text, id := c.param(model.Fold(after[1].Text)), c.param(after[1].Text), c.param(after[2].Text)
	return "(many < " + many + " OR many = " + many + " AND (" + afterName(o, name, folded, text, id) + "))"
}

// byName returns the sort keys of entities.
func byName(s scope, name *model.Field) string {
	return s.folded(name) + ", " + s.column(name) + ", " + s.self + ".id"
}

// afterName returns the condition for entities that come after another entity in the order of
// byName. The other entity is described by its folded name, name and id.
func afterName(s scope, name *model.Field, folded, text, id string) string {
	return s.folded(name) + " > " + folded + " OR " + s.folded(name) + " = " + folded +
		" AND (" + s.column(name) + " > " + text + " OR " + s.column(name) + " = " + text + " AND " + s.self + ".id > " + id + ")"
}

func texts(v any) []string {
	items, _ := v.([]any)
	list := make([]string, len(items))
	for i, item := range items {
		list[i], _ = item.(string)
	}
	return list
}

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
	answer, _, err := v.within(ctx, v.store.model.Participation.Types, want.Visits, func(bounded bool) *Statement {
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

// CompileCollaborators writes the statement for those who join the same initiatives as
// an actor; see Compile. The answer is the actor's id, null when there is no such actor;
// how many relations are to be looked at; how many there are, where that is wanted; and
// the rows, one more than the page has: id, name, how many initiatives are shared, and
// the ids of the first of these. With too many relations there are no rows. They are
// counted with bounded only.
func CompileCollaborators(m *model.Model, q *plan.Collaborators, want store.CollaboratorOptions, bounded bool) *Statement {
	c := newCompiler(m)
	joins := layout.Relationship(m.Participation, false)
	initiative, r := scope{self: "i", typ: m.Participation.To.Target}, scope{self: "r", typ: m.Participation}
	active := ""
	if q.On != nil {
		active = c.active(&plan.Active{From: *q.On, To: *q.On}, r)
	}
	name, ordered := m.AnyEntity.Field("name"), ""
	if q.Initiatives > 0 {
		ordered = " ORDER BY " + byName(initiative, name)
	}
	joined := "COLLECT { MATCH (of)-[r:" + joins + "]->(i)" + condition(active) + " WITH DISTINCT i" + condition(c.where(q.In, initiative)) + ordered + " RETURN i }"
	clauses := []string{
		"WITH *, " + c.lookUp(c.param(reference(q.Of))) + " AS found LIMIT 1",
		"WITH *, CASE WHEN found:" + m.Participation.From.Target.Name + " THEN found END AS of LIMIT 1",
	}
	if bounded {
		visits := c.param(int64(want.Visits))
		clauses = append(clauses,
			"WITH *, COUNT { (of)-[:"+joins+"]->() } AS own LIMIT 1",
			"WITH *, CASE WHEN own <= "+visits+" THEN "+joined+" ELSE [] END AS known LIMIT 1",
			"CALL (known) { UNWIND known AS i RETURN sum(COUNT { (i)<-[:"+joins+"]-() }) AS near }",
			"WITH *, own + near AS visits, CASE WHEN own + near <= "+visits+" THEN known ELSE [] END AS joined LIMIT 1")
	} else {
		clauses = append(clauses, "WITH *, 0 AS visits, "+joined+" AS joined LIMIT 1")
	}
	clauses = append(clauses,
		"CALL (of, joined) { UNWIND joined AS i CALL (i, of) { MATCH (i)<-[r:"+joins+"]-(o)"+condition("o <> of", active)+" RETURN DISTINCT o } WITH o, "+sharedBy(q)+" }",
		c.partnerPage(q, name))
	total := "0"
	if want.Total {
		total = "size(every)"
	}
	return c.statement(strings.Join(clauses, "\n")+"\n", "[of.id, visits, "+total+", rows]")
}

// sharedBy are each of the partners, with how many initiatives are shared, and where they
// are asked for these.
func sharedBy(q *plan.Collaborators) string {
	if q.Initiatives > 0 {
		return "collect(i) AS shared RETURN collect([o, size(shared), shared]) AS every"
	}
	return "count(*) AS many RETURN collect([o, many]) AS every"
}

// partnerPage are clauses from every partner to the rows of the page. Names are read only
// of those who share as many as the last one that is shown.
func (c *compiler) partnerPage(q *plan.Collaborators, name *model.Field) string {
	o, list, limit := scope{self: "o", typ: c.model.Participation.From.Target}, "[]", c.param(int64(q.Page.Limit)+1)
	if q.Initiatives > 0 {
		list = "[i IN joined WHERE i IN each[2] | i.id][.." + c.param(int64(q.Initiatives)) + "]"
	}
	behind := c.behindPartner(q, o, name)
	among := "UNWIND every AS each WITH each, each[0] AS o, each[1] AS many"
	return "CALL (every) { " + among + condition(behind) + " WITH many ORDER BY many DESC LIMIT " + limit + " RETURN min(many) AS least }\n" +
		"CALL (every, joined, least) { " + among + condition("many >= least", behind) +
		" ORDER BY many DESC, " + byName(o, name) + " LIMIT " + limit + " RETURN collect([o.id, o.name, many, " + list + "]) AS rows }"
}

// behindPartner is the condition on partners that stand behind the cursor.
func (c *compiler) behindPartner(q *plan.Collaborators, o scope, name *model.Field) string {
	after := q.Page.After
	if after == nil {
		return ""
	}
	many := c.param(after[0].Int)
	if after[1].Null() {
		return "many < " + many
	}
	folded, text, id := c.param(model.Fold(after[1].Text)), c.param(after[1].Text), c.param(after[2].Text)
	return "(many < " + many + " OR many = " + many + " AND (" + beyondName(o, name, folded, text, id) + "))"
}

// byName is the order in which entities come.
func byName(s scope, name *model.Field) string {
	return s.folded(name) + ", " + s.column(name) + ", " + s.self + ".id"
}

// beyondName is the condition on entities that come by name after one, whose folded name,
// name and id are told.
func beyondName(s scope, name *model.Field, folded, text, id string) string {
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

package query

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// collaborators says who joins the same initiatives as an actor.
func (a *asker) collaborators(q *plan.Collaborators) ([]*object, error) {
	list, err := a.view.Collaborators(a.ctx, q, store.CollaboratorOptions{Visits: a.ask.Visits, Total: a.selects("totalCount")})
	if err != nil || !list.Known {
		return nil, err
	}
	answer, nodes, edges := &object{}, []*object{}, []*object{}
	for i := range list.Rows {
		row := &list.Rows[i]
		node, edge := &object{}, &object{}
		node.point("actor", ref{id: row.ID, name: row.Name})
		node.set("shared", model.IntValue(int64(row.Shared)))
		node.point("initiatives", entities(row.Initiatives)...)
		edge.set("cursor", model.TextValue(placeOf(row)))
		edge.hold("node", node)
		nodes, edges = append(nodes, node), append(edges, edge)
	}
	answer.hold("nodes", nodes...)
	answer.hold("edges", edges...)
	answer.set("totalCount", model.IntValue(int64(list.Total)))
	start, end := "", ""
	if n := len(list.Rows); n > 0 {
		start, end = placeOf(&list.Rows[0]), placeOf(&list.Rows[n-1])
	}
	answer.page(q.Page.After != nil, list.More, start, end)
	return []*object{answer}, nil
}

// placeOf is the cursor of a collaborator.
func placeOf(c *store.Collaborator) string {
	return string(plan.CollaboratorsOrder.AppendCursor(nil, []model.Value{
		model.IntValue(int64(c.Shared)), model.TextValue(c.Name), model.IDValue(c.ID)}))
}

package query

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// collaborators finds the actors that participate in the initiatives of an actor.
func (r *runner) collaborators(q *plan.Collaborators) ([]*object, error) {
	page, err := r.view.Collaborators(r.ctx, q, store.CollaboratorOptions{Visits: r.query.Visits, Total: r.selects("totalCount")})
	if err != nil || !page.Known {
		return nil, err
	}
	var nodes []*object
	for i := range page.Rows {
		if err := r.work.Add(plan.UnitsRef + len(page.Rows[i].Initiatives)); err != nil {
			return nil, err
		}
		row, node := &page.Rows[i], newObject(3)
		node.refer("actor", ref{id: row.ID, name: row.Name})
		node.set("shared", model.IntValue(int64(row.Shared)))
		node.refer("initiatives", entities(row.Initiatives)...)
		nodes = append(nodes, node)
	}
	answer := &object{}
	cursor := func(i int) string { return cursorOf(plan.CollaboratorsOrder, &page.Rows[i]) }
	answer.connection(nodes, cursor, q.Page.After != nil, page.More)
	answer.set("totalCount", model.IntValue(int64(page.Total)))
	return []*object{answer}, nil
}

// cursorOf returns the cursor of a collaborator or a candidate.
func cursorOf(order plan.Keyset, c *store.Collaborator) string {
	return string(order.AppendCursor(nil, []model.Value{
		model.IntValue(int64(c.Shared)), model.TextValue(c.Name), model.IDValue(c.ID)}))
}

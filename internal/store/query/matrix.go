package query

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// matrix tabulates which actors participate in which initiatives.
func (r *runner) matrix(q *plan.Matrix) ([]*object, error) {
	found, err := r.view.Matrix(r.ctx, q, r.query.Visits)
	if err != nil {
		return nil, err
	}
	answer := &object{}
	answer.refer("rows", entities(found.Rows)...)
	answer.refer("columns", entities(found.Columns)...)
	var list []*object
	for i := range found.Cells {
		c := &found.Cells[i]
		if err := r.work.Add(plan.UnitsSeek + len(c.Relations)*plan.UnitsRow); err != nil {
			return nil, err
		}
		o := newObject(3)
		o.set("row", model.IDValue(found.Rows[c.Row]))
		o.set("column", model.IDValue(found.Columns[c.Column]))
		refs := make([]ref, len(c.Relations))
		for at, id := range c.Relations {
			refs[at] = ref{typ: r.model.Participation, id: id}
		}
		o.refer("relations", refs...)
		list = append(list, o)
	}
	answer.add("cells", list...)
	answer.set("truncated", model.BoolValue(found.Truncated))
	return []*object{answer}, nil
}

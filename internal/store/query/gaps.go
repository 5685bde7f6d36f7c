package query

import (
	"cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// gaps finds the initiatives with no participant on record that meets a condition: one list after
// the other, by verdict.
func (r *runner) gaps(q *plan.Gaps) ([]*object, error) {
	if err := r.mayVisit(q.In); err != nil {
		return nil, err
	}
	verdicts := r.query.Select.Type.Field("nodes").Object.Field("verdict").Enum
	counts := r.selects("totalCount") || anywhere(r.query.Select, "verdicts")
	var nodes, buckets []*object
	var keys [][]model.Value
	total, more := 0, false
	for i, list := range q.Lists(r.model) {
		list.Info, list.Count = !more, counts
		list.Page = plan.Page{Limit: max(0, q.Page.Limit-len(nodes))}
		if after := q.Page.After; after != nil {
			switch at := int(after[0].Int); {
			case i < at && !counts:
				continue
			case i < at:
				list.Page.Limit, list.Info = 0, false
			case i == at:
				list.Page.After = after[1:]
			}
		}
		if more && !counts {
			break
		}
		c, err := r.list(list)
		if err != nil {
			return nil, err
		}
		for c.Next() {
			if err := r.work.Add(plan.UnitsRef); err != nil {
				return nil, err
			}
			id, name := c.Value(0).Text, c.Value(1).Text
			node := newObject(2)
			node.refer("initiative", ref{id: id, name: name})
			node.set("verdict", model.EnumOf(verdicts.Values[i].Name))
			nodes = append(nodes, node)
			keys = append(keys, []model.Value{model.IntValue(int64(i)), model.TextValue(name), model.IDValue(id)})
		}
		more = more || list.Info && c.More()
		if counts {
			if n := c.Count(); n > 0 {
				total += n
				buckets = append(buckets, bucket(verdicts.Values[i], n))
			}
		}
		if err := c.Err(); err != nil {
			return nil, err
		}
	}
	answer := &object{}
	cursor := func(i int) string { return string(plan.GapsOrder.AppendCursor(nil, keys[i])) }
	answer.connection(nodes, cursor, q.Page.After != nil, more)
	answer.set("totalCount", model.IntValue(int64(total)))
	answer.add("verdicts", buckets...)
	return []*object{answer}, nil
}

// list runs a list, and returns its cursor before the first row.
func (r *runner) list(list *plan.Connection) (store.Cursor, error) {
	c, err := r.view.Run(r.ctx, &plan.Plan{Field: list.Type.Many, Root: &plan.Select{Slots: []plan.Slot{list}}})
	if err != nil {
		return nil, err
	}
	c.Enter(0)
	return c, c.Err()
}

// mayVisit returns an error if the initiatives that meet a condition have more participations than
// may be visited.
func (r *runner) mayVisit(in plan.Predicate) error {
	participation := r.model.Participation
	n := r.view.Info().Counts[participation.Index]
	if n <= r.query.Visits {
		return nil
	}
	c, err := r.list(&plan.Connection{Type: participation, Where: r.initiative(in), Count: true})
	if err != nil {
		return err
	}
	if n = c.Count(); n > r.query.Visits && c.Err() == nil {
		return store.TooManyParticipations(participation, n, r.query.Visits)
	}
	return c.Err()
}

// bucket returns a value of an enum with the number of rows that have it.
func bucket(word model.EnumWord, n int) *object {
	o := &object{}
	o.set("value", model.TextValue(word.Name))
	o.set("label", model.TextValue(cmp.Or(word.Description, word.Name)))
	o.set("count", model.IntValue(int64(n)))
	return o
}

package neo4j

import (
	"slices"

	"whojoins/model"
	"whojoins/plan"
)

// page is the frame of a connection. Its rows come in the direction of travel.
func page(s *plan.Connection, answer []any) frame {
	f := frame{sel: s.Rows, conn: s, parts: answer}
	if s.Rows == nil && !s.Info {
		return f
	}
	rows, _ := answer[0].([]any)
	f.parts = answer[1:]
	if s.Info {
		f.width = s.Order.Width()
	}
	if f.more = s.Page.Limit >= 0 && len(rows) > s.Page.Limit; f.more {
		rows = rows[:s.Page.Limit]
	}
	if s.Page.Backward {
		rows = slices.Clone(rows)
		slices.Reverse(rows)
	}
	f.items = rows
	return f
}

// counted is how many of the parts of a connection are its count.
func (f *frame) counted() int {
	if f.conn.Count || f.conn.Aggregate {
		return 1
	}
	return 0
}

// parts is the frame of a list of parts: objects, or, where they stand in lists of a
// relation, how many there are and a list for each slot.
func parts(s *plan.PartList, of *model.Type, v any) frame {
	list, _ := v.([]any)
	if of == nil || of.Kind != model.Relation {
		return frame{sel: s.Select, items: list}
	}
	f := frame{sel: s.Select, lists: true}
	if len(list) > 0 {
		f.slots, f.items = list[1:], make([]any, whole(list[0]))
	}
	return f
}

// slot is what a slot of the current object holds.
func (f *frame) slot(i int) any {
	if !f.lists {
		return f.slots[i]
	}
	if list, _ := f.slots[i].([]any); f.at <= len(list) && list[f.at-1] != "" {
		return list[f.at-1]
	}
	return nil
}

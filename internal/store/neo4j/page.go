package neo4j

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// page returns the frame of a connection. The answer has its rows in the direction of the page,
// and one more if that was requested and there are more.
func page(s *plan.Connection, answer []any) frame {
	f := frame{sel: s.Rows, conn: s, answer: answer}
	if rowCount(s) == 0 {
		return f
	}
	f.items, _ = answer[0].([]any)
	f.size, f.keyWidth = len(f.items), extraKeys(s)
	if s.Page.Limit >= 0 {
		f.size = min(f.size, s.Page.Limit)
	}
	return f
}

// rowCount returns the number of values of a connection that are its rows: 0 or 1.
func rowCount(s *plan.Connection) int {
	if s.Rows != nil || s.Info {
		return 1
	}
	return 0
}

// countCount returns the number of values of a connection that are its count: 0 or 1.
func countCount(s *plan.Connection) int {
	if s.Count || s.Aggregate {
		return 1
	}
	return 0
}

// item returns an item of a list by its position in list order.
func (f *frame) item(i int) any {
	if f.conn != nil && f.conn.Page.Backward {
		i = f.size - 1 - i
	}
	return f.items[i]
}

// slotOf returns the slot with a sort value, or -1.
func slotOf(s *plan.Connection, end *model.End, f *model.Field) int {
	if end != nil || s.Rows == nil {
		return -1
	}
	for i, slot := range s.Rows.Slots {
		if c, ok := slot.(*plan.Column); ok && c.Field == f {
			return i
		}
	}
	return -1
}

// extraKeys returns the number of sort values at the beginning of a row: those that cursors
// need and no slot holds.
func extraKeys(s *plan.Connection) int {
	if !s.Cursors {
		return 0
	}
	n := 0
	for _, k := range s.Order {
		if k.CountOf != nil {
			n++
			continue
		}
		for _, leaf := range k.Field.SortLeaves {
			if slotOf(s, k.End, leaf) < 0 {
				n++
			}
		}
	}
	if slotOf(s, nil, s.Type.Field("id")) < 0 {
		n++
	}
	return n
}

// parts returns the frame of a list of parts. For parts of a relation, the answer is their
// number and a list for each slot.
func parts(s *plan.PartList, of *model.Type, v any) frame {
	list, _ := v.([]any)
	if of == nil || of.Kind != model.Relation {
		return frame{sel: s.Select, items: list, size: len(list)}
	}
	f := frame{sel: s.Select, parallel: true}
	if len(list) > 0 {
		f.slots, f.size = list[1:], intOf(list[0])
	}
	return f
}

// slot returns the value of a slot of the current object.
func (f *frame) slot(i int) any {
	if !f.parallel {
		return f.slots[i]
	}
	if list, _ := f.slots[i].([]any); f.at <= len(list) && list[f.at-1] != "" {
		return list[f.at-1]
	}
	return nil
}

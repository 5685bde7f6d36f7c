package neo4j

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// page is the frame of a connection. Its rows stand in the answer in the direction of
// travel, and one more behind them when that is asked for and there are more.
func page(s *plan.Connection, answer []any) frame {
	f := frame{sel: s.Rows, conn: s, answer: answer}
	if paged(s) == 0 {
		return f
	}
	f.items, _ = answer[0].([]any)
	f.size, f.width = len(f.items), front(s)
	if s.Page.Limit >= 0 {
		f.size = min(f.size, s.Page.Limit)
	}
	return f
}

// paged is how many of the values of a connection are its rows.
func paged(s *plan.Connection) int {
	if s.Rows != nil || s.Info {
		return 1
	}
	return 0
}

// counted is how many of them are its count.
func counted(s *plan.Connection) int {
	if s.Count || s.Aggregate {
		return 1
	}
	return 0
}

// item is an item of a list, by its place in the order of the list.
func (f *frame) item(i int) any {
	if f.conn != nil && f.conn.Page.Backward {
		i = f.size - 1 - i
	}
	return f.items[i]
}

// fetched is the slot that holds a value by which rows are ordered, or -1.
func fetched(s *plan.Connection, end *model.End, f *model.Field) int {
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

// front is how many values of its key a row has in front: those that cursors are made
// of and no slot holds.
func front(s *plan.Connection) int {
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
			if fetched(s, k.End, leaf) < 0 {
				n++
			}
		}
	}
	if fetched(s, nil, s.Type.Field("id")) < 0 {
		n++
	}
	return n
}

// parts is the frame of a list of parts: objects, or, where they stand in lists of a
// relation, how many there are and a list for each slot.
func parts(s *plan.PartList, of *model.Type, v any) frame {
	list, _ := v.([]any)
	if of == nil || of.Kind != model.Relation {
		return frame{sel: s.Select, items: list, size: len(list)}
	}
	f := frame{sel: s.Select, lists: true}
	if len(list) > 0 {
		f.slots, f.size = list[1:], intOf(list[0])
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

package plan

import "math"

// cost returns the largest number of objects in an answer, by the sizes of its pages. Parts
// of an object count as one, since their number is unknown before the answer.
func cost(sel *Select) int {
	total := 0
	for _, s := range sel.Slots {
		switch s := s.(type) {
		case *Column:
		case *PartList:
			total = add(total, times(max(s.Most, 1), add(1, cost(s.Select))))
		case *Nested:
			total = add(total, 1, cost(s.Select))
		case *ReferredList:
			n := s.Most
			if s.First >= 0 {
				n = s.First
			}
			total = add(total, times(max(n, 1), add(1, cost(s.Select))))
		case *GraphQuery:
			total = add(total, times(max(s.Most, 1), add(1, cost(s.Select))))
		case *Referred:
			total = add(total, 1, cost(s.Select))
		case *EndOf:
			total = add(total, 1, cost(s.Select))
		case *Lookup:
			total = add(total, times(len(s.Refs), add(1, cost(s.Select))))
		case *Meta:
			total = add(total, 1, cost(s.Select))
		case *Connection:
			total = add(total, 1, s.cost())
		default:
			panic(Unhandled(s))
		}
	}
	return total
}

func (conn *Connection) cost() int {
	total := 0
	if conn.Rows != nil {
		total = times(max(conn.Page.Limit, 1), add(1, cost(conn.Rows)))
	}
	for _, f := range conn.Facets {
		total = add(total, 1, f.First)
	}
	return add(total, len(conn.Aggregates))
}

// add and times saturate at the largest 32-bit number, so that nothing overflows.
func add(ns ...int) int {
	total := 0
	for _, n := range ns {
		total = min(total+n, math.MaxInt32)
	}
	return total
}

func times(a, b int) int { return min(a*b, math.MaxInt32) }

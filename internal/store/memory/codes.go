package memory

// codes holds a small number for each row, in as few bytes as the largest number needs. Most
// columns of a graph have few distinct values, and many have only one.
type codes struct {
	// same is the number of every row if there is no slice.
	same uint32
	// identity reports whether row r has the number r+1, as in an id column.
	identity bool
	w8       []uint8
	w16      []uint16
	w32      []uint32
}

// trim returns list without unused capacity, copied if that frees more than 1/16 of it.
func trim[T any](list []T) []T {
	if list == nil || cap(list)-len(list) <= len(list)/16 {
		return list
	}
	trimmed := make([]T, len(list))
	copy(trimmed, list)
	return trimmed
}

// of sets dst to the numbers of rows. It takes a third of the time of calling at for each.
func (c *codes) of(rows, dst []uint32) {
	dst = dst[:len(rows)]
	switch {
	case c.w32 != nil:
		widen(c.w32, rows, dst)
	case c.w16 != nil:
		widen(c.w16, rows, dst)
	case c.w8 != nil:
		widen(c.w8, rows, dst)
	default:
		for i, row := range rows {
			dst[i] = c.at(row)
		}
	}
}

func widen[T uint8 | uint16 | uint32](codes []T, rows, dst []uint32) {
	for i, row := range rows {
		dst[i] = uint32(codes[row])
	}
}

// tally adds the rows to the counts of their numbers.
func (c *codes) tally(rows, counts []uint32) {
	switch {
	case c.w32 != nil:
		tallyAll(c.w32, rows, counts)
	case c.w16 != nil:
		tallyAll(c.w16, rows, counts)
	case c.w8 != nil:
		tallyAll(c.w8, rows, counts)
	case c.identity:
		for _, row := range rows {
			counts[row+1]++
		}
	default:
		counts[c.same] += uint32(len(rows))
	}
}

func tallyAll[T uint8 | uint16 | uint32](codes []T, rows, counts []uint32) {
	for _, row := range rows {
		counts[codes[row]]++
	}
}

func (c *codes) at(row uint32) uint32 {
	switch {
	case c.w32 != nil:
		return c.w32[row]
	case c.w16 != nil:
		return uint32(c.w16[row])
	case c.w8 != nil:
		return uint32(c.w8[row])
	case c.identity:
		return row + 1
	}
	return c.same
}

package identity

// holders are the records that have an identifier, by identifier, in ascending order. Most have one,
// so only the others have a list.
type holders struct {
	// one has the first record, several all of those of more than one.
	one     map[Identifier]int32
	several map[Identifier][]int32
}

// add adds a record, which is not before those added so far.
func (h *holders) add(id Identifier, record int32) {
	first, known := h.one[id]
	switch list := h.several[id]; {
	case !known:
		h.one[id] = record
	case len(list) == 0 && first != record:
		if h.several == nil {
			h.several = map[Identifier][]int32{}
		}
		h.several[id] = []int32{first, record}
	case len(list) > 0 && list[len(list)-1] != record:
		h.several[id] = append(list, record)
	}
}

// first returns the first record with an identifier.
func (h *holders) first(id Identifier) (int32, bool) {
	record, known := h.one[id]
	return record, known
}

package memory

// tally counts codes. It remembers which codes it has counted, so that resetting it costs no
// more than counting.
type tally struct {
	counts []uint32
	seen   []uint32
}

func (t *tally) add(code uint32) {
	if int(code) >= len(t.counts) {
		t.counts = append(t.counts, make([]uint32, int(code)+1-len(t.counts))...)
	}
	if t.counts[code] == 0 {
		t.seen = append(t.seen, code)
	}
	t.counts[code]++
}

func (t *tally) reset() {
	for _, code := range t.seen {
		t.counts[code] = 0
	}
	t.seen = t.seen[:0]
}

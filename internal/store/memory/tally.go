package memory

// tally counts codes. It remembers which codes it has counted, so that resetting it costs no
// more than counting.
type tally struct {
	counts []uint32
	seen   []uint32
}

// reserve makes room for the codes below span, before they are added.
func (t *tally) reserve(span uint32) {
	if int(span) > len(t.counts) {
		t.counts = append(t.counts, make([]uint32, int(span)-len(t.counts))...)
	}
}

func (t *tally) add(code uint32) {
	if t.counts[code] == 0 {
		t.seen = append(t.seen, code)
	}
	t.counts[code]++
}

// addMany adds a code n times.
func (t *tally) addMany(code, n uint32) {
	t.add(code)
	t.counts[code] += n - 1
}

func (t *tally) addAll(codes []uint32) {
	counts, seen := t.counts, t.seen
	for _, code := range codes {
		if counts[code] == 0 {
			seen = append(seen, code)
		}
		counts[code]++
	}
	t.seen = seen
}

func (t *tally) reset() {
	for _, code := range t.seen {
		t.counts[code] = 0
	}
	t.seen = t.seen[:0]
}

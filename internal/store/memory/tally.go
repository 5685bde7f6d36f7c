package memory

import "slices"

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

// addAll adds codes. Whether a code is new is as good as random, so there is no branch for it, which
// processors would predict wrongly.
func (t *tally) addAll(codes []uint32) {
	counts, n := t.counts, len(t.seen)
	t.seen = slices.Grow(t.seen, len(codes))
	seen := t.seen[:n+len(codes)]
	for _, code := range codes {
		seen[n] = code
		isNew := 0
		if counts[code] == 0 {
			isNew = 1
		}
		n += isNew
		counts[code]++
	}
	t.seen = seen[:n]
}

// addMembers adds the codes that are in a set, and returns their number; see addAll.
func (t *tally) addMembers(codes []uint32, set bits) int {
	counts, n := t.counts, len(t.seen)
	t.seen = slices.Grow(t.seen, len(codes))
	seen, added := t.seen[:n+len(codes)], uint32(0)
	for _, code := range codes {
		step := uint32(set[code>>6]>>(code&63)) & 1
		before := counts[code]
		counts[code] = before + step
		seen[n] = code
		isNew := uint32(0)
		if before == 0 {
			isNew = step
		}
		n += int(isNew)
		added += step
	}
	t.seen = seen[:n]
	return int(added)
}

// addUnmarked adds the codes at the positions from first to before end that are not marked; see addAll.
func (t *tally) addUnmarked(codes []uint32, marked bits, first, end uint32) {
	counts, n := t.counts, len(t.seen)
	t.seen = slices.Grow(t.seen, int(end-first))
	seen := t.seen[:n+int(end-first)]
	for at := first; at < end; at++ {
		code := codes[at]
		step := uint32(^marked[at>>6]>>(at&63)) & 1
		before := counts[code]
		counts[code] = before + step
		seen[n] = code
		isNew := uint32(0)
		if before == 0 {
			isNew = step
		}
		n += int(isNew)
	}
	t.seen = seen[:n]
}

// set sets the counts of different codes; nothing was counted before.
func (t *tally) set(codes, counts []uint32) {
	t.seen = append(t.seen, codes...)
	for i, code := range codes {
		t.counts[code] = counts[i]
	}
}

// remove forgets a code that was counted.
func (t *tally) remove(code uint32) {
	if t.counts[code] == 0 {
		return
	}
	t.counts[code] = 0
	last := len(t.seen) - 1
	t.seen[slices.Index(t.seen, code)] = t.seen[last]
	t.seen = t.seen[:last]
}

func (t *tally) reset() {
	for _, code := range t.seen {
		t.counts[code] = 0
	}
	t.seen = t.seen[:0]
}

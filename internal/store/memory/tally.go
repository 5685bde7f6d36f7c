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
	n := len(t.seen)
	counts, seen := t.counts, t.room(len(codes))
	for _, code := range codes {
		seen[n] = code
		n += raise(counts, code, 1)
	}
	t.seen = seen[:n]
}

// room returns the codes seen so far with room for n more.
func (t *tally) room(n int) []uint32 {
	t.seen = slices.Grow(t.seen, n)
	return t.seen[:len(t.seen)+n]
}

// raise adds step, 0 or 1, to the count of a code, and returns step if it was not counted before.
func raise(counts []uint32, code, step uint32) int {
	before, isNew := counts[code], uint32(0)
	counts[code] = before + step
	if before == 0 {
		isNew = step
	}
	return int(isNew)
}

// addMembers adds the codes that are in a set, and returns their number; see addAll.
func (t *tally) addMembers(codes []uint32, set bits) int {
	n, added := len(t.seen), uint32(0)
	counts, seen := t.counts, t.room(len(codes))
	for _, code := range codes {
		step := uint32(set[code>>6]>>(code&63)) & 1
		seen[n] = code
		n += raise(counts, code, step)
		added += step
	}
	t.seen = seen[:n]
	return int(added)
}

// addUnmarked adds the codes at the positions from first to before end that are not marked; see addAll.
func (t *tally) addUnmarked(codes []uint32, marked bits, first, end uint32) {
	n := len(t.seen)
	counts, seen := t.counts, t.room(int(end-first))
	for at := first; at < end; at++ {
		step := uint32(^marked[at>>6]>>(at&63)) & 1
		seen[n] = codes[at]
		n += raise(counts, codes[at], step)
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

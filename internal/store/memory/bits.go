package memory

import (
	mathbits "math/bits"

	"whojoins/internal/plan"
)

// bits is a set of small numbers.
type bits []uint64

func newBits(n int) bits { return make(bits, (n+63)/64) }

func (b bits) has(i uint32) bool { return int(i>>6) < len(b) && b[i>>6]&(1<<(i&63)) != 0 }

func (b bits) add(i uint32) { b[i>>6] |= 1 << (i & 63) }

// list appends the numbers in ascending order.
func (b bits) list(to []uint32) []uint32 {
	for i, word := range b {
		for ; word != 0; word &= word - 1 {
			to = append(to, uint32(i*64+mathbits.TrailingZeros64(word)))
		}
	}
	return to
}

// ranks has the number of members before each word of a set.
type ranks []uint32

func (b bits) ranks() ranks {
	r, n := make(ranks, len(b)), uint32(0)
	for i, word := range b {
		r[i] = n
		n += uint32(mathbits.OnesCount64(word))
	}
	return r
}

// of returns the position of a member of the set among its members.
func (r ranks) of(b bits, i uint32) uint32 {
	return r[i>>6] + uint32(mathbits.OnesCount64(b[i>>6]&(1<<(i&63)-1)))
}

// wordsPerRow is the number of words of a set of all rows for each row to sort, up to which the rows
// are sorted by a set.
const wordsPerRow = 8

// ascending sorts rows below span and removes duplicates. After the end of the operation there are
// none.
func (r *run) ascending(rows []uint32, span int) []uint32 {
	if len(rows)*wordsPerRow < span/64 {
		return r.distinct(rows)
	}
	if r.work.Add(plan.SortUnits(len(rows))) != nil {
		return nil
	}
	set := newBits(span)
	for _, row := range rows {
		set.add(row)
	}
	return set.list(rows[:0])
}

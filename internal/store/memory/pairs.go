package memory

import mathbits "math/bits"

// pairs numbers pairs of numbers in the order in which they are first met. It takes memory for
// the pairs that were met, and not for those that are possible, unless these are few.
type pairs struct {
	// list has the pairs by their numbers.
	list []uint64
	// slots has a number plus one, or 0, for each possible pair (a * span + b) or, if span is 0,
	// in a hash table with open addressing: a power of two of slots, at most half full.
	slots []uint32
	span  uint32
	shift int
}

// The size of the smallest hash table, and the largest number of possible pairs that have a slot
// each.
const (
	leastSlots = 64
	mostDirect = 1 << 13
)

// newPairs returns pairs of numbers below two bounds.
func newPairs(a, b int) (p pairs) {
	if a*b <= mostDirect {
		p.span, p.slots = uint32(b), make([]uint32, a*b)
	}
	return p
}

func (p *pairs) reset() {
	switch {
	case p.span > 0:
		for _, key := range p.list {
			p.slots[uint32(key>>32)*p.span+uint32(key)] = 0
		}
	case len(p.slots) > max(leastSlots, 16*len(p.list)):
		p.slots = nil // larger than the last list needed
	default:
		clear(p.slots)
	}
	p.list = p.list[:0]
}

// of returns the pair with a number.
func (p *pairs) of(number uint32) (a, b uint32) {
	return uint32(p.list[number] >> 32), uint32(p.list[number])
}

// number returns the number of a pair.
func (p *pairs) number(a, b uint32) uint32 {
	list := [1]uint32{a}
	p.numberAll(list[:], []uint32{b})
	return list[0]
}

// numberAll replaces each number in a by that of its pair with the one in b.
func (p *pairs) numberAll(a, b []uint32) {
	if p.span > 0 {
		p.numberDirectly(a, b)
		return
	}
	for i := range a {
		if 2*len(p.list) >= len(p.slots) {
			p.grow()
		}
		key := uint64(a[i])<<32 | uint64(b[i])
		at := p.slot(key)
		if p.slots[at] == 0 {
			p.list = append(p.list, key)
			p.slots[at] = uint32(len(p.list))
		}
		a[i] = p.slots[at] - 1
	}
}

func (p *pairs) numberDirectly(a, b []uint32) {
	b = b[:len(a)]
	slots, span := p.slots, p.span
	for i, first := range a {
		n := slots[first*span+b[i]]
		if n == 0 {
			p.list = append(p.list, uint64(first)<<32|uint64(b[i]))
			n = uint32(len(p.list))
			slots[first*span+b[i]] = n
		}
		a[i] = n - 1
	}
}

// slot returns the slot of a pair in the hash table, or the one where it belongs.
func (p *pairs) slot(key uint64) uint64 {
	mask := uint64(len(p.slots) - 1)
	// The upper bits of the product depend on all bits of the pair.
	at := key * 0x9e3779b97f4a7c15 >> p.shift
	for p.slots[at] != 0 && p.list[p.slots[at]-1] != key {
		at = (at + 1) & mask
	}
	return at
}

func (p *pairs) grow() {
	size := max(leastSlots, 2*len(p.slots))
	p.slots, p.shift = make([]uint32, size), 64-mathbits.TrailingZeros(uint(size))
	for i, key := range p.list {
		p.slots[p.slot(key)] = uint32(i) + 1
	}
}

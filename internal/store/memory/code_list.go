package memory

import "math"

// codeList is a list of numbers that grows, with as few bytes for each as the largest so far needs.
type codeList struct {
	// One of the three is used.
	w8  []uint8
	w16 []uint16
	w32 []uint32
}

func (l *codeList) len() int { return len(l.w8) + len(l.w16) + len(l.w32) }

// add appends a number.
func (l *codeList) add(code uint32) {
	switch {
	case l.w32 != nil:
		l.w32 = append(l.w32, code)
	case code > math.MaxUint16:
		l.w32 = append(append(widened[uint32](l.w8), widened[uint32](l.w16)...), code)
		l.w8, l.w16 = nil, nil
	case l.w16 != nil:
		l.w16 = append(l.w16, uint16(code))
	case code > math.MaxUint8:
		l.w16 = append(widened[uint16](l.w8), uint16(code))
		l.w8 = nil
	default:
		l.w8 = append(l.w8, uint8(code))
	}
}

// widened returns the numbers of a list with more bytes for each, and room for as many again.
func widened[W uint16 | uint32, N uint8 | uint16](list []N) []W {
	wide := make([]W, len(list), 2*len(list)+1)
	for i, code := range list {
		wide[i] = W(code)
	}
	return wide
}

// codes returns the numbers as codes, which retain the list. If to is not nil, each number n becomes
// to[n], and to has no larger number than the list.
func (l *codeList) codes(to []uint32) codes {
	switch {
	case l.w32 != nil:
		replace(l.w32, to)
		if same(l.w32) {
			return codes{same: l.w32[0]}
		}
		return codes{w32: trim(l.w32)}
	case l.w16 != nil:
		replace(l.w16, to)
		if same(l.w16) {
			return codes{same: uint32(l.w16[0])}
		}
		return codes{w16: trim(l.w16)}
	case len(l.w8) == 0:
		return codes{}
	}
	replace(l.w8, to)
	if same(l.w8) {
		return codes{same: uint32(l.w8[0])}
	}
	return codes{w8: trim(l.w8)}
}

func replace[T uint8 | uint16 | uint32](list []T, to []uint32) {
	if to == nil {
		return
	}
	for i, code := range list {
		list[i] = T(to[code])
	}
}

// same reports whether all numbers of a list are the same.
func same[T comparable](list []T) bool {
	for _, code := range list {
		if code != list[0] {
			return false
		}
	}
	return true
}

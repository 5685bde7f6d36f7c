package memory

import (
	"errors"
	"math"
	"strings"
)

// texts are many texts in one, so that a million of them are two objects and a part
// of one is had without copying.
type texts struct {
	all string
	// ends has where each text ends.
	ends []uint32
}

var errTexts = errors.New("the texts of one field hold more than 4 GiB; split the dataset")

// packTexts joins n texts.
func packTexts(n int, at func(i int) string) (texts, error) {
	size := 0
	for i := range n {
		size += len(at(i))
	}
	if size > math.MaxUint32 {
		return texts{}, errTexts
	}
	var all strings.Builder
	all.Grow(size)
	t := texts{ends: make([]uint32, n)}
	for i := range n {
		all.WriteString(at(i))
		t.ends[i] = uint32(all.Len())
	}
	t.all = all.String()
	return t, nil
}

func (t *texts) at(i int) string {
	start := uint32(0)
	if i > 0 {
		start = t.ends[i-1]
	}
	return t.all[start:t.ends[i]]
}

func (t *texts) len() int { return len(t.ends) }

// find gives the position of a text among texts sorted by code points, or where it
// would stand.
func (t *texts) find(s string) (int, bool) {
	lo, hi := 0, t.len()
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if t.at(mid) < s {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < t.len() && t.at(lo) == s
}

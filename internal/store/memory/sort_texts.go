package memory

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// fewTexts is the number of texts below which they are compared as a whole.
const fewTexts = 16

// keyedText is a text, by its number, with eight of its bytes.
type keyedText struct {
	key uint64
	n   uint32
}

// sortTexts sorts the numbers of texts by code points, then by tie, which is nil if no two texts are
// the same. Texts of a column often have long beginnings in common, and are far apart in memory. So
// they are sorted by eight bytes at a time, which are read once and not for each comparison.
func sortTexts(list []uint32, at func(i int) string, tie func(a, b uint32) int) {
	s := &textSorter{at: at, tie: tie}
	keyed := make([]keyedText, len(list))
	for i, n := range list {
		keyed[i].n = n
	}
	s.sort(keyed, 0)
	for i := range keyed {
		list[i] = keyed[i].n
	}
}

type textSorter struct {
	at  func(i int) string
	tie func(a, b uint32) int
}

func (s *textSorter) compare(a, b keyedText) int {
	if c := strings.Compare(s.at(int(a.n)), s.at(int(b.n))); c != 0 || s.tie == nil {
		return c
	}
	return s.tie(a.n, b.n)
}

// sort sorts texts whose first depth bytes are the same.
func (s *textSorter) sort(list []keyedText, depth int) {
	if len(list) < fewTexts {
		slices.SortFunc(list, s.compare)
		return
	}
	more := false
	for i := range list {
		text := s.at(int(list[i].n))
		list[i].key = bytesAt(text, depth)
		more = more || len(text) > depth
	}
	if !more {
		slices.SortFunc(list, s.compare)
		return
	}
	slices.SortFunc(list, func(a, b keyedText) int { return cmp.Compare(a.key, b.key) })
	for start := 0; start < len(list); {
		end := start + 1
		for end < len(list) && list[end].key == list[start].key {
			end++
		}
		if end-start > 1 {
			s.sort(list[start:end], depth+8)
		}
		start = end
	}
}

// bytesAt returns eight bytes of a text as a number, in the order of the bytes; zeros follow its end.
func bytesAt(text string, from int) uint64 {
	var eight [8]byte
	if from < len(text) {
		copy(eight[:], text[from:])
	}
	return binary.BigEndian.Uint64(eight[:])
}

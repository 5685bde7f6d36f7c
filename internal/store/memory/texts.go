package memory

import (
	"errors"
	"math"
	"strings"
	"unicode/utf8"
)

// texts are many texts in one, so that a million of them are two objects and a part
// of one is had without copying.
type texts struct {
	data string
	// ends has where each text ends.
	ends []uint32
	// pad is 1 where the texts stand in quotes, so that they can be written as JSON as
	// they are, and else 0.
	quotes uint32
	// escaped has a bit for each text that JSON escapes; nil where there is none.
	escaped []uint64
}

var errTexts = errors.New("the texts of one field hold more than 4 GiB; split the dataset")

// packQuoted joins n texts, each in quotes.
func packQuoted(n int, at func(i int) string) (texts, error) {
	t, err := packTexts(n, func(i int) string { return `"` + at(i) + `"` })
	t.quotes = 1
	for i := range n {
		if isPlainJSON(at(i)) {
			continue
		}
		if t.escaped == nil {
			t.escaped = make([]uint64, n/64+1)
		}
		t.escaped[i/64] |= 1 << (i % 64)
	}
	return t, err
}

// unescaped says that a text stands in JSON as it is.
func isPlainJSON(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '"' || s[i] == '\\' {
			return false
		}
	}
	return utf8.ValidString(s)
}

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
	t.data = all.String()
	return t, nil
}

func (t *texts) at(i int) string {
	start := uint32(0)
	if i > 0 {
		start = t.ends[i-1]
	}
	return t.data[start+t.quotes : t.ends[i]-t.quotes]
}

// quoted is a text as JSON, or empty where it is not kept so.
func (t *texts) quoted(i int) string {
	if t.quotes == 0 || t.escaped != nil && t.escaped[i/64]&(1<<(i%64)) != 0 {
		return ""
	}
	start := uint32(0)
	if i > 0 {
		start = t.ends[i-1]
	}
	return t.data[start:t.ends[i]]
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

package memory

import (
	"errors"
	"math"
	"strings"
	"unicode/utf8"
)

// texts stores many texts in one string, so that a million texts are only two objects for the
// garbage collector, and reading a text does not copy it.
type texts struct {
	data string
	// ends has the end of each text.
	ends []uint32
	// quotes is 1 if the texts are in quotes, so that they can be written as JSON, and 0
	// otherwise.
	quotes uint32
	// escaped has a bit for each text that needs escaping in JSON; nil if none does.
	escaped []uint64
}

var errTexts = errors.New("the texts of one field are longer than 4 GiB; split the dataset")

// packQuoted joins n texts, each in quotes.
func packQuoted(n int, at func(i int) string) (texts, error) {
	t, err := join(n, `"`, at)
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

// isPlainJSON reports whether a text needs no escaping in JSON.
func isPlainJSON(s string) bool { return hasNoEscapes(s) && utf8.ValidString(s) }

// hasNoEscapes reports whether no byte of a text needs escaping in JSON.
func hasNoEscapes(s string) bool {
	for i := range len(s) {
		if needsEscape[s[i]] {
			return false
		}
	}
	return true
}

// needsEscape has the bytes that a text in JSON cannot have: RFC 8259, section 7.
var needsEscape = func() (all [256]bool) {
	for c := range byte(' ') {
		all[c] = true
	}
	all['"'], all['\\'] = true, true
	return all
}()

// packTexts joins n texts.
func packTexts(n int, at func(i int) string) (texts, error) { return join(n, "", at) }

// join joins n texts, each with a quote before and after it.
func join(n int, quote string, at func(i int) string) (texts, error) {
	size := 2 * n * len(quote)
	for i := range n {
		size += len(at(i))
	}
	if size > math.MaxUint32 {
		return texts{}, errTexts
	}
	var all strings.Builder
	all.Grow(size)
	t := texts{ends: make([]uint32, n), quotes: uint32(len(quote))}
	for i := range n {
		all.WriteString(quote)
		all.WriteString(at(i))
		all.WriteString(quote)
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

// quoted returns a text as JSON, or "" if it needs escaping or is not stored in quotes.
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

// find returns the position of a text among texts sorted by code points, or the position where
// it would be inserted.
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

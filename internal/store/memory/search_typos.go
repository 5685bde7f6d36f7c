package memory

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// A word that differs from another one by a typo begins with the first half of its letters or ends
// with the second, unless the typo is a transposition in the middle. So the words are sorted twice,
// read forwards and backwards, and the words with either half are looked at. That takes 4 bytes a
// word; the words without one letter each, as an index, took ten times as many.

// mostScanned is the largest number of words that are compared one by one.
const mostScanned = 256

// findNear finds the words that differ from word by one typo at most.
func (m *matcher) findNear(word string) []uint32 {
	letters := strings.Split(word, "")
	if m.run.work.Add(len(letters)*plan.UnitsLookup) != nil {
		return nil
	}
	half := len(letters) / 2
	n := &near{matcher: m, word: word, letters: letters}
	if half > 0 {
		n.find(letters[:half-1], letters[half:half+1], letters[half-1:half], letters[half+1:])
	}
	n.along(affixes{m.words, nil}, half, 1)
	n.along(affixes{m.words, m.words.backward}, half, -1)
	return m.run.distinct(n.found)
}

// near is the search for the words near a word.
type near struct {
	*matcher
	word    string
	letters []string
	found   []uint32
}

// along finds the words that have the letters before position at in common with the word or, in the
// order of ends, those from there on. While these are many, it finds those with a typo right there,
// and goes one letter further.
func (n *near) along(order affixes, at, step int) {
	for ; at >= 0 && at <= len(n.letters); at += step {
		common := n.letters[:at]
		if order.list != nil {
			common = n.letters[at:]
		}
		text := strings.Join(common, "")
		lo, hi := order.with(text)
		if hi-lo <= mostScanned {
			n.scan(order, lo, hi)
			return
		}
		if n.run.work.Add(mostScanned*plan.UnitsTypo) != nil {
			return
		}
		n.typosAt(order, lo, hi, at, len(text))
	}
}

// typosAt finds the words with a typo next to the letters in common, which are those before
// position at or, in the order of ends, those from there on. size is their number of bytes.
func (n *near) typosAt(order affixes, lo, hi, at, size int) {
	before, after := n.letters[:at], n.letters[at:]
	if order.list == nil {
		if len(after) > 0 {
			n.find(before, after[1:])
		}
		if len(after) > 1 {
			n.find(before, after[1:2], after[:1], after[2:])
		}
	} else {
		if at > 0 {
			n.find(before[:at-1], after)
		}
		if at > 1 {
			n.find(before[:at-2], before[at-1:], before[at-2:at-1], after)
		}
	}
	for lo < hi {
		letter := order.letter(lo, size)
		if letter == "" { // the word ends here
			lo++
			continue
		}
		one := []string{letter}
		n.find(before, one, after)
		if order.list == nil && len(after) > 0 {
			n.find(before, one, after[1:])
		}
		if order.list != nil && at > 0 {
			n.find(before[:at-1], one, after)
		}
		lo = order.after(lo, hi, letter, size)
	}
}

// find adds the word that consists of some letters, if there is one.
func (n *near) find(parts ...[]string) {
	n.run.work.Count(plan.UnitsSeek)
	if at, ok := n.words.words.find(strings.Join(slices.Concat(parts...), "")); ok {
		n.found = append(n.found, uint32(at))
	}
}

// scan compares words one by one.
func (n *near) scan(order affixes, lo, hi int) {
	if n.run.work.Add((hi-lo)*plan.UnitsTypo) != nil {
		return
	}
	for i := lo; i < hi; i++ {
		at := order.word(i)
		if w := n.words.words.at(int(at)); mayBeNear(n.word, w) && model.OneTypo(n.word, w) {
			n.found = append(n.found, at)
		}
	}
}

// mostBytes is the number of bytes of two letters, which is the longest part in which words with a
// typo differ.
const mostBytes = 2 * utf8.UTFMax

// mayBeNear reports whether two words may differ by a typo, as their first and last bytes show.
func mayBeNear(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > utf8.UTFMax {
		return false
	}
	first := 0
	for first < len(a) && a[first] == b[first] {
		first++
	}
	last := 0
	for last < len(a)-first && a[len(a)-1-last] == b[len(b)-1-last] {
		last++
	}
	return len(b)-first-last <= mostBytes
}

// affixes are the words in an order: their own if list is nil, that of their ends otherwise.
type affixes struct {
	*wordIndex
	list []uint32
}

func (a affixes) word(i int) uint32 {
	if a.list == nil {
		return uint32(i)
	}
	return a.list[i]
}

// with returns the range of the words that begin or end with a text.
func (a affixes) with(text string) (lo, hi int) {
	n := a.words.len()
	lo = sort.Search(n, func(i int) bool { return a.compare(i, text) >= 0 })
	return lo, lo + sort.Search(n-lo, func(i int) bool { return a.compare(lo+i, text) > 0 })
}

// compare compares the beginning or the end of a word with a text; a shorter word that equals a
// part of the text comes before it.
func (a affixes) compare(i int, text string) int {
	w := a.words.at(int(a.word(i)))
	if a.list == nil {
		return cmp.Compare(w[:min(len(w), len(text))], text)
	}
	return compareEnds(w[max(0, len(w)-len(text)):], text)
}

// compareEnds compares two texts, read backwards.
func compareEnds(a, b string) int {
	for i := 1; i <= len(a) && i <= len(b); i++ {
		if x, y := a[len(a)-i], b[len(b)-i]; x != y {
			return cmp.Compare(x, y)
		}
	}
	return cmp.Compare(len(a), len(b))
}

// letter returns the letter of a word next to the bytes that it has in common with others, or "".
func (a affixes) letter(i, size int) string {
	w := a.words.at(int(a.word(i)))
	if a.list == nil {
		_, n := utf8.DecodeRuneInString(w[size:])
		return w[size : size+n]
	}
	w = w[:len(w)-size]
	_, n := utf8.DecodeLastRuneInString(w)
	return w[len(w)-n:]
}

// after returns the first word after those that have the letter of word lo at the same place.
func (a affixes) after(lo, hi int, letter string, size int) int {
	return lo + sort.Search(hi-lo, func(i int) bool { return a.letter(lo+i, size) != letter })
}

// sortBackwards returns the words in the order of their ends.
func (x *wordIndex) sortBackwards() []uint32 {
	list := make([]uint32, x.words.len())
	for i := range list {
		list[i] = uint32(i)
	}
	slices.SortFunc(list, func(a, b uint32) int { return compareEnds(x.words.at(int(a)), x.words.at(int(b))) })
	return list
}

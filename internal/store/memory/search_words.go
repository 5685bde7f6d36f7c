package memory

import (
	"cmp"
	"iter"
	"slices"
	"sort"
	"sync"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// wordIndex is the index for searches: the words with their entities, the words by their
// deletions, and the degrees of entities. It is built from the columns on first use.
type wordIndex struct {
	once sync.Once
	// words are sorted. The entities with word i are rows[ends[i-1]:ends[i]], ascending.
	words      texts
	ends, rows []uint32
	// typos lead from the hash of a deletion (a word without one of its characters) to the
	// word.
	typos   []typo
	degrees []uint32
	sources []searchedColumn
}

// typo is a deletion, as a hash, and the word it comes from.
type typo struct{ hash, word uint32 }

// typoLetters is the length of the shortest word that may match with a typo. Only words of five
// letters and more are searched with typos, and a typo adds or removes one letter at most.
const typoLetters = 4

// searchedColumn is a column whose texts are searched. Parts is set for a column of parts,
// scheme for one of identifiers.
type searchedColumn struct {
	*column
	fit    int
	parts  *partList
	scheme *column
}

// owner returns the entity of a row.
func (c *searchedColumn) owner(row uint32) uint32 {
	if c.parts == nil {
		return row
	}
	ends := c.parts.ends
	return uint32(sort.Search(len(ends), func(o int) bool { return ends[o] > row }))
}

// window returns the rows [start, end) of an entity.
func (c *searchedColumn) window(entity uint32) (start, end uint32) {
	if c.parts == nil {
		return entity, entity + 1
	}
	return window(c.parts.ends, entity)
}

// words returns the word index.
func (s *snapshot) words() *wordIndex {
	x := &s.wordIndex
	x.once.Do(func() {
		x.sources = s.searchedColumns()
		x.degrees = s.degrees()
		x.addWords(s.entities.rows)
		x.addTypos()
	})
	return x
}

func (s *snapshot) searchedColumns() (list []searchedColumn) {
	for _, f := range store.SearchedFields(s.model) {
		if f.Scalar != model.Parts {
			if c := s.entities.columns[f]; c != nil {
				list = append(list, searchedColumn{column: c, fit: f.Searched})
			}
			continue
		}
		parts := s.entities.parts[f]
		if parts == nil {
			continue
		}
		for _, sub := range store.SearchedParts(f) {
			c := searchedColumn{column: parts.table.columns[sub], fit: sub.Searched, parts: parts}
			if c.column == nil {
				continue
			}
			if scheme := f.Object.Field("scheme"); scheme != nil && sub.Name == "value" {
				c.scheme = parts.table.columns[scheme]
			}
			list = append(list, c)
		}
	}
	return list
}

// degrees counts the current relations of each entity.
func (s *snapshot) degrees() []uint32 {
	n := make([]uint32, s.entities.rows)
	for _, r := range s.relations {
		if r == nil {
			continue
		}
		for _, row := range r.current {
			n[r.ends[0][row]]++
			n[r.ends[1][row]]++
		}
	}
	return n
}

// wordEntity is a word of an entity.
type wordEntity struct{ word, entity uint32 }

// addWords adds the words of all columns.
func (x *wordIndex) addWords(entities int) {
	known := map[string]uint32{}
	var names []string
	var pairs []wordEntity
	for i := range x.sources {
		c := &x.sources[i]
		of := make([][]uint32, c.dict.n+1)
		for code := uint32(1); int(code) <= c.dict.n; code++ {
			for _, w := range model.TextWords(c.dict.text.at(int(code) - 1)) {
				at, ok := known[w]
				if !ok {
					at = uint32(len(names))
					known[w] = at
					names = append(names, w)
				}
				of[code] = append(of[code], at)
			}
		}
		x.eachValue(c, entities, func(entity, code uint32) {
			for _, w := range of[code] {
				pairs = append(pairs, wordEntity{w, entity})
			}
		})
	}
	x.sortWords(names, pairs)
}

// eachValue calls f with each value of a column, entity by entity.
func (x *wordIndex) eachValue(c *searchedColumn, entities int, f func(entity, code uint32)) {
	for e := range uint32(entities) {
		row, end := c.window(e)
		for ; row < end; row++ {
			if code := c.codes.at(row); code != 0 {
				f(e, code)
			}
		}
	}
}

// sortWords sorts the words, and the entities of each word.
func (x *wordIndex) sortWords(names []string, pairs []wordEntity) {
	sorted := make([]uint32, len(names))
	for i := range sorted {
		sorted[i] = uint32(i)
	}
	slices.SortFunc(sorted, func(a, b uint32) int { return cmp.Compare(names[a], names[b]) })
	place := make([]uint32, len(names))
	for i, at := range sorted {
		place[at] = uint32(i)
	}
	// The distinct words are shorter together than the texts of the columns, whose size was
	// checked.
	x.words, _ = packTexts(len(names), func(i int) string { return names[sorted[i]] })
	starts := make([]uint32, len(names)+1)
	for _, p := range pairs {
		starts[place[p.word]+1]++
	}
	for i := range names {
		starts[i+1] += starts[i]
	}
	rows, next := make([]uint32, len(pairs)), slices.Clone(starts)
	for _, p := range pairs {
		at := place[p.word]
		rows[next[at]] = p.entity
		next[at]++
	}
	x.ends, x.rows = make([]uint32, len(names)), rows[:0]
	for i := range names {
		list := rows[starts[i]:starts[i+1]]
		slices.Sort(list)
		x.rows = append(x.rows, slices.Compact(list)...)
		x.ends[i] = uint32(len(x.rows))
	}
	x.rows = trim(x.rows)
}

// addTypos adds the deletions of all words that are long enough.
func (x *wordIndex) addTypos() {
	for i := range x.words.len() {
		w := x.words.at(i)
		if model.Letters(w) < typoLetters {
			continue
		}
		for h := range deletionHashes(w) {
			x.typos = append(x.typos, typo{h, uint32(i)})
		}
	}
	slices.SortFunc(x.typos, func(a, b typo) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.word, b.word)) })
	x.typos = trim(x.typos)
}

// deletionHashes returns the hashes of model.Deletions of a word, without building these texts.
// A hash is a 32-bit FNV-1a, which is the same on every machine.
func deletionHashes(word string) iter.Seq[uint32] {
	add := func(h uint32, s string) uint32 {
		for i := range len(s) {
			h = (h ^ uint32(s[i])) * 16777619
		}
		return h
	}
	return func(yield func(uint32) bool) {
		before := uint32(2166136261)
		if !yield(add(before, word)) {
			return
		}
		last := ""
		for i := 0; i < len(word); {
			_, size := utf8.DecodeRuneInString(word[i:])
			// Deleting either of two equal neighbours leaves the same text.
			letter := word[i : i+size]
			if letter != last && !yield(add(before, word[i+size:])) {
				return
			}
			before, last = add(before, letter), letter
			i += size
		}
	}
}

// entitiesWith returns the entities with a word, ascending.
func (x *wordIndex) entitiesWith(word uint32) []uint32 {
	start, end := window(x.ends, word)
	return x.rows[start:end]
}

// withPrefix returns the words [lo, hi) with a prefix.
func (x *wordIndex) withPrefix(prefix string) (lo, hi uint32) {
	first, _ := x.words.find(prefix)
	n := x.words.len() - first
	behind := sort.Search(n, func(i int) bool {
		w := x.words.at(first + i)
		return len(w) < len(prefix) || w[:len(prefix)] != prefix
	})
	return uint32(first), uint32(first + behind)
}

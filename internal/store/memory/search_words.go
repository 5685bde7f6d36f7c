package memory

import (
	"slices"
	"sort"
	"sync"

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
	// backward are the words in the order of their ends; see search_typos.go.
	backward []uint32
	degrees  []uint32
	sources  []*searchedColumn
}

// searchedColumn is a column whose texts are searched. Parts is set for a column of parts,
// scheme for one of identifiers.
type searchedColumn struct {
	*column
	fit    int
	parts  *partList
	scheme *column
	joined joinedTexts
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
		x.addWords(s.entities.rows, s.isDeprecated)
		x.backward = x.sortBackwards()
	})
	return x
}

func (s *snapshot) searchedColumns() (list []*searchedColumn) {
	for _, f := range store.SearchedFields(s.model) {
		if f.Scalar != model.Parts {
			if c := s.entities.columns[f]; c != nil {
				list = append(list, &searchedColumn{column: c, fit: f.Searched})
			}
			continue
		}
		parts := s.entities.parts[f]
		if parts == nil {
			continue
		}
		for _, sub := range store.SearchedParts(f) {
			c := &searchedColumn{column: parts.table.columns[sub], fit: sub.Searched, parts: parts}
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

// addWords adds the words of all columns, except those of deprecated entities alone.
func (x *wordIndex) addWords(entities int, deprecated bits) {
	known := newInterned()
	of := make([]textWords, len(x.sources))
	for i, c := range x.sources {
		listed := c.listed(entities, deprecated)
		of[i].ends = make([]uint32, 1, c.dict.n+1)
		for code := uint32(1); int(code) <= c.dict.n; code++ {
			if listed == nil || listed.has(code) {
				of[i].add(known, c.dict.text.at(int(code)-1))
			}
			of[i].ends = append(of[i].ends, uint32(len(of[i].words)))
		}
	}
	x.sortWords(&known.textList, func(f func(word, entity uint32)) {
		for i, c := range x.sources {
			c.eachValue(entities, func(entity, code uint32) {
				if deprecated.has(entity) {
					return
				}
				start, end := of[i].ends[code-1], of[i].ends[code]
				for _, w := range of[i].words[start:end] {
					f(w, entity)
				}
			})
		}
	})
}

// textWords has the numbers of the words of each text of a column, by code.
type textWords struct{ words, ends []uint32 }

// add adds the words of a text. The distinct words are shorter together than the texts of the
// columns, whose size was checked.
func (t *textWords) add(known *interned, text string) {
	for _, w := range model.TextWords(text) {
		if n, err := known.number(w); err == nil {
			t.words = append(t.words, uint32(n))
		}
	}
}

// listed returns the codes of the texts that an entity has which is not deprecated, or nil if all
// have one.
func (c *searchedColumn) listed(entities int, deprecated bits) bits {
	if deprecated == nil {
		return nil
	}
	codes := newBits(c.dict.n + 1)
	c.eachValue(entities, func(entity, code uint32) {
		if !deprecated.has(entity) {
			codes.add(code)
		}
	})
	return codes
}

// eachValue calls f with each value of a column, entity by entity.
func (c *searchedColumn) eachValue(entities int, f func(entity, code uint32)) {
	for e := range uint32(entities) {
		row, end := c.window(e)
		for ; row < end; row++ {
			if code := c.codes.at(row); code != 0 {
				f(e, code)
			}
		}
	}
}

// sortWords sorts the words, and the entities of each word. Each calls its argument with each word of
// each entity, and is called twice.
func (x *wordIndex) sortWords(names *textList, each func(f func(word, entity uint32))) {
	sorted := make([]uint32, names.len())
	for i := range sorted {
		sorted[i] = uint32(i)
	}
	sortTexts(sorted, names.at, nil)
	place := make([]uint32, names.len())
	for i, at := range sorted {
		place[at] = uint32(i)
	}
	// As in textWords.add, there can be no error.
	x.words, _ = packTexts(names.len(), func(i int) string { return names.at(int(sorted[i])) })
	next := make([]uint32, names.len()+1)
	each(func(word, _ uint32) { next[place[word]+1]++ })
	for i := range names.len() {
		next[i+1] += next[i]
	}
	rows := make([]uint32, next[names.len()])
	each(func(word, entity uint32) {
		at := place[word]
		rows[next[at]] = entity
		next[at]++ // the end of the word's entities in the end
	})
	x.ends, x.rows = make([]uint32, names.len()), rows[:0]
	start := uint32(0)
	for i := range names.len() {
		list := rows[start:next[i]]
		start = next[i]
		slices.Sort(list)
		x.rows = append(x.rows, slices.Compact(list)...)
		x.ends[i] = uint32(len(x.rows))
	}
	x.rows = trim(x.rows)
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

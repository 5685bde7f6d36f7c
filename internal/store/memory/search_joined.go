package memory

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
	"sync"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// joinedTexts are the texts of a column that also count as one word (model.JoinedWhole), ordered by
// a hash of that word. They are found on first use.
type joinedTexts struct {
	once sync.Once
	seed maphash.Seed
	list []joinedText
}

// joinedText is the code of a text, with the hash of the text written as one word.
type joinedText struct{ hash, code uint32 }

func (j *joinedTexts) hash(word string) uint32 { return uint32(maphash.String(j.seed, word)) }

// find finds the texts of a dictionary.
func (j *joinedTexts) find(d *dict) {
	j.seed = maphash.MakeSeed()
	for i := range d.folded.len() {
		text := d.folded.at(i)
		if n := strings.Count(text, " "); n == 0 || n > model.MostJoined {
			continue
		}
		if one := model.JoinedWhole(text); one != "" {
			j.list = append(j.list, joinedText{j.hash(one), uint32(i) + 1})
		}
	}
	slices.SortFunc(j.list, func(a, b joinedText) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.code, b.code)) })
	j.list = trim(j.list)
}

// with returns the texts that may be a word.
func (j *joinedTexts) with(word string) []joinedText {
	hash := j.hash(word)
	lo, _ := slices.BinarySearchFunc(j.list, hash, func(t joinedText, hash uint32) int { return cmp.Compare(t.hash, hash) })
	hi := lo
	for hi < len(j.list) && j.list[hi].hash == hash {
		hi++
	}
	return j.list[lo:hi]
}

// joined returns the entities with a text in a column that is the given word when it is written as
// one.
func (m *matcher) joined(c *searchedColumn, word string) (rows []uint32) {
	c.joined.once.Do(func() { c.joined.find(c.dict) })
	for _, t := range c.joined.with(word) {
		if m.run.work.Add(plan.UnitsLookup) != nil {
			return nil
		}
		if model.JoinedWhole(c.dict.folded.at(int(t.code)-1)) != word {
			continue
		}
		for _, row := range c.postings().of(t.code, t.code+1) {
			if m.run.work.Add(plan.UnitsSeek) != nil {
				return nil
			}
			if c.scheme == nil || c.scheme.value(row).Text == "" {
				rows = append(rows, c.owner(row))
			}
		}
	}
	return rows
}

package cost

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// wholeColumns is the number of columns in which a whole text is looked up.
const wholeColumns = 8

// wordHits has the expected numbers of entities that have a word: exactly, as a prefix too, and
// with a typo too.
type wordHits struct{ exact, prefix, typo float64 }

// exact estimates how many entities have a word. The most common words are known; of the others,
// a caller asks for more common ones rather than for rare ones, except for numbers.
func (e *estimator) exact(w string) float64 {
	s := &e.statistics.Words
	if known := s.Common[w]; known > 0 {
		return float64(known)
	}
	if strings.ContainsFunc(w, unicode.IsDigit) {
		return 1
	}
	return max(ratio(float64(s.Squares)-e.squares, float64(sum(s.Relations))-e.common), 1)
}

// word estimates how many entities have a word, also as a prefix and with a typo.
func (e *estimator) word(w string) (h wordHits) {
	s := &e.statistics.Words
	h.exact = e.exact(w)
	begins, mistyped, length := store.MayBegin(w), store.MayMistype(w), float64(utf8.RuneCountInString(w))
	for known, count := range s.Common {
		n := float64(count)
		switch {
		case known == w:
		case begins && strings.HasPrefix(known, w):
			h.prefix += n
		case mistyped && model.OneTypo(w, known):
			h.typo += n
		}
	}
	// Of the rarer words, the longer a word is, the fewer begin with it.
	rare := max(float64(sum(s.Relations))-e.common, 0)
	if begins {
		h.prefix += rare * math.Pow(lettersInWords, -length)
	}
	if mistyped {
		h.typo += rare * math.Pow(lettersInWords, 1-length)
	}
	h.prefix += joinedWords * h.exact
	h.typo += h.prefix
	return h
}

// joinedWords is the number of words as which a word is indexed: alone, and written as one with
// its neighbours.
const joinedWords = 3

// smallUnion is the part of the entities up to which lists of entities are united by sorting.
const smallUnion = 64

// lettersInWords is the number of letters that may follow in a word, on average.
const lettersInWords = 12

// counted reports whether a search counts all its hits. Otherwise it ends once its page is full.
func counted(g *plan.GraphQuery) bool {
	return slices.ContainsFunc(g.Select.Slots, func(slot plan.Slot) bool {
		switch s := slot.(type) {
		case *plan.Column:
			return strings.HasPrefix(s.Field.Name, "total")
		case *plan.PartList:
			return s.Field.Name == "types"
		case *plan.Referred, *plan.ReferredList, *plan.Nested, *plan.EndOf, *plan.Lookup, *plan.Meta, *plan.GraphQuery, *plan.Connection:
			return false
		default:
			panic(plan.Unhandled(s))
		}
	})
}

// search estimates the search for a text, tier by tier.
func (e *estimator) search(q *plan.Search, asked *plan.GraphQuery) found {
	words := model.SearchWords(q.Text)
	if len(words) == 0 {
		return found{objects: 1}
	}
	e.add(Words, float64(plan.FoldUnits(len(q.Text))+wholeColumns*plan.UnitsLookup))
	all := e.all(e.model.AnyEntity, false)
	hits := make([]wordHits, len(words))
	for i, w := range words {
		hits[i] = e.word(w)
		lookups := 1.0
		if store.MayBegin(w) {
			lookups += 3
		}
		if store.MayMistype(w) {
			lookups += 3 + float64(model.Letters(w))
		}
		e.add(Words, lookups*plan.UnitsLookup)
	}
	total := 0.0
	for _, of := range []func(wordHits) float64{
		func(h wordHits) float64 { return h.exact },
		func(h wordHits) float64 { return h.prefix },
		func(h wordHits) float64 { return h.typo },
	} {
		if total > store.EnoughHits || !counted(asked) && total > float64(q.Page.Limit) {
			break
		}
		least, most := math.Inf(1), 1.0
		for _, h := range hits {
			n := of(h)
			least = min(least, n, all.n)
			most *= min(ratio(n, all.n), 1)
			if n <= h.exact {
				continue
			}
			if e.add(Words, n); n < all.n/smallUnion {
				e.add(Words, sortUnits(n))
			} else {
				e.add(Words, n)
			}
		}
		total = max(all.n*most, least*math.Pow(half/2, float64(len(words)-1)))
		e.add(Words, (least*float64(len(words)-1)+total)*plan.UnitsRow)
	}
	page := min(total*all.types(q.Types), float64(q.Page.Limit))
	e.add(Sort, 2*sortUnits(page+1)+page*plan.UnitsRef)
	return found{objects: 1, sizes: map[string]float64{
		"nodes": page, "edges": page, "types": 4, "highlights": 2,
	}}
}

// The work of resolving a name: to look it up as a whole, and to look up each of its words and
// compare it with entities that have the word. A name that is found as a whole is not looked up
// by its words, so the second is a mean.
const (
	wholeUnits = 1500
	wordUnits  = 2500
)

// resolve estimates the search for the entities that terms name.
func (e *estimator) resolve(q *plan.Resolve) found {
	for _, entry := range q.Entries {
		e.add(Words, float64(wholeUnits+plan.FoldUnits(len(entry.Term))+wordUnits*len(model.SearchWords(entry.Term))))
	}
	return found{objects: float64(len(q.Entries)), sizes: map[string]float64{"candidates": 2}}
}

// comparedText is a text with which values are compared, and wordShare what is known of one of its
// words: the part of the entities that have a common word like it, and how rare it is by its
// length.
type (
	comparedText struct {
		op   plan.Op
		text string
	}
	wordShare struct{ common, rarity float64 }
)

// textShare returns the part of texts that contain, begin with or end with a text, by the most
// common words and its length.
func (e *estimator) textShare(op plan.Op, text string, bytes float64) float64 {
	key := comparedText{op, text}
	words, known := e.texts[key]
	if !known {
		words = e.wordShares(op, text)
		e.texts[key] = words
	}
	places := bytes
	if op != plan.Contains {
		places = 1
	}
	share := 1.0
	for _, w := range words {
		share = min(share, max(w.common, places*w.rarity))
	}
	return share
}

func (e *estimator) wordShares(op plan.Op, text string) (list []wordShare) {
	for _, w := range model.SearchWords(text) {
		most := 0
		for known, n := range e.statistics.Words.Common {
			if op == plan.StartsWith && strings.HasPrefix(known, w) || op == plan.EndsWith && strings.HasSuffix(known, w) ||
				op == plan.Contains && strings.Contains(known, w) {
				most = max(most, n)
			}
		}
		list = append(list, wordShare{ratio(float64(most), e.entities), math.Pow(0.1, float64(len(w)))})
	}
	return list
}

package layout

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// The properties that search uses. An entity has its words, folded and separated by spaces; a mark
// for each of its whole texts; and the number of its current relations.
const (
	WordsProperty  = "searchWords"
	WholesProperty = "searchWholes"
	DegreeProperty = "degree"

	// SearchIndex is the full-text index of entities by words and marks. A word with a typo is a
	// regular expression over its words: an index of the words without one letter each, which finds
	// them too, took half of the time of a load.
	SearchIndex = SchemaPrefix + "search"
)

// searchSchema returns the index of search. It splits at spaces only, because the properties are
// split into words already.
func searchSchema() SchemaItem {
	return SchemaItem{Name: SearchIndex, Statement: "CREATE FULLTEXT INDEX " + SearchIndex + " IF NOT EXISTS FOR (n:Entity) ON EACH [n." +
		quoteAll([]string{WordsProperty, WholesProperty}, ", n.") + "] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}"}
}

func searchNames() []ownedName {
	return []ownedName{
		{"entity ", WordsProperty, "words"}, {"entity ", WholesProperty, "whole texts"},
		{"entity ", DegreeProperty, "the number of relations"},
	}
}

// TextMark returns the mark of a whole text: a hash of its folded form, after the fit (the
// score of a match with it).
func TextMark(fit int, folded string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(folded))
	return strconv.Itoa(fit) + "x" + strconv.FormatUint(h.Sum64(), 16)
}

// setSearch adds the properties that an entity is searched by.
func (e *Encoder) setSearch(p map[string]any, o *store.Object) {
	var words, wholes []string
	add := func(fit int, text, scheme string) {
		for _, word := range model.TextWords(text) {
			if !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
		for _, whole := range model.WholesOf(text, scheme) {
			if m := TextMark(fit, whole); !slices.Contains(wholes, m) {
				wholes = append(wholes, m)
			}
		}
	}
	for _, f := range store.SearchedFields(e.graph.Model) {
		if f.Scalar != model.Parts {
			if v := o.Value(f); !v.Null() {
				add(f.Searched, v.Text, "")
			}
			continue
		}
		scheme := f.Object.Field("scheme")
		for _, part := range o.Objects(f) {
			for _, sub := range store.SearchedParts(f) {
				if v := part.Value(sub); !v.Null() && scheme != nil {
					add(sub.Searched, v.Text, part.Value(scheme).Text)
				} else if !v.Null() {
					add(sub.Searched, v.Text, "")
				}
			}
		}
	}
	if len(words) > 0 {
		p[WordsProperty] = strings.Join(words, " ")
	}
	if len(wholes) > 0 {
		p[WholesProperty] = strings.Join(wholes, " ")
	}
}

// countDegrees counts the current relations of each entity, by id.
func countDegrees(g *store.Graph) map[string]int64 {
	degrees := make(map[string]int64, len(g.Entities))
	deprecated := g.Model.AnyRelation.Field("deprecated")
	for _, r := range g.Relations {
		if r.Value(deprecated).Int == 0 {
			degrees[r.From]++
			degrees[r.To]++
		}
	}
	return degrees
}

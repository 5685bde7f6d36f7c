package layout

import (
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// The names that search uses. An entity has its words, folded and separated by spaces; a mark
// for each of its whole texts; and the number of its current relations. A node SearchWord has a
// word of at least typoLetters letters with all its deletions (the word without one of its
// letters), so that a word with a typo is found.
const (
	WordsProperty  = "searchWords"
	WholesProperty = "searchWholes"
	DegreeProperty = "degree"

	WordLabel     = "SearchWord"
	WordProperty  = "word"
	TyposProperty = "typos"

	// SearchIndex and TyposIndex are full-text indexes: of entities by words and marks, and of
	// SearchWord nodes by deletions.
	SearchIndex = SchemaPrefix + "search"
	TyposIndex  = SchemaPrefix + "typos"

	// typoLetters is the length of the shortest word that may match with a typo. Only words of
	// five letters and more are searched with typos, and a typo adds or removes one letter at most.
	typoLetters = 4
)

// searchSchema returns the indexes of search. The full-text indexes split at spaces only,
// because the properties are split into words already.
func searchSchema() []SchemaItem {
	fullText := func(name, label string, properties ...string) SchemaItem {
		return SchemaItem{Name: name, Statement: "CREATE FULLTEXT INDEX " + name + " IF NOT EXISTS FOR (n:" + label + ") ON EACH [n." + quoteAll(properties, ", n.") + "] " +
			"OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}"}
	}
	return []SchemaItem{
		fullText(SearchIndex, "Entity", WordsProperty, WholesProperty),
		fullText(TyposIndex, WordLabel, TyposProperty),
		index("(n:"+WordLabel+")", WordProperty),
	}
}

func searchNames() []ownedName {
	return []ownedName{
		{"label ", WordLabel, "words"}, {"entity ", WordsProperty, "words"}, {"entity ", WholesProperty, "whole texts"},
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
	for _, word := range words {
		if model.Letters(word) >= typoLetters {
			e.words[word] = true
		}
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

// Words returns the words of the entities encoded so far for which SearchWord nodes are needed,
// sorted.
func (e *Encoder) Words() []string { return slices.Sorted(maps.Keys(e.words)) }

// WordRow returns the row of a SearchWord node: the word and its deletions.
func WordRow(word string) []any {
	return []any{word, strings.Join(model.Deletions(word), " ")}
}

package neo4j

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// What entities are searched by. An entity has its words, folded, with spaces between; a
// mark for each of its texts as a whole; and how many relations it has that are not
// deprecated. A node SearchWord stands for each word of four letters or more, with what is
// left of it by one deletion, so that a word with a typo is found.
const (
	wordsProperty  = "searchWords"
	wholesProperty = "searchWholes"
	degreeProperty = "degree"

	wordLabel     = "SearchWord"
	wordProperty  = "word"
	typosProperty = "typos"

	searchIndex = schemaPrefix + "search"
	typosIndex  = schemaPrefix + "typos"

	// typoLetters is how many letters a word needs to have a typo: with one more or less it
	// is one that was asked for with five.
	typoLetters = 4
)

// searchSchema are the full-text indexes. They split at spaces alone: what is in them was
// split before.
func searchSchema() []schemaItem {
	fullText := func(name, label string, properties ...string) schemaItem {
		return schemaItem{name: name, statement: "CREATE FULLTEXT INDEX " + name + " IF NOT EXISTS FOR (n:" + label + ") ON EACH [n." + quoted(properties, ", n.") + "] " +
			"OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}"}
	}
	return []schemaItem{
		fullText(searchIndex, "Entity", wordsProperty, wholesProperty),
		fullText(typosIndex, wordLabel, typosProperty),
		index("(n:"+wordLabel+")", wordProperty),
	}
}

// searchNames are those in the database.
func searchNames() []named {
	return []named{
		{"label ", wordLabel, "words"}, {"entity ", wordsProperty, "words"}, {"entity ", wholesProperty, "texts as a whole"},
		{"entity ", degreeProperty, "the number of relations"},
	}
}

// mark stands for a text as a whole, folded, that is worth so much.
func mark(fit int, folded string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(folded))
	return strconv.Itoa(fit) + "x" + strconv.FormatUint(h.Sum64(), 16)
}

// searchable adds to an entity's properties what it is searched by.
func (w *writer) searchable(p map[string]any, o *store.Object) {
	var words, wholes []string
	add := func(fit int, text, scheme string) {
		for _, word := range model.SearchWords(text) {
			if !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
		for _, whole := range model.WholesOf(text, scheme) {
			if m := mark(fit, whole); !slices.Contains(wholes, m) {
				wholes = append(wholes, m)
			}
		}
	}
	for _, f := range store.SearchedFields(w.graph.Model) {
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
		p[wordsProperty] = strings.Join(words, " ")
	}
	if len(wholes) > 0 {
		p[wholesProperty] = strings.Join(wholes, " ")
	}
	p[degreeProperty] = w.degrees[o.ID]
	for _, word := range words {
		if model.Letters(word) >= typoLetters {
			w.words[word] = true
		}
	}
}

// countDegrees counts the relations of each entity that are not deprecated.
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

// wordRow is what a word is written from.
func wordRow(word string) []any {
	return []any{word, strings.Join(model.Deletions(word), " ")}
}

// createWords writes rows of wordRow.
func createWords() string {
	return mine + "UNWIND $rows AS row CREATE (:" + wordLabel + " {" + wordProperty + ": row[0], " + typosProperty + ": row[1]})"
}

// searchWords produces the batches of all words; the entities were written before.
func (l *loader) searchWords(send func(batch) error) error {
	var rows []any
	flush := func() error {
		if len(rows) == 0 {
			return nil
		}
		b := batch{statement: createWords(), rows: rows, objects: len(rows)}
		rows = nil
		return send(b)
	}
	for _, word := range l.sortedWords() {
		if rows = append(rows, wordRow(word)); len(rows) == relationBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

func (w *writer) sortedWords() []string {
	list := make([]string, 0, len(w.words))
	for word := range w.words {
		list = append(list, word)
	}
	slices.Sort(list)
	return list
}

// words writes the nodes of words into the export.
func (e *exporter) searchWords() error {
	for _, word := range e.sortedWords() {
		row := wordRow(word)
		if err := e.node("word:"+word, []string{wordLabel}, []column{{wordProperty, "string"}, {typosProperty, "string"}},
			map[string]any{wordProperty: row[0], typosProperty: row[1]}); err != nil {
			return err
		}
	}
	return nil
}

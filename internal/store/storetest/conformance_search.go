package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// search tests the hits of searches and their order: on the fixture for each rule, and against
// the oracle for many other texts.
func (s *suite) search(t *testing.T) {
	for _, test := range []struct{ reason, arguments, want string }{
		{"a name as it is comes before words of others; by degree, then by name", `text: "ALPHA-institute"`,
			`[[5, "alpha"], [5, "beta"], [5, "gamma"]]`},
		{"a name written as one word", `text: "AlphaInstitute"`, `[[5, "alpha"], [5, "beta"], [5, "gamma"]]`},
		{"an acronym with dots", `text: "d.o."`, `[[4, "delta"]]`},
		{"articles and prepositions exclude nothing", `text: "the action one of"`, `[[3, "action-1"]]`},
		{"words written together", `text: "one actionone"`, `[[3, "action-1"]]`},
		{"a word written apart", `text: "one act ion"`, `[[3, "action-1"]]`},
		{"an acronym as a whole", `text: "do"`, `[[4, "delta"]]`},
		{"an alias, in any language", `text: "institut alpha"`, `[[4, "alpha"], [2, "beta"], [2, "gamma"]]`},
		{"letters that Unicode does not take apart", `text: "lodz oeuvre"`, `[[3, "delta"]]`},
		{"an identifier with its scheme", `text: "PIC:900000001"`, `[[5, "alpha"]]`},
		{"an identifier in any case, with its address", `text: "0alphaxyz"`, `[[5, "alpha"]]`},
		{"the beginning of a word, from three letters", `text: "foun"`, `[[2, "eta"]]`},
		{"two letters are no beginning", `text: "fo"`, `[]`},
		{"a wrong letter", `text: "foundatiom"`, `[[1, "eta"]]`},
		{"a letter too few", `text: "fundation"`, `[[1, "eta"]]`},
		{"a letter too many", `text: "fouundation"`, `[[1, "eta"]]`},
		{"two letters in the wrong order", `text: "fuondation"`, `[[1, "eta"]]`},
		{"two typos are too many", `text: "fuondatiom"`, `[]`},
		{"no typo in four letters", `text: "teta"`, `[]`},
		{"only some types", `text: "one", types: [PROJECT, NETWORK]`, `[[3, "network-1"], [3, "project-1"]]`},
		{"no type", `text: "one", types: []`, `[]`},
		{"no word", `text: " - "`, `[]`},
		{"what an engine would take for its language", `text: "alpha AND NOT (institute* OR"`, `[]`},
	} {
		got := s.query(t, "{ search("+test.arguments+", first: 50) { nodes { score entity { id } } } }")
		hits := "["
		for i, n := range at(got, "search", "nodes").([]any) {
			if i > 0 {
				hits += ", "
			}
			hits += fmt.Sprintf("[%v, %q]", at(n, "score"), at(n, "entity", "id"))
		}
		if hits += "]"; hits != test.want {
			t.Errorf("%s: search(%s) gave %s, want %s", test.reason, test.arguments, hits, test.want)
		}
	}
	s.likeOracle(t)
}

// searchedFields are the fields of a search that stores compute.
const searchedFields = "totalCount totalIsLowerBound types { value label count } pageInfo { hasNextPage hasPreviousPage endCursor } " +
	"nodes { score entity { id } highlights { field text } }"

// resolvedFields are the fields of resolved names.
const resolvedFields = "term score exact match { id } candidates { score reason entity { id } }"

// likeOracle compares searches for many texts, page by page, with the oracle.
func (s *suite) likeOracle(t *testing.T) {
	oracle := NewOracle(s.g)
	g := newGenerator(s.m, s.schema, s.g, rand.New(rand.NewPCG(1, 1)))
	same := func(query string) map[string]any {
		t.Helper()
		want, err := Answer(s.m, s.schema, oracle, query, nil)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		got, err := Answer(s.m, s.schema, s.st, query, nil)
		if err != nil || string(got) != string(want) {
			t.Errorf("%s: %v\n got %s\nwant %s", query, err, got, want)
		}
		return s.query(t, query)
	}
	for range 60 {
		text := quote(g.searched())
		after := ""
		for range 4 {
			answer := same("{ search(text: " + text + ", first: 2" + after + ") { " + searchedFields + " } }")
			byType := 0.0
			for _, each := range at(answer, "search", "types").([]any) {
				byType += at(each, "count").(float64)
			}
			if total := at(answer, "search", "totalCount"); byType != total {
				t.Errorf("search(%s) has %v hits, of which %v by type", text, total, byType)
			}
			cursor, _ := at(answer, "search", "pageInfo", "endCursor").(string)
			if cursor == "" {
				break
			}
			after = ", after: " + quote(cursor)
		}
		same("{ resolve(terms: [" + text + ", " + quote(g.searched()+", Town A") + "]) { " + resolvedFields + " } }")
	}
}

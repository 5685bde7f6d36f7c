package neo4j_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/neo4j"
	"whojoins/internal/store/storetest"
)

// TestTypoPattern compares the regular expression for the words with a typo, which Go reads as
// Lucene does, with model.OneTypo.
func TestTypoPattern(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SliceOfN(rapid.SampledFrom([]rune("abcé1")), 1, 6)
		word, other := letters.Draw(t, "word"), letters.Draw(t, "other")
		if rapid.Bool().Draw(t, "similar") {
			other = slices.Clone(word)
			for range rapid.IntRange(0, 2).Draw(t, "typos") {
				at := rapid.IntRange(0, len(other)).Draw(t, "at")
				other = slices.Replace(other, max(0, at-1), at, rapid.SliceOfN(rapid.SampledFrom([]rune("abx")), 0, 2).Draw(t, "typed")...)
			}
		}
		a, b := string(word), string(other)
		queries, err := neo4j.Lucene([]store.Words{{{{Text: a, As: store.Mistyped}}}})
		if err != nil {
			t.Fatal(err)
		}
		_, pattern, _ := strings.Cut(queries[0], "/")
		pattern, _, _ = strings.Cut(pattern, "/")
		if got := regexp.MustCompile("^(?:" + pattern + ")$").MatchString(b); got != model.OneTypo(a, b) {
			t.Fatalf("%q matches the pattern of %q: %v, want %v: %s", b, a, got, !got, pattern)
		}
	})
}

// TestLongTypos searches for the longest words with typos, whose patterns the database must accept.
func TestLongTypos(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("abcdefghij", model.WordLength/10)
	b := storetest.NewBuilder(m)
	b.Entity("Institute", "long", storetest.Fields{"name": long})
	b.Entity("Institute", "accents", storetest.Fields{"name": "Ωμέγα 𝔘nicode²"})
	database, err := storeOpener(t)(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = database.Close() }()
	embedded, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	for text, found := range map[string]bool{long[1:]: true, long[:50] + "x" + long[51:]: true, long[:40] + "xy" + long[42:]: false, "Ωμγέα": true, "𝔘nikode²": true} {
		query := `{search(text: "` + text + `") {nodes {score entity {id}}}}`
		want, err := storetest.Answer(m, schema, embedded, query, nil)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(want), `"id"`) != found {
			t.Errorf("%s: the embedded store answers %s", text, want)
		}
		got, err := storetest.Answer(m, schema, database, query, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-embedded +neo4j)\n%s", text, diff)
		}
	}
}

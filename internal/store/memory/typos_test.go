package memory

import (
	"math/rand/v2"
	"slices"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// TestTyposAmongManyWords compares the words near a word with a comparison of all: few letters, so
// that most words begin and end like very many others, and letters of one to four bytes.
func TestTyposAmongManyWords(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	letters := []rune("aabbcdefghéж𐐨")
	word := func() string {
		w := make([]rune, 5+rnd.IntN(3))
		for i := range w {
			w[i] = letters[rnd.IntN(1+rnd.IntN(len(letters)))]
		}
		return string(w)
	}
	b := storetest.NewBuilder(m)
	seen := map[string]bool{}
	for range 8000 {
		if w := word(); !seen[w] {
			seen[w] = true
			b.Entity("Institute", "i-"+model.Fold(w)+w, storetest.Fields{"name": w})
		}
	}
	st, err := New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	v, err := st.View(t.Context(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	search, err := v.(*view).matcher(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	search.run.work = plan.NewWork(t.Context())
	for range 300 {
		w := word()
		var want []uint32
		for i := range search.words.words.len() {
			if model.OneTypo(w, search.words.words.at(i)) {
				want = append(want, uint32(i))
			}
		}
		if got := search.findNear(w); !slices.Equal(got, want) {
			t.Fatalf("%q is near %v, want %v", w, search.named(got), search.named(want))
		}
	}
}

func (m *matcher) named(words []uint32) (list []string) {
	for _, w := range words {
		list = append(list, m.words.words.at(int(w)))
	}
	return list
}

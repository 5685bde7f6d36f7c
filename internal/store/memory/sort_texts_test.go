package memory

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestSortTexts compares the order of texts with that of the standard library: texts with long
// beginnings in common, zero bytes, and equal ones.
func TestSortTexts(t *testing.T) {
	part := rapid.SampledFrom([]string{"", "a", "project 10000", "\x00", "\x00\x00", "organisation", "é", "ab", "12345678"})
	rapid.Check(t, func(t *rapid.T) {
		var texts []string
		for _, parts := range rapid.SliceOfN(rapid.SliceOfN(part, 0, 4), 0, 200).Draw(t, "texts") {
			text := ""
			for _, p := range parts {
				text += p
			}
			texts = append(texts, text)
		}
		got := make([]uint32, len(texts))
		for i := range got {
			got[i] = uint32(i)
		}
		want := slices.Clone(got)
		last := func(a, b uint32) int { return cmp.Compare(b, a) }
		slices.SortFunc(want, func(a, b uint32) int { return cmp.Or(cmp.Compare(texts[a], texts[b]), last(a, b)) })
		sortTexts(got, func(i int) string { return texts[i] }, last)
		if !slices.Equal(got, want) {
			t.Errorf("%q are sorted %v, want %v", texts, got, want)
		}
	})
}

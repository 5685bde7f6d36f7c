package model_test

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"whojoins/internal/model"
)

func TestFold(t *testing.T) {
	for _, row := range []struct{ reason, text, want string }{
		{"case", "Alpha BETA", "alpha beta"},
		{"accents", "Ünïvérsité de Liège", "universite de liege"},
		{"marks of their own", "e\u0301te\u0301", "ete"},
		{"full case folding", "Straße", "strasse"},
		{"capital sharp s", "STRAẞE", "strasse"},
		{"Greek final sigma", "Ὀδυσσεύς", "οδυσσευσ"},
		{"letters that do not decompose", "Łódź Ørsted Đorđe Æ œ Þ ð ı", "lodz orsted dorde ae oe th d i"},
		{"dotted capital i", "İstanbul", "istanbul"},
		{"punctuation and symbols to spaces", "All.Can – Belgium (UCL) + R&D", "all can belgium ucl r d"},
		{"spaces squeezed and trimmed", "  a\t\nb\u00a0c  ", "a b c"},
		{"compatibility forms", "ﬁne ① ²", "fine 1 2"},
		{"Cherokee, which folds to capitals", "ꭰᏸ Ꭰ", "ᎠᏰ Ꭰ"},
		{"nothing but punctuation", "—…!", ""},
		{"empty", "", ""},
	} {
		if got := model.Fold(row.text); got != row.want {
			t.Errorf("%s: Fold(%q) is %q, want %q", row.reason, row.text, got, row.want)
		}
	}
}

// TestFoldHolds requires any folded text to be folded already, without case, marks and
// punctuation, and with single spaces between words only.
func TestFoldHolds(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.String().Draw(r, "text")
		got := model.Fold(text)
		if again := model.Fold(got); again != got {
			r.Fatalf("Fold(%q) is %q, and folds again to %q", text, got, again)
		}
		for _, c := range got {
			if unicode.Is(unicode.M, c) || unicode.IsPunct(c) || unicode.IsSymbol(c) {
				r.Fatalf("%q has %q in it", got, c)
			}
		}
		if strings.Join(strings.Fields(got), " ") != got {
			r.Fatalf("%q has spaces to spare", got)
		}
	})
}

// TestFoldOfASCII compares the fast path for ASCII with the general one.
func TestFoldOfASCII(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom(nil, &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0, Hi: 0x7f, Stride: 1}}})).Draw(r, "text")
		long := strings.TrimSuffix(model.Fold(text+" é"), "e")
		if got := model.Fold(text); got != strings.TrimSpace(long) {
			r.Fatalf("Fold(%q) is %q one way and %q the other", text, got, long)
		}
	})
}

func TestHasWords(t *testing.T) {
	long := strings.Repeat("é", model.WordLength)
	for _, row := range []struct {
		text, words string
		want        bool
	}{
		{"alpha institute", "institute alpha", true},
		{"alpha institute", "alph", false},
		{"alphabet alpha", "alpha", true},
		{"alpha", "", true},
		{"", "alpha", false},
		{"a b a", "a b", true},
		{"a " + long, long + "b", true},
		{long + "b a", long, true},
		{long + "b", long[2:], false},
		{long[2:], long, false},
	} {
		if got := model.HasWords(row.text, model.Words(row.words)); got != row.want {
			t.Errorf("%q has the words of %q: %t", row.text, row.words, got)
		}
	}
}

package model_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"whojoins/internal/model"
)

func TestSearchWords(t *testing.T) {
	for _, test := range []struct {
		reason, text string
		want         []string
	}{
		{"nothing", "", nil},
		{"no word", " -- (!)", nil},
		{"each word once, in order", "Beta alpha, BETA", []string{"beta", "alpha"}},
		{"digits are words", "10.3030/900000001", []string{"10", "3030", "900000001"}},
		{"control characters end a word", "alpha\x1cbeta\u200bgamma", []string{"alpha", "beta", "gamma"}},
		{"of a long word the first hundred characters", strings.Repeat("é", 101), []string{strings.Repeat("e", 100)}},
	} {
		got := model.SearchWords(test.text)
		if len(got)+len(test.want) > 0 && !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.reason, got, test.want)
		}
	}
}

// TestTextWords expects words written together to be found as if they were written apart, and
// the reverse.
func TestTextWords(t *testing.T) {
	for _, test := range []struct {
		reason, text string
		want         []string
	}{
		{"two words", "PRIME-ROSE", []string{"prime", "rose", "primerose"}},
		{"three words", "Go 4 It", []string{"go", "4", "it", "go4", "go4it", "4it"}},
		{"at most sixteen characters", "Abcdefgh ijklmnop qr", []string{"abcdefgh", "ijklmnop", "qr", "abcdefghijklmnop", "ijklmnopqr"}},
		{"at most eight words of one character", "A.B.C.D.", []string{"a", "b", "c", "d", "ab", "abc", "abcd", "bc", "bcd", "cd"}},
		{"one word", "Alpha", []string{"alpha"}},
	} {
		if got := model.TextWords(test.text); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.reason, got, test.want)
		}
	}
	want := map[string][]string{"can": {"canheal"}, "heal": {"canheal"}}
	if got := model.JoinedWords("CAN.HEAL"); !cmp.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestOneTypo requires a typo to be recognised in both directions.
func TestOneTypo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SampledFrom([]rune("abcé"))
		word := rapid.SliceOfN(letters, 1, 6).Draw(t, "word")
		at, letter := rapid.IntRange(0, len(word)-1).Draw(t, "at"), letters.Draw(t, "letter")
		other := slices.Clone(word)
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			other = slices.Insert(other, at, letter)
		case 1:
			other = slices.Delete(other, at, at+1)
		case 2:
			other[at] = letter
		default:
			other[at], other[max(at-1, 0)] = other[max(at-1, 0)], other[at]
		}
		a, b := string(word), string(other)
		if !model.OneTypo(a, b) || !model.OneTypo(b, a) {
			t.Fatalf("%q and %q differ by one typo", a, b)
		}
	})
	for _, pair := range [][2]string{{"abcd", "badc"}, {"abc", "cab"}, {"ab", "abcd"}, {"abcde", "bcdea"}, {"", "ab"}} {
		if model.OneTypo(pair[0], pair[1]) {
			t.Errorf("%q and %q differ by more than one typo", pair[0], pair[1])
		}
	}
}

func TestWholes(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"Alpha (Test)", []string{"alpha test", "alphatest"}},
		{"I.A.R.C.", []string{"i a r c", "iarc"}},
		{"a long name of an institute", []string{"a long name of an institute"}},
		{"ROR:05Test123", []string{"ror 05test123", "ror05test123"}},
		{"https://ror.org/05test123", []string{"https ror org 05test123", "ror 05test123"}},
		{"ror.org/05test123/", []string{"ror org 05test123", "rororg05test123", "ror 05test123"}},
		{"http://www.orcid.org/0000-0000-0000-000X", []string{"http www orcid org 0000 0000 0000 000x", "orcid 0000 0000 0000 000x"}},
		{"https://doi.org/10.3030/900000001", []string{"https doi org 10 3030 900000001", "grant 900000001", "doi 10 3030 900000001"}},
		{"10.3030/900000001", []string{"10 3030 900000001", "103030900000001", "grant 900000001"}},
		{"doi:10.9999/test.1", []string{"doi 10 9999 test 1", "doi 10 9999 test 1"}},
	} {
		if diff := cmp.Diff(test.want, model.Wholes(test.text)); diff != "" {
			t.Errorf("%q (-want +got)\n%s", test.text, diff)
		}
	}
}

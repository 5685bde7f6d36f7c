package statement_test

import (
	"strings"
	"testing"

	"whojoins/internal/dataset/statement"
)

func TestClean(t *testing.T) {
	for _, test := range []struct{ reason, text, want, fault string }{
		{"plain text stays", "a b", "a b", ""},
		{"white space is squeezed", "\t a \n\n b ", "a b", ""},
		{"letters are composed", "e\u0301", "\u00e9", ""},
		{"the longest text", strings.Repeat("x", statement.MaxText), strings.Repeat("x", statement.MaxText), ""},
		{"a longer text", strings.Repeat("x", statement.MaxText+1), "", "has 8001 bytes; shorten it to at most 8000"},
		{"nothing", " ", "", "is empty"},
		{"invisible characters", "\u200b\u2060 \u00ad", "", "invisible characters (\"\\u200b\\u2060 \\u00ad\")"},
		{"fillers that count as letters and symbols", "\u3164\u2800", "", "invisible characters"},
		{"a mark on nothing", "\u0301", "", "invisible characters"},
		{"many invisible characters", strings.Repeat("\u200b", 100), "", `invisible characters ("` + strings.Repeat(`\u200b`, 8) + `")`},
		{"an invisible character in a word", "a\u00adb", "a\u00adb", ""},
		{"a control character", "a\x00", "", "control characters"},
		{"bytes that are not UTF-8", "a\xff", "", "not UTF-8"},
	} {
		got, err := statement.Clean(test.text)
		if got != test.want || (err == nil) != (test.fault == "") || err != nil && !strings.Contains(err.Error(), test.fault) {
			t.Errorf("%s: %.20q, %v", test.reason, got, err)
		}
	}
}

func TestRef(t *testing.T) {
	for _, test := range []struct{ ref, want, fault string }{
		{"north-hospital", "north-hospital", ""},
		{"ror:0aaaaaa42", "ror:0aaaaaa42", ""},
		{"https://ror.org/0aaaaaa42", "ror:0aaaaaa42", ""},
		{"isni:0000 0001 2103 2683", "isni:0000000121032683", ""},
		{"x:any thing", "x:any thing", ""},
		{"ror:0aaaaaa43", "", "0aaaaaa42 would be one"},
	} {
		got, err := statement.Ref(test.ref)
		if test.fault == "" && (got != test.want || err != nil) || test.fault != "" && (err == nil || !strings.Contains(err.Error(), test.fault)) {
			t.Errorf("%s: %q, %v", test.ref, got, err)
		}
	}
}

func TestNotUTF8(t *testing.T) {
	for _, test := range []struct {
		reason, content string
		want            int
	}{
		{"an empty file", "", 0},
		{"letters of several bytes", "a\né\n", 0},
		{"the first line", "\xff\nb", 1},
		{"a line after others", "a\n\nb\xe9c\n", 3},
		{"a letter that a line end breaks", "a\nb\xc3\n\xa9", 2},
		{"UTF-16", "\xff\xfea\x00", 1},
	} {
		if got := statement.NotUTF8([]byte(test.content)); got != test.want {
			t.Errorf("%s: line %d, want %d", test.reason, got, test.want)
		}
	}
}

func TestIsID(t *testing.T) {
	for id, want := range map[string]bool{
		"a": true, "jane-2": true, "2-b": true, strings.Repeat("x", 100): true,
		"": false, "-a": false, "a-": false, "a--b": false, "A": false, "a_b": false, "é": false, strings.Repeat("x", 101): false,
	} {
		if statement.IsID(id) != want {
			t.Errorf("IsID(%q) = %v", id, !want)
		}
	}
}

func TestSuggest(t *testing.T) {
	many := strings.Fields(strings.Repeat("w ", 41))
	for _, test := range []struct {
		reason, word string
		known        []string
		want         string
	}{
		{"one letter differs", "Institut", []string{"Funder", "Institute"}, "did you mean Institute?"},
		{"the case is ignored", "partof", []string{"PartOf"}, "did you mean PartOf?"},
		{"two letters of six", "senior", []string{"sensor"}, "did you mean sensor?"},
		{"three letters are too many", "abcdefghi", []string{"abcdefxyz"}, "write one of abcdefxyz"},
		{"two letters of five are too many", "abcde", []string{"abcxy"}, "write one of abcxy"},
		{"the closest of several", "jane-2", []string{"janes-22", "jane-3"}, "did you mean jane-3?"},
		{"the alphabetically first of equally close ones", "jane-2", []string{"jane-4", "jane-1", "jane-3"}, "did you mean jane-1?"},
		{"no word is similar", "x", []string{"b", "a"}, "write one of a, b"},
		{"too many words to list", "x", many, "no known word is similar"},
		{"as many words as can be listed", "x", many[1:], "write one of " + strings.Join(many[1:], ", ")},
	} {
		if got := statement.Suggest(test.word, test.known); got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}

func TestCurrent(t *testing.T) {
	about := statement.About{Merged: map[string]statement.Former{"a": {ID: "b"}, "b": {ID: "c"}, "p": {ID: "q"}, "q": {ID: "p"}}}
	for _, test := range []struct {
		reason, id, want string
		ok               bool
	}{
		{"an id in use", "x", "x", true},
		{"a former id", "b", "c", true},
		{"a former id of a former id", "a", "c", true},
		{"a circle", "p", "", false},
	} {
		if got, ok := about.Current(test.id); got != test.want || ok != test.ok {
			t.Errorf("%s: %q, %v", test.reason, got, ok)
		}
	}
}

func TestPlace(t *testing.T) {
	for want, p := range map[string]statement.Place{"a.yaml:3": {File: "a.yaml", Line: 3}, "a.yaml": {File: "a.yaml"}} {
		if p.String() != want {
			t.Errorf("%q, want %q", p, want)
		}
	}
}

package names_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/names"
)

// entity is a hospital with several names.
var entity = names.Entity{
	Names: []names.Name{
		{Field: "name", Text: "Universitair Ziekenhuis Teststad"},
		{Field: "acronym", Text: "UZT"},
		{Field: "aliases", Text: "Clinic of Jan Testberg"},
		{Field: "identifiers", Text: "05test123", Scheme: "ror"},
	},
	Places: []string{"Brugge"}, Countries: []string{"BE"}, Type: "institute",
}

func TestCompare(t *testing.T) {
	l := names.Default()
	c := l.Candidate(&entity)
	for _, test := range []struct {
		says, term string
		want       names.Match
	}{
		{"a name as it is, but for case", "universitair ziekenhuis TESTSTAD", names.Match{Score: 1, Level: names.Exact, Reason: "name: Universitair Ziekenhuis Teststad"}},
		{"an identifier's value", "05test123", names.Match{Score: 1, Level: names.Exact, Reason: "identifiers: ror:05test123"}},
		{"an identifier's address", "https://ror.org/05test123", names.Match{Score: 1, Level: names.Exact, Reason: "identifiers: ror:05test123"}},
		{"an identifier with a typo is another one", "05test124", names.Match{}},
		{"an abbreviation is written out", "UZ Teststad", names.Match{Score: 0.99, Level: names.Worded, Reason: "name: Universitair Ziekenhuis Teststad"}},
		{"a synonym in another language", "University Hospital Teststad", names.Match{Score: 0.988, Level: names.Worded, Reason: "name: Universitair Ziekenhuis Teststad, in other words"}},
		{"a word that was cut short", "Univ. Ziekenhuis Teststad", names.Match{Score: 0.99, Level: names.Worded, Reason: "name: Universitair Ziekenhuis Teststad, in other words"}},
		{"a word cut short that is no synonym", "Universitair Ziekenhuis Testst.", names.Match{Score: 0.971, Level: names.Worded, Reason: "name: Universitair Ziekenhuis Teststad, cut short"}},
		{"one typo", "Universitair Ziekenhuis Teststda", names.Match{Score: 0.941, Level: names.Mistyped, Reason: "name: Universitair Ziekenhuis Teststad, with a typo"}},
		{"a typo across a space", "UniversitairZiekenhuis Teststat", names.Match{Score: 0.941, Level: names.Mistyped, Reason: "name: Universitair Ziekenhuis Teststad, with a typo"}},
		{"words in another order", "Teststad Universitair Ziekenhuis", names.Match{Score: 0.97, Level: names.Reordered, Reason: "name: Universitair Ziekenhuis Teststad"}},
		{"the name, and its place in another language", "Universitair Ziekenhuis Teststad, Bruges, Belgique",
			names.Match{Score: 0.99, Level: names.Placed, Place: true, Reason: "name: Universitair Ziekenhuis Teststad, and its place"}},
		{"the name, and its acronym in brackets", "Universitair Ziekenhuis Teststad (UZT)", names.Match{Score: 0.99, Level: names.Placed, Reason: "name: Universitair Ziekenhuis Teststad"}},
		{"a part of it", "Department of Dogs, Universitair Ziekenhuis Teststad", names.Match{Score: 0.7, Reason: "name: Universitair Ziekenhuis Teststad; not in it: department dogs"}},
		{"one in another country", "Universitair Ziekenhuis Teststad, Sweden", names.Match{Score: 0.7, Reason: "name: Universitair Ziekenhuis Teststad; not in it: sweden"}},
		{"nothing", "", names.Match{}},
		{"nothing in common", "Nowhere Polytechnic", names.Match{}},
	} {
		got := c.Compare(l.Term(test.term))
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %q (-want +got)\n%s", test.says, test.term, diff)
		}
	}
}

func TestSure(t *testing.T) {
	l := names.Default()
	for _, test := range []struct {
		says, term string
		matches    []names.Match
		want       bool
	}{
		{"no match", "Testberg", nil, false},
		{"one that is good enough", "Testberg", []names.Match{{Score: 0.88}}, true},
		{"one that is not", "Testberg", []names.Match{{Score: 0.879}}, false},
		{"ahead of the next", "Testberg", []names.Match{{Score: 0.95}, {Score: 0.89}}, true},
		{"not far enough ahead", "Testberg", []names.Match{{Score: 0.95}, {Score: 0.91}}, false},
		{"the next one is only similar", "Testberg", []names.Match{{Score: 1, Level: names.Exact}, {Score: 0.99, Level: names.Placed}}, true},
		{"two of one name", "Testberg", []names.Match{{Score: 1, Level: names.Exact}, {Score: 1, Level: names.Exact}}, false},
		{"a lower score with the place, and nothing near", "Testberg, Bruges", []names.Match{{Score: 0.85, Place: true}, {Score: 0.5}}, true},
		{"a lower score with the place, and something near", "Testberg, Bruges", []names.Match{{Score: 0.85, Place: true}, {Score: 0.6}}, false},
		{"a lower score without the place", "Testberg", []names.Match{{Score: 0.85}, {Score: 0.5}}, false},
		{"a generic term", "University Hospital", []names.Match{{Score: 1, Level: names.Exact}}, false},
		{"a generic term of a scope beyond one country", "International Agency for Research on Cancer", []names.Match{{Score: 1, Level: names.Exact}}, true},
		{"a generic term of five words", "National Institute of Health and Medical Research", []names.Match{{Score: 1, Level: names.Exact}}, true},
		{"a generic term with the place", "University Hospital", []names.Match{{Score: 1, Level: names.Exact, Place: true}}, true},
	} {
		if got := names.Sure(l.Term(test.term), test.matches); got != test.want {
			t.Errorf("%s: got %v", test.says, got)
		}
	}
}

// TestLookups expects one of the lookups to find each candidate that matches well.
func TestLookups(t *testing.T) {
	l := names.Default()
	for _, test := range []struct {
		says, term string
		// want is one of the lookups of the term.
		want names.Lookup
	}{
		{"all words, with synonyms for those that have some", "Testberg Foundation of",
			names.Lookup{{{Text: "testberg"}, {Text: "testberg", As: names.OneTypo}}, nil}},
		{"without the place", "Testberg, Bigcity", names.Lookup{{{Text: "testberg"}, {Text: "testbergbigcity"}, {Text: "testberg", As: names.OneTypo}}}},
		{"a prefix for what was cut short", "Testb.", names.Lookup{{{Text: "testb"}, {Text: "testb", As: names.Prefix}}}},
		{"no typo in a short word", "Test", names.Lookup{{{Text: "test"}}}},
	} {
		lookups := l.Term(test.term).Lookups()
		if !slices.ContainsFunc(lookups, func(got names.Lookup) bool {
			return len(got) == len(test.want) && (cmp.Equal(got[0], test.want[0]))
		}) {
			t.Errorf("%s: %q gave %v, want one like %v", test.says, test.term, lookups, test.want)
		}
	}
	for says, term := range map[string]string{"no words": " ?! ", "words between others alone": "of the"} {
		if got := l.Term(term).Lookups(); len(got) != 0 {
			t.Errorf("%s: %q gave %v", says, term, got)
		}
	}
}

func TestWholes(t *testing.T) {
	got := names.Default().Term("Testberg (TB), Bruges").Wholes()
	if want := []string{"testberg tb bruges", "testbergtbbruges", "testberg"}; !cmp.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestNumbersAreNoTypos expects names that differ by a number to be different names, even if
// the difference could be a typo.
func TestNumbersAreNoTypos(t *testing.T) {
	l := names.Default()
	c := l.Candidate(&names.Entity{Names: []names.Name{{Field: "name", Text: "Krankenhaus Testberg 17"}}})
	if got := c.Compare(l.Term("Krankenhaus Testberg 18")); got.Score >= 0.88 {
		t.Errorf("got %+v", got)
	}
}

// TestTypeBesideTheName expects the words of an initiative's type next to its name to make no
// difference.
func TestTypeBesideTheName(t *testing.T) {
	l := names.Default()
	c := l.Candidate(&names.Entity{Names: []names.Name{{Field: "name", Text: "CraBE"}}, Type: "joint action"})
	if got := c.Compare(l.Term("JA CraBE")); got.Score < 0.99 {
		t.Errorf("got %+v", got)
	}
}

// TestLookupsAreBounded expects a lookup to have a limited number of words.
func TestLookupsAreBounded(t *testing.T) {
	for _, lookup := range names.Default().Term("aaab bbbc cccd ddde eeef fffg gggh hhhi iiij jjjk kkkl lllm mmmn nnno").Lookups() {
		if len(lookup) > 12 {
			t.Errorf("a lookup has %d words", len(lookup))
		}
	}
}

// TestNames compares names of one organisation, and such as only resemble each other.
func TestNames(t *testing.T) {
	l := names.Default()
	for _, test := range []struct {
		says, term, name, city string
		want                   names.Level
	}{
		{"umlauts spelt otherwise", "TECHNISCHE UNIVERSITAET MUENSTADT", "Technische Universität Münstadt", "", names.Joined},
		{"an academic hospital", "ACADEMISCH ZIEKENHUIS TESTBERG", "Testberg University Hospital", "", names.Reordered},
		{"a university medical centre", "Universitair Medisch Centrum Testberg", "Universitair Ziekenhuis Testberg", "", names.Worded},
		{"the same, abbreviated", "UMC Testberg", "University Hospital Testberg", "", names.Worded},
		{"a medical centre", "Medisch Centrum Testberg", "Universitair Ziekenhuis Testberg", "", names.Similar},
		{"an inflected town", "UNIWERSYTET TESTLANDZKI W KATOWICACH", "Testlandzki University", "Katowice", names.Reordered},
		{"the beginning of a town", "UNIVERSITY OF MUSTERVILLE TESTBERG", "Musterville University", "Testberglingen", names.Similar},
		{"a word that begins as a town", "UNIVERSITY OF MUSTERVILLE TESTBERGISCHES", "Musterville University", "Testberg", names.Similar},
		{"another town", "UNIWERSYTET TESTLANDZKI W KATOWICACH", "Testlandzki University", "Lodz", names.Similar},
		{"a region in another language", "UNIWERSYTET SLASKI", "University of Silesia", "", names.Worded},
		{"letters that are a word elsewhere", "The University of Testberg", "Testberg A&M University", "", names.Similar},
		{"a legal form that is a word", "University of Testberg", "Testberg Spa University", "", names.Similar},
		{"a legal form", "Testberg Institute", "Testberg Institute SpA", "", names.Worded},
	} {
		e := &names.Entity{Names: []names.Name{{Field: "name", Text: test.name}}, Countries: []string{"PL"}}
		if test.city != "" {
			e.Places = []string{test.city}
		}
		if got := l.Candidate(e).Compare(l.Term(test.term)); got.Level != test.want {
			t.Errorf("%s: %q and %q: %+v, want level %d", test.says, test.term, test.name, got, test.want)
		}
	}
}

func TestKinds(t *testing.T) {
	l := names.Default()
	for name, want := range map[string][]string{"Institut für Testen, Universität Testberg": {"institute", "university"}, "UZ Testberg": {"hospital", "university"}, "Testberg": nil, "Department of Dogs": {"department"}} {
		if got := l.Kinds(name); !cmp.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestKey expects equal keys for a name in two languages, unless the language distinguishes sisters.
func TestKey(t *testing.T) {
	l := names.Default()
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"Universität Münstadt", "UNIVERSITAET MUENSTADT", true}, {"University of Testberg", "Universiteit Testberg", true},
		{"Katholieke Universiteit Leuven", "Université Catholique de Louvain", false}, {"Testberg Ltd", "Testberg", true},
		{"Testberg Institute (Northern Branch)", "Testberg Institute", true},
	} {
		if k, other := l.Key(test.a), l.Key(test.b); (k.Whole == other.Whole) != test.same {
			t.Errorf("%q and %q: %q and %q", test.a, test.b, k.Whole, other.Whole)
		}
	}
	if got := l.Key("Testberg Centre Ghent").Without([]string{"ghent"}); got.Whole != "centre testberg" || !slices.Equal(got.Distinctive, []string{"testberg"}) {
		t.Errorf("without the town: %+v", got)
	}
}

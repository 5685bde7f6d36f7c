package query_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// resolution holds the fields of an answer that the tests compare.
type resolution struct {
	Exact      bool
	Score      float64
	Match      *struct{ ID string }
	Candidates []struct {
		Score  float64
		Reason string
		Entity struct{ ID string }
	}
}

// namesakes returns a function that resolves terms in a graph of made-up organisations, whose
// names resemble those of real ones.
func namesakes(t *testing.T) func(terms ...string) []resolution {
	t.Helper()
	resolve := resolver(t, "terms", "String")
	return func(terms ...string) []resolution {
		t.Helper()
		return resolve(append([]string{}, terms...))
	}
}

// resolver returns a function that resolves the value of an argument, a list of a type, in the graph
// of namesakes.
func resolver(t *testing.T, argument, typ string) func(value any) []resolution {
	t.Helper()
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	type fields = storetest.Fields
	b.Entity("Institute", "testberg", fields{"name": "Institut Jan Testberg", "acronym": "IJT", "city": "Bruxelles", "country": "BE",
		"identifiers": []fields{{"scheme": "ror", "value": "05test123"}, {"scheme": "pic", "value": "900000017"}}})
	b.Entity("Institute", "uz-teststad", fields{"name": "Universitair Ziekenhuis Teststad", "city": "Teststad", "country": "BE",
		"aliases": []fields{{"name": "University Hospital Teststad", "language": "en"}}})
	b.Entity("Institute", "ku-teststad", fields{"name": "Katholieke Universiteit Teststad", "city": "Teststad", "country": "BE"})
	b.Entity("Institute", "saint-testus", fields{"name": "Cliniques Saint-Testus", "city": "Bruxelles", "country": "BE",
		"aliases": []fields{{"name": "Saint-Testus UCX"}}})
	b.Entity("Institute", "luxtest", fields{"name": "University Hospital St Luxtest (XYZ)", "city": "Bruxelles", "country": "BE"})
	b.Entity("Institute", "ecole", fields{"name": "École Testberg de Bruxelles", "city": "Bruxelles", "country": "BE"})
	b.Entity("Institute", "hospital-genk", fields{"name": "Hospital Genk", "city": "Genk", "country": "BE"})
	b.Entity("Alliance", "alliance", fields{"name": "Alliance X.Test"})
	b.Entity("Source", "source", fields{"name": "Alliance X Test"})
	b.Entity("Funder", "company", fields{"name": "Testpharm GmbH", "country": "DE"})
	b.Entity("Institute", "general-a", fields{"name": "Examplar General Hospital", "city": "Aville", "country": "FR"})
	b.Entity("Institute", "general-b", fields{"name": "Examplar General Hospital", "city": "Bville", "country": "DE"})
	b.Entity("Institute", "ministry", fields{"name": "Ministry of Health", "city": "Bruxelles", "country": "BE"})
	b.Entity("JointAction", "crabe", fields{"name": "CraBE", "title": "A network of made-up crabs", "grantNumber": "900000025",
		"identifiers": []fields{{"scheme": "grant", "value": "900000025"}, {"scheme": "doi", "value": "10.9999/crabe.1"}}})
	b.Entity("Person", "jane-doe", fields{"name": "Jane Doe-Testova", "identifiers": []fields{{"scheme": "orcid", "value": "0000-0000-0000-0001"}}})
	st, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	return func(value any) []resolution {
		t.Helper()
		text, err := storetest.Answer(m, schema, st, "query($list: ["+typ+"!]!) { resolve("+argument+": $list) { exact score match { id } candidates { score reason entity { id } } } }",
			map[string]any{"list": value})
		if err != nil {
			t.Fatal(err)
		}
		var data struct{ Resolve []resolution }
		if err := json.Unmarshal(text, &data); err != nil {
			t.Fatal(err)
		}
		return data.Resolve
	}
}

// TestResolve resolves terms as people write them in a column of names.
func TestResolve(t *testing.T) {
	resolve := namesakes(t)
	for _, test := range []struct {
		reason, term, want string
		exact              bool
	}{
		{"the name", "Institut Jan Testberg", "testberg", true},
		{"but for case, accents and punctuation", "INSTITUT JÁN-TESTBERG", "testberg", true},
		{"cut short", "Inst. Jan Testberg", "testberg", false},
		{"in another language", "Testberg Jan Institute", "testberg", false},
		{"an initial", "Inst. J. Testberg", "testberg", false},
		{"with its acronym and its city in another language", "Institut Jan Testberg (IJT), Brussel", "testberg", false},
		{"an abbreviation of two words", "UZ Teststad", "uz-teststad", false},
		{"with another beside it that is nearly the same", "KU Teststad", "ku-teststad", false},
		{"a saint, what else it is called, and where it is", "St Testus (UCX), Brussels", "saint-testus", false},
		{"of which type it is", "JA CraBE", "crabe", false},
		{"of which type it is, behind it", "CraBE joint action", "crabe", false},
		{"a hospital without the word for it", "St Luxtest (XYZ), Brussels", "", false},
		{"a hospital without its acronym", "University Hospital St. Luxtest", "luxtest", false},
		{"a university beside its hospital", "Teststad University", "", false},
		{"a hospital beside its university", "Hospital Teststad", "", false},
		{"a medical university beside another", "Medical University Teststad", "", false},
		{"a sister in another language", "Ecole Testberg Brussel", "", false},
		{"the school that is meant", "Ecole Testberg (Bruxelles)", "ecole", false},
		{"a foundation of the same name", "Fondation Jan Testberg", "", false},
		{"another of its names in brackets", "University Hospital Teststad (UZ Teststad)", "uz-teststad", false},
		{"an abbreviation with dots", "U.Z. Teststad", "uz-teststad", false},
		{"an acronym with dots", "I.J.T.", "testberg", true},
		{"an acronym in lower case", "ijt", "testberg", true},
		{"an address behind it", "Institut Jan Testberg, Teststraat 14, 1000 Brussels, Belgium", "testberg", false},
		{"an address in another town", "Institut Jan Testberg, Teststraat 14, 9000 Gent, Belgium", "", false},
		{"an address in a borough", "Institut Jan Testberg, 1090 Jette", "testberg", false},
		{"in capitals", "INSTITUT JAN TESTBERG, BRUXELLES", "testberg", false},
		{"letters that were misread", "lnstitut Jan Testberg", "testberg", false},
		{"digits that were misread", "Institut Jan Te5tberg", "testberg", false},
		{"an acronym that only its words explain", "Institut Jan Testberg (InJaTe)", "", false},
		{"an acronym that its words explain", "Cliniques Saint-Testus (CST)", "saint-testus", false},
		{"a city that exists is no typo of another", "Hospital Gent", "", false},
		{"the person", "Doe-Testova Jane", "jane-doe", false},
		{"a person with another letter", "Jane Doe-Testova Jr", "", false},
		{"a person with another name", "Jade Doe-Testova", "", false},
		{"a person's initial", "J. Doe-Testova", "", false},
		{"an initiative with another type", "CraBE network", "", false},
		{"an initiative as a project", "CraBE project", "crabe", false},
		{"an initiative and its source", "Alliance X.Test", "alliance", true},
		{"what the source of that name describes, joined", "AllianceXTest", "alliance", true},
		{"a company of that form", "Testpharm GmbH", "company", true},
		{"a company without its form", "Testpharm", "company", false},
		{"a company of another form", "Testpharm SpA", "", false},
		{"a branch in a country", "Testpharm GmbH (Germany)", "company", false},
		{"a branch in another country", "Testpharm France", "", false},
		{"one typo", "Institut Jan Testbreg", "testberg", false},
		{"two of one name", "Examplar General Hospital", "", true},
		{"told apart by the city", "Examplar General Hospital, Bville", "general-b", false},
		{"told apart by the country", "Examplar General Hospital (France)", "general-a", false},
		{"in a city where there is none", "Examplar General Hospital, Cville", "", false},
		{"in another country", "Institut Jan Testberg, Sweden", "", false},
		{"a name that many have", "Ministry of Health", "", true},
		{"with its country", "Ministry of Health, Belgium", "ministry", false},
		{"a part of it", "Dept of Oncology, KU Teststad", "", false},
		{"a kind of organisation", "University Hospital", "", false},
		{"a register's number", "05test123", "testberg", true},
		{"its address", "https://ror.org/05test123", "testberg", true},
		{"a participant's number", "PIC 900000017", "testberg", true},
		{"a grant's number", "900000025", "crabe", true},
		{"its address", "https://doi.org/10.3030/900000025", "crabe", true},
		{"another of its addresses", "https://doi.org/10.9999/crabe.1", "crabe", true},
		{"a researcher's", "orcid.org/0000-0000-0000-0001", "jane-doe", true},
		{"a number with a typo is another number", "900000026", "", false},
		{"nothing", "", "", false},
		{"no word", " ?! ", "", false},
		{"nobody", "Nowhere Polytechnic", "", false},
	} {
		got := resolve(test.term)[0]
		match := ""
		if got.Match != nil {
			match = got.Match.ID
		}
		if match != test.want || got.Exact != test.exact {
			t.Errorf("%s: %q is %q, exact %v, want %q, %v; candidates %+v", test.reason, test.term, match, got.Exact, test.want, test.exact, got.Candidates)
		}
		if len(got.Candidates) > 0 && got.Score != got.Candidates[0].Score || got.Match != nil && got.Match.ID != got.Candidates[0].Entity.ID {
			t.Errorf("%s: the first candidate is not the match: %+v", test.reason, got)
		}
	}
}

// TestResolveTellsCandidates expects candidates with reasons for a term without a sure match.
func TestResolveTellsCandidates(t *testing.T) {
	resolve := namesakes(t)
	for term, first := range map[string]string{
		"Examplar General Hospital": "general-a", "Dept of Oncology, KU Teststad": "ku-teststad", "Institut Jan Testberg, Sweden": "testberg",
	} {
		got := resolve(term)[0]
		if len(got.Candidates) == 0 || got.Candidates[0].Entity.ID != first || got.Candidates[0].Reason == "" {
			t.Errorf("%q: want %s first, with a reason, got %+v", term, first, got.Candidates)
		}
	}
}

// TestResolveKeepsOrder expects the answers in the order of the terms, even if several are
// alike.
func TestResolveKeepsOrder(t *testing.T) {
	resolve := namesakes(t)
	terms := []string{"CraBE", "nothing of the kind", "IJT", "CraBE"}
	for i, r := range resolve(terms...) {
		want := []string{"crabe", "", "testberg", "crabe"}[i]
		if got := fmt.Sprint(r.Match); (want == "") != (r.Match == nil) || r.Match != nil && r.Match.ID != want {
			t.Errorf("%d: %q gave %v, want %q", i, terms[i], got, want)
		}
	}
	if got := resolve(); len(got) != 0 {
		t.Errorf("no terms gave %v", got)
	}
}

// TestResolveEntries resolves names with what else is known of each.
func TestResolveEntries(t *testing.T) {
	resolve := resolver(t, "entries", "ResolveEntry")
	type entry map[string]any
	for _, test := range []struct {
		reason string
		entry  entry
		want   string
	}{
		{"nothing else is known", entry{"term": "Institut Jan Testberg"}, "testberg"},
		{"the country by its code", entry{"term": "IJT", "country": "BE"}, "testberg"},
		{"the country by its name", entry{"term": "IJT", "country": "Belgique"}, "testberg"},
		{"another country rules an exact name out", entry{"term": "IJT", "country": "EL"}, ""},
		{"the city in another language", entry{"term": "Inst. Jan Testberg", "city": "Brussel"}, "testberg"},
		{"another city", entry{"term": "Inst. Jan Testberg", "city": "Gent"}, ""},
		{"the type", entry{"term": "CraBE", "type": "JOINT_ACTION"}, "crabe"},
		{"another type", entry{"term": "CraBE", "type": "PROJECT"}, ""},
		{"told apart by the country", entry{"term": "Examplar General Hospital", "country": "France"}, "general-a"},
		{"told apart by the city", entry{"term": "Examplar General Hospital", "city": "Bville"}, "general-b"},
		{"the country of a name that many have", entry{"term": "Ministry of Health", "country": "BE"}, "ministry"},
		{"empty texts are unknown", entry{"term": "IJT", "country": "", "city": ""}, "testberg"},
		{"an entity without a place", entry{"term": "CraBE", "country": "UK", "city": "Gent"}, "crabe"},
	} {
		got, match := resolve([]any{map[string]any(test.entry)})[0], ""
		if got.Match != nil {
			match = got.Match.ID
		}
		if match != test.want {
			t.Errorf("%s: %v is %q, want %q; candidates %+v", test.reason, test.entry, match, test.want, got.Candidates)
		}
	}
}

package identity_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/identity"
)

// Identifiers with valid check digits.
const (
	pic1, pic2, pic3 = "pic:900000001", "pic:900000002", "pic:900000003"
	ror1, ror2       = "ror:000000098", "ror:0zzzzzz02"
	vat1, vat2       = "vat:BE0123456749", "vat:BE1000000021"
)

// record makes a record from its identifiers and facts: "country=BE", "city=A", "page=URL", "in=X".
func record(t *testing.T, id, name string, facts ...string) identity.Record {
	t.Helper()
	r := identity.Record{ID: id, Class: "organisation", Named: true, Curated: !strings.Contains(id, "-9") && !strings.HasPrefix(id, "ror-"), Sources: []string{"source-" + id[:3]}}
	if name != "" {
		r.Names = []string{name}
	}
	for _, fact := range facts {
		key, value, _ := strings.Cut(fact, "=")
		switch key {
		case "name":
			r.Names = append(r.Names, value)
		case "country":
			r.Countries = append(r.Countries, value)
		case "city":
			r.Cities = append(r.Cities, value)
		case "page":
			r.Domains = append(r.Domains, identity.Domain(value))
		case "in":
			r.Partners = append(r.Partners, value)
		case "from":
			r.Sources = []string{value}
		default:
			scheme, value, _ := strings.Cut(fact, ":")
			if i, ok := identity.Identify(scheme, value); ok {
				r.Identifiers = append(r.Identifiers, i)
			}
		}
	}
	return r
}

// shown returns the entities as "id: record, record", those with several records only.
func shown(r *identity.Result) (list []string) {
	for _, e := range r.Entities {
		if len(e.Records) < 2 {
			continue
		}
		var ids []string
		for _, record := range e.Records[1:] {
			ids = append(ids, record.ID)
		}
		list = append(list, e.ID+": "+strings.Join(ids, ", "))
	}
	return list
}

// TestResolve merges what identifiers and evidence show to be one, and nothing else.
func TestResolve(t *testing.T) {
	r := func(id, name string, facts ...string) identity.Record { return record(t, id, name, facts...) }
	d := func(left string, v identity.Verdict, right string) identity.Decision {
		return identity.Decision{Left: left, Right: right, Verdict: v, By: "curator-1", On: "2026-11-30"}
	}
	be := "country=BE"
	for _, test := range []struct {
		reason    string
		records   []identity.Record
		decisions []identity.Decision
		want      []string
		// open and conflicts are numbers.
		open, conflicts int
	}{
		{"one PIC", []identity.Record{r("one", "Institute One", pic1), r("pic-900000001", "INSTITUTE I", pic1)}, nil, []string{"one: pic-900000001"}, 0, 0},
		{"a changed PIC with the same VAT number", []identity.Record{r("pic-900000001", "A", pic1, vat1), r("pic-900000002", "B", pic2, vat1)}, nil, []string{"pic-900000001: pic-900000002"}, 0, 0},
		{"placeholders", []identity.Record{r("pic-900000001", "A", pic1, "vat:MISSING"), r("pic-900000002", "B", pic2, "vat:MISSING")}, nil, nil, 0, 0},
		{"two RORs", []identity.Record{r("one", "A", pic1, ror1), r("pic-900000001", "B", pic1, ror2)}, nil, nil, 1, 1},
		{"two VAT numbers of one country", []identity.Record{r("one", "A", pic1, vat1), r("pic-900000001", "B", pic1, vat2)}, nil, nil, 1, 1},
		{"VAT numbers of two countries", []identity.Record{r("one", "A", pic1, vat1), r("pic-900000001", "B", pic1, "vat:DE136695976")}, nil, []string{"one: pic-900000001"}, 0, 0},
		{"two countries", []identity.Record{r("one", "A", pic1, be), r("pic-900000001", "B", pic1, "country=FR")}, nil, nil, 1, 1},
		{"a third record between a contradiction", []identity.Record{r("pic-900000001", "A", pic1, vat1, ror1), r("pic-900000002", "B", pic2, vat1, ror2), r("pic-900000003", "C", pic3, vat1)}, nil, nil, 2, 1},
		{"name and town", []identity.Record{r("pic-900000001", "STICHTING ZWOLSHOEK", pic1, be, "city=Zwol"), r("ror-000000098", "Zwolshoek", ror1, be, "city=Zwol")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"a name alone", []identity.Record{r("pic-900000001", "Zwolshoek Lab", pic1, be), r("ror-000000098", "Zwolshoek Lab", ror1, be)}, nil, nil, 1, 0},
		{"a name in two towns", []identity.Record{r("pic-900000001", "Zwolshoek Lab", pic1, be, "city=Zwol"), r("ror-000000098", "Zwolshoek Lab", ror1, be, "city=Bergrade")}, nil, nil, 1, 0},
		{"one name and town, two PICs", []identity.Record{r("pic-900000001", "Zwolshoek Lab", pic1, be, "city=Zwol"), r("pic-900000002", "Zwolshoek Lab", pic2, be, "city=Zwol")}, nil, nil, 1, 0},
		{"one name, town and domain, two PICs", []identity.Record{r("pic-900000001", "Zwolshoek Lab", pic1, be, "city=Zwol", "page=https://www.zwolshoek.be"), r("pic-900000002", "Zwolshoek Lab", pic2, be, "city=Zwol", "page=zwolshoek.be/en")}, nil, []string{"pic-900000001: pic-900000002"}, 0, 0},
		{"two partners of one project", []identity.Record{r("one", "Zwolshoek Lab", be, "city=Zwol", "in=p", "from=x"), r("pic-900000002", "Zwolshoek Lab", pic2, be, "city=Zwol", "in=p", "from=x")}, nil, nil, 1, 0},
		{"one partner in two sources", []identity.Record{r("one", "Zwolshoek Lab", be, "in=p"), r("pic-900000002", "Zwolshoek Lab", pic2, be, "in=p")}, nil, []string{"one: pic-900000002"}, 0, 0},
		{"a university and its hospital", []identity.Record{r("pic-900000001", "University Hospital Zwolshoek", pic1, be, "city=Zwol", "page=zwolshoek.be"), r("ror-000000098", "University of Zwolshoek", ror1, be, "city=Zwol", "page=zwolshoek.be")}, nil, nil, 1, 0},
		{"a foundation and the hospital that it is at", []identity.Record{r("pic-900000001", "Universitätsklinikum Zwolshoek", pic1, be, "city=Zwol", "page=zwolshoek.be"), r("ror-000000098", "Forschungsstiftung am Universitätsklinikum Zwolshoek", ror1, be, "city=Zwol", "page=zwolshoek.be")}, nil, nil, 1, 0},
		{"a name before its affiliation", []identity.Record{r("pic-900000001", "PRINSES BERGRADE CENTRUM VOOR ZWOLKUNDE BV", pic1, be, "city=Zwol", "page=bergrade.be"), r("ror-000000098", "Prinses Bergrade Centrum", ror1, be, "city=Zwol", "page=www.bergrade.be")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"a name before its affiliation, in another town", []identity.Record{r("pic-900000001", "PRINSES BERGRADE CENTRUM VOOR ZWOLKUNDE BV", pic1, be, "city=Hagen", "page=bergrade.be"), r("ror-000000098", "Prinses Bergrade Centrum", ror1, be, "city=Zwol", "page=www.bergrade.be")}, nil, nil, 1, 0},
		{"a name before its affiliation, on a domain that a third one has", []identity.Record{r("pic-900000001", "PRINSES BERGRADE CENTRUM VOOR ZWOLKUNDE BV", pic1, be, "city=Zwol", "page=bergrade.be"), r("ror-000000098", "Prinses Bergrade Centrum", ror1, be, "city=Zwol", "page=www.bergrade.be"), r("ror-0zzzzzz02", "Unrelated Hagen", ror2, be, "city=Hagen", "page=hagen.bergrade.be")}, nil, nil, 1, 0},
		{"an abbreviation in the name", []identity.Record{r("pic-900000001", "FUNDACIO PRIVADA INSTITUT DE ZWOL (FPIZ)", pic1, be, "city=Zwol", "page=fpiz.be"), r("ror-000000098", "FPIZ", ror1, be, "city=Zwol", "page=fpiz.be")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"an abbreviation in the name, without a domain", []identity.Record{r("pic-900000001", "FUNDACIO PRIVADA INSTITUT DE ZWOL (FPIZ)", pic1, be, "city=Zwol"), r("ror-000000098", "FPIZ", ror1, be, "city=Zwol")}, nil, nil, 1, 0},
		{"a name in Greek letters, by its sound", []identity.Record{r("pic-900000001", "PANEPISTIMIO ZOLSOIKOU", pic1, "country=GR", "city=Zol"), r("ror-000000098", "Πανεπιστήμιο Ζολσόηκου", ror1, "country=GR", "city=Zol"), r("ror-0zzzzzz02", "Πανεπιστήμιο Βεργράδης", ror2, "country=GR", "city=Zol")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"a name in Bulgarian letters", []identity.Record{r("pic-900000001", "UNIVERSITET ZHIVOSHTEN", pic1, "country=BG", "city=Zol"), r("ror-000000098", "Университет Живощен", ror1, "country=BG", "city=Zol")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"a group with its country", []identity.Record{r("pic-900000001", "ZWOLSHOEK GMBH", pic1, "country=DE", "city=Hagen", "page=zwolshoek.de"), r("ror-000000098", "Zwolshoek Group (Germany)", ror1, "country=DE", "city=Hagen", "page=zwolshoek.de")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"a decision of a person", []identity.Record{r("one", "A"), r("pic-900000001", "B", pic1)}, []identity.Decision{d("pic:900000001", identity.Same, "one")}, []string{"one: pic-900000001"}, 0, 0},
		{"a decision against an identifier", []identity.Record{r("one", "A", pic1), r("pic-900000001", "B", pic1)}, []identity.Decision{d("pic-900000001", identity.Different, "one")}, nil, 0, 1},
		{"a decision against a contradiction", []identity.Record{r("one", "A", ror1), r("pic-900000001", "B", pic1, ror2)}, []identity.Decision{d("one", identity.Same, "pic-900000001")}, []string{"one: pic-900000001"}, 0, 1},
		{"nobody is sure", []identity.Record{r("pic-900000001", "Zwolshoek", pic1, be, "city=Zwol"), r("ror-000000098", "Zwolshoek", ror1, be, "city=Zwol")}, []identity.Decision{d("pic-900000001", identity.Unsure, "ror-000000098")}, nil, 1, 0},
		{"SAME is transitive, through a record that is gone", []identity.Record{r("one", "A"), r("pic-900000002", "B", pic2)}, []identity.Decision{d("one", identity.Same, "pic-900000001"), d("pic-900000001", identity.Same, "pic-900000002")}, []string{"one: pic-900000002"}, 0, 0},
		{"DIFFERENT holds for what is the same", []identity.Record{r("one", "A"), r("pic-900000001", "B", pic1, vat1), r("pic-900000002", "C", pic2, vat1, ror1), r("two", "D", ror1)}, []identity.Decision{d("one", identity.Different, "pic-900000001"), d("one", identity.Same, "two")}, []string{"one: two, pic-900000002"}, 0, 2},
		{"one record, two RORs that fit", []identity.Record{r("pic-900000001", "Zwolshoek Lab", pic1, be, "city=Zwol", "page=zwolshoek.be"), r("ror-000000098", "Zwolshoek Lab", ror1, be, "city=Zwol", "page=zwolshoek.be"), r("ror-000000099", "Zwolshoek Lab", ror2, be, "city=Zwol", "page=zwolshoek.be")}, nil, nil, 2, 0},
		{"one ROR, two VAT numbers that fit", []identity.Record{r("ror-000000098", "Zwolshoek Lab", ror1, be, "city=Zwol", "page=zwolshoek.be"), r("a-1", "Zwolshoek Lab", vat1, be, "city=Zwol", "page=zwolshoek.be"), r("z-1", "Zwolshoek Lab", vat2, be, "city=Zwol", "page=zwolshoek.be")}, nil, nil, 2, 0},
		{"an abbreviation beside other names", []identity.Record{r("pic-900000001", "Zwolshoek Instituut", pic1, be, "city=Zwol", "name=ZWI"), r("ror-000000098", "Zeevaart Wacht Inspectie", ror1, be, "city=Zwol", "name=ZWI")}, nil, nil, 1, 0},
		{"an abbreviation that is the only name", []identity.Record{r("pic-900000001", "ZWI VZW", pic1, be, "city=Zwol"), r("ror-000000098", "Zeevaart Wacht Inspectie", ror1, be, "city=Zwol", "name=ZWI")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"abbreviations that differ by a letter", []identity.Record{r("pic-900000001", "UZCH BV CR", pic1, be, "city=Zwol", "page=x.be"), r("ror-000000098", "UZAH BV CR", ror1, be, "city=Zwol", "page=x.be")}, nil, nil, 1, 0},
		{"an institute of a university", []identity.Record{r("pic-900000001", "Institute of Bells, University of Zwolshoek", pic1, be, "city=Zwol", "page=zwolshoek.be"), r("ror-000000098", "University of Zwolshoek", ror1, be, "city=Zwol", "page=zwolshoek.be")}, nil, nil, 1, 0},
		{"parts of two names", []identity.Record{r("pic-900000001", "Zwolshoek Bells - Hagen", pic1, be, "city=Zwol", "page=zwolshoek.be"), r("ror-000000098", "Zwolshoek Bells - Bergrade", ror1, be, "city=Zwol", "page=zwolshoek.be")}, nil, nil, 1, 0},
		{"a part of a name, with a domain", []identity.Record{r("pic-900000001", "Zwolshoek Bells - Hagen", pic1, be, "city=Zwol", "page=zwolshoek.be"), r("ror-000000098", "Zwolshoek Bells", ror1, be, "city=Zwol", "page=zwolshoek.be")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"a foundation in the same town", []identity.Record{r("pic-900000001", "Zwolshoek Foundation", pic1, be, "city=Zwol"), r("ror-000000098", "Zwolshoek", ror1, be, "city=Zwol")}, nil, nil, 1, 0},
		{"a foundation with the same domain", []identity.Record{r("pic-900000001", "FUNDACIO ZWOLSHOEK", pic1, be, "city=Zwol", "page=zwolshoek.be"), r("ror-000000098", "Zwolshoek", ror1, be, "city=Zwol", "page=zwolshoek.be")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"a domain under another suffix", []identity.Record{r("pic-900000001", "ZWOLSHOEK BELLS AISBL", pic1, be, "city=Zwol", "page=zwb.be"), r("ror-000000098", "Zwolshoek Bells", ror1, be, "city=Zwol", "page=zwb.eu")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"another domain", []identity.Record{r("pic-900000001", "ZWOLSHOEK BELLS AISBL", pic1, be, "city=Zwol", "page=zwb.be"), r("ror-000000098", "Zwolshoek Bells", ror1, be, "city=Zwol", "page=bells.eu")}, nil, nil, 1, 0},
		{"called as their domain", []identity.Record{r("pic-900000001", "ZWOLSHOEK UNIVERSITY HOSPITAL", pic1, be, "city=Zwol", "page=zwolshoek.be"), r("ror-000000098", "Zwolshoek", ror1, be, "city=Zwol", "page=zwolshoek.be", "name=National University Hospital of Belgium")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"called as their domain, of two kinds", []identity.Record{r("pic-900000001", "ZWOLSHOEK UNIVERSITY HOSPITAL", pic1, be, "city=Zwol", "page=zwolshoek.be"), r("ror-000000098", "Zwolshoek", ror1, be, "city=Zwol", "page=zwolshoek.be", "name=National Agency of Belgium")}, nil, nil, 1, 0},
		{"a unit of what is called as the domain", []identity.Record{r("pic-900000001", "UNIT OF ZWOLSHOEK", pic1, be, "city=Zwol", "page=zwolshoek.be"), r("ror-000000098", "Zwolshoek", ror1, be, "city=Zwol", "page=zwolshoek.be")}, nil, nil, 1, 0},
		{"abbreviated to their domain", []identity.Record{r("pic-900000001", "FUNDACIO HOSPITAL BEL ZWOLSHOEK - INSTITUUT DE HAGEN", pic1, be, "city=Zwol", "page=bzih.be"), r("ror-000000098", "Bel Research Instituut", ror1, be, "city=Zwol", "page=bzih.be", "name=BZIH")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"a name that is a part of those of others", []identity.Record{r("pic-900000001", "UNIVERSITY OF ZWOLSHOEK", pic1, be, "city=Zwol"), r("ror-000000098", "University of Zwolshoek", ror1, be, "city=Zwol"), r("ror-0zzzzzz02", "University of Zwolshoek - Bells", ror2, be, "city=Hagen"), r("ror-000000195", "University of Zwolshoek - Towers", be, "city=Brug"), r("ror-000000292", "University of Zwolshoek - Roofs", be, "city=Zee")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"a town in the name", []identity.Record{r("pic-900000001", "DEUTSCHES KREBSFORSCHUNGSZENTRUM HEIDELBERG", pic1, "country=DE", "city=Heidelberg"), r("ror-000000098", "German Cancer Research Center", ror1, "country=DE", "city=Heidelberg")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"an abbreviation alone", []identity.Record{r("pic-900000001", "ZWI", pic1, be, "city=Zwol"), r("ror-000000098", "Zeevaart Wacht Inspectie", ror1, be, "city=Zwol", "name=ZWI")}, nil, []string{"pic-900000001: ror-000000098"}, 0, 0},
		{"a part without a distinctive word", []identity.Record{r("pic-900000001", "Health Research, Zwolshoek Bells", pic1, be, "city=Zwol", "page=zwb.be"), r("ror-000000098", "Health Research", ror1, be, "city=Zwol", "page=zwb.be")}, nil, nil, 0, 0},
		{"called as their domain, and more", []identity.Record{r("pic-900000001", "ZWOLSHOEK BELLS AND TOWERS", pic1, be, "city=Zwol", "page=zwolshoek.be"), r("ror-000000098", "Zwolshoek", ror1, be, "city=Zwol", "page=zwolshoek.be")}, nil, nil, 0, 0},
		{"a unit of what is abbreviated to the domain", []identity.Record{r("pic-900000001", "UNIT OF BEL ZWOLSHOEK IN HAGEN BRUG", pic1, be, "city=Zwol", "page=bzhb.be"), r("ror-000000098", "BZHB", ror1, be, "city=Zwol", "page=bzhb.be")}, nil, nil, 0, 0},
		{"two curated ids", []identity.Record{r("one", "A", pic1), r("two", "B", pic1)}, nil, nil, 1, 1},
	} {
		for range 3 {
			rand.Shuffle(len(test.records), func(i, j int) { test.records[i], test.records[j] = test.records[j], test.records[i] })
			result, err := identity.Resolve(t.Context(), test.records, test.decisions)
			if err != nil {
				t.Fatalf("%s: %v", test.reason, err)
			}
			if diff := cmp.Diff(test.want, shown(result)); diff != "" || len(result.Open) != test.open || len(result.Conflicts) != test.conflicts {
				t.Errorf("%s: %d open, %d conflicts (-want +got):\n%s%v", test.reason, len(result.Open), len(result.Conflicts), diff, result.Conflicts)
			}
			for _, e := range result.Entities {
				if len(e.Links) < len(e.Records)-1 {
					t.Errorf("%s: %d links between the %d records of %s", test.reason, len(e.Links), len(e.Records), e.ID)
				}
			}
		}
	}
}

// TestReason expects the reason of what is called as its domain not to speak of a similar name.
func TestReason(t *testing.T) {
	records := []identity.Record{record(t, "pic-900000001", "ZWOLSHOEK UNIVERSITY HOSPITAL", pic1, "country=BE", "city=Zwol", "page=zwolshoek.be"), record(t, "ror-000000098", "Zwolshoek", ror1, "country=BE", "city=Zwol", "page=zwolshoek.be")}
	result, err := identity.Resolve(t.Context(), records, nil)
	if err != nil || len(result.Entities) != 1 {
		t.Fatalf("%v: %+v", err, result)
	}
	if diff := cmp.Diff("same domain +7; same town +3; both are called zwolshoek, as their domain +3; no other in the country resembles them +1", result.Entities[0].Links[0].Reason); diff != "" {
		t.Error(diff)
	}
}

// TestContradictoryDecisions checks that the error names every decision that it is about.
func TestContradictoryDecisions(t *testing.T) {
	var list []identity.Decision
	for i, text := range []string{"a SAME b", "b SAME c", "c DIFFERENT a", "x UNSURE y"} {
		words := strings.Fields(text)
		list = append(list, identity.Decision{Left: words[0], Verdict: identity.Verdict(words[1]), Right: words[2], By: "p", On: "2026-11-30", Line: i + 2})
	}
	_, err := identity.Resolve(t.Context(), nil, list)
	if err == nil || !strings.Contains(err.Error(), "line 4") || !strings.Contains(err.Error(), "line 2") || !strings.Contains(err.Error(), "line 3") || strings.Contains(err.Error(), "line 5") {
		t.Errorf("error %v", err)
	}
}

// TestDecisions writes and reads decisions, and rejects lines with a fault.
func TestDecisions(t *testing.T) {
	list := []identity.Decision{{"b", "a", identity.Same, "p-1", "2026-11-30", "a, \"b\"\nc", 0}, {"a", "c", identity.Unsure, "p-2", "2026-01-01", "", 0}}
	var b bytes.Buffer
	if err := identity.WriteDecisions(&b, list); err != nil {
		t.Fatal(err)
	}
	again, err := identity.ReadDecisions(&b)
	for i := range again {
		again[i].Line = 0
	}
	if diff := cmp.Diff(list, again); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	const header = "left,right,verdict,by,on,why\n"
	for _, test := range []struct{ text, want string }{
		{"left,right\n", "decisions.csv:1"},
		{header + "a,b,MAYBE,p,2026-11-30,\na,b,SAME,p,yesterday,\n", "decisions.csv:3"},
		{header + "a,a,SAME,p,2026-11-30,\n", "about two records"},
		{header + "a,b,SAME,,2026-11-30,\n", "pseudonym"},
		{header + "a,b,SAME\n", "3 cells"},
		{header + ",b,SAME,p,2026-11-30,\n", "empty"},
	} {
		if _, err := identity.ReadDecisions(strings.NewReader(test.text)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %q", test.text, err, test.want)
		}
	}
	all, replaced := identity.Decide(list, []identity.Decision{{"a", "b", identity.Different, "p-3", "2026-12-01", "", 0}})
	if len(all) != 2 || len(replaced) != 1 || replaced[0].Verdict != identity.Same {
		t.Errorf("%v replaced in %v", replaced, all)
	}
}

// TestRules expects the rules to be named after the words of names and the phrases around them, too.
func TestRules(t *testing.T) {
	for _, file := range []string{"forms.txt", "../names/words.yaml"} {
		text, err := os.ReadFile(file)
		if sum := fmt.Sprintf("%x", sha256.Sum256(text)); err != nil || !strings.Contains(identity.Rules(), sum) {
			t.Errorf("%s: %v, %s is not in %q", file, err, sum, identity.Rules())
		}
	}
}

// TestDomain checks registered domains.
func TestDomain(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.north.example.org/en": "example.org", "www.liv.ac.uk": "liv.ac.uk", "HTTP://A.BE.": "a.be", "": "", "no page": "", "https://ac.uk": "", "https://127.0.0.1": "",
		"https://en.wikipedia.org/wiki/North": "", "https://www.linkedin.com/company/north": "",
	} {
		if got := identity.Domain(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

// TestDecisionsHold takes 1,000 random decisions over three editions, in which records come, go
// and gain identifiers, and checks after each edition that none is lost or turned.
func TestDecisionsHold(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const n = 900
	truth := func(i int) int { return i / 3 } // what a person would say
	var decisions []identity.Decision
	known := map[[2]int]identity.Verdict{}
	for edition := range 3 {
		for len(decisions) < 1000*(edition+1)/3 {
			i, j := random.IntN(n), random.IntN(n)
			if random.IntN(2) == 0 {
				j = truth(i)*3 + random.IntN(3)
			}
			pair := [2]int{min(i, j), max(i, j)}
			if i == j || known[pair] != "" {
				continue
			}
			known[pair] = identity.Different
			if truth(i) == truth(j) {
				known[pair] = identity.Same
			}
			decisions, _ = identity.Decide(decisions, []identity.Decision{{Left: fmt.Sprintf("pic-%d", 900000000+i), Right: fmt.Sprintf("pic-%d", 900000000+j), Verdict: known[pair], By: "p", On: "2026-11-30"}})
		}
		var records []identity.Record
		for i := range n {
			if (i+edition)%7 == 0 {
				continue // the source has it in other editions
			}
			facts := []string{fmt.Sprintf("pic:%d", 900000000+i), "country=BE", fmt.Sprintf("city=Town%d", i%5)}
			if random.IntN(3) < edition { // an identifier that may be wrong
				facts = append(facts, fmt.Sprintf("wikidata:Q%d", 1+random.IntN(n/2)))
			}
			records = append(records, record(t, fmt.Sprintf("pic-%d", 900000000+i), fmt.Sprintf("Laboratory Zwol%d", i%50), facts...))
		}
		result, err := identity.Resolve(t.Context(), records, decisions)
		if err != nil {
			t.Fatal(err)
		}
		entity := map[int]string{}
		for _, e := range result.Entities {
			for _, r := range e.Records {
				var pic int
				_, _ = fmt.Sscanf(r.ID, "pic-%d", &pic)
				entity[pic-900000000] = e.ID
			}
		}
		for pair, verdict := range known {
			a, b := entity[pair[0]], entity[pair[1]]
			if a != "" && b != "" && (a == b) != (verdict == identity.Same) {
				t.Errorf("edition %d: %v are %s and %s, decided %s", edition, pair, a, b, verdict)
			}
		}
		reversed := slices.Clone(records)
		slices.Reverse(reversed)
		again, err := identity.Resolve(t.Context(), reversed, decisions)
		if diff := cmp.Diff(shown(result), shown(again)); diff != "" || err != nil {
			t.Errorf("in another order: %v\n%s", err, diff)
		}
	}
	if len(decisions) != 1000 {
		t.Errorf("%d decisions are left", len(decisions))
	}
}

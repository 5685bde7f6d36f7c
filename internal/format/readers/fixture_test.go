package readers_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/http/files"
	"whojoins/internal/http/graphql"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// awkward are names that are difficult for some format: quotes, markup, backslashes at the end
// and before letters that DOT interprets, a formula, a control character, line ends, and
// characters outside the Basic Multilingual Plane.
var awkward = map[string]string{
	"alpha":   `Alpha "A" <b> & 'c' ]]> \N back\`,
	"beta":    "=1+1",
	"gamma":   "bell\x01 and\nline\ttab 🧬",
	"carol":   "Carol Œdipe, PhD;",
	"delta":   "Délta {x} | [y]",
	"epsilon": "Programme Epsilon",
}

// service returns a handler of files of a small synthetic graph with awkward texts.
func service(t *testing.T) http.Handler {
	t.Helper()
	text, err := os.ReadFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	g := fixture(m).Graph
	if err := store.Derive(g); err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	e := graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits()})
	mux := http.NewServeMux()
	mux.Handle("/export/", files.New(files.Config{Engine: e}))
	mux.Handle("/graphql", graphql.New(graphql.Config{Engine: e, WriteFile: files.WritePage(e)}))
	return mux
}

func fixture(m *model.Model) *storetest.Builder {
	type f = storetest.Fields
	b := storetest.NewBuilder(m)
	b.Graph.Licence = "CC0-1.0"
	b.Entity("Source", "page", f{"name": "A page", "url": "https://page.example/?a=1&b=2", "licence": "CC BY 4.0"})
	b.Entity("Source", "list", f{"name": "A list"})
	b.Entity("Institute", "alpha", f{"name": awkward["alpha"], "country": "BE", "kinds": []string{"hospital", "university"}, "founded": 1900,
		"location.latitude": 50.5, "location.longitude": 4.25, "identifiers": []f{{"scheme": "ror", "value": "0aaaaaa00", "url": "https://ror.org/0aaaaaa00"}, {"scheme": "pic", "value": "999"}}})
	b.Entity("Institute", "beta", f{"name": awkward["beta"], "country": "GR"})
	b.Entity("Funder", "gamma", f{"name": awkward["gamma"]})
	b.Entity("Person", "carol", f{"name": awkward["carol"], "identifiers": []f{{"scheme": "orcid", "value": "0000-0001-0000-0009", "url": "https://orcid.org/0000-0001-0000-0009"}}})
	b.Entity("JointAction", "delta", f{"name": awkward["delta"], "start": "2022-11-01", "grantNumber": "0101", "budget": "EUR 12.50"})
	b.Entity("Programme", "epsilon", f{"name": awkward["epsilon"]})
	b.Entity("Source", "old", f{"name": "Not believed"})
	stated := []f{{"source": "page", "rank": "NORMAL"}, {"source": "list", "rank": "NORMAL", "field": "role", "value": "Lead"}}
	doubted := append(stated[:2:2], f{"source": "old", "rank": "DEPRECATED"})
	b.Relation("Participation", ".1", "alpha", "delta", f{"role": "COORDINATOR", "since": "2022", "until": "2024-02", "evidence": doubted})
	b.Relation("Participation", ".2", "alpha", "delta", f{"role": "WORK_PACKAGE_LEAD", "workPackage": `WP "5"\`, "evidence": stated[:1]})
	b.Relation("Participation", "", "beta", "delta", f{"role": "BENEFICIARY", "evidence": stated[:1]})
	b.Relation("Funding", "", "gamma", "delta", f{"tier": "GRANT", "evidence": stated[1:]})
	b.Relation("Affiliation", "", "carol", "alpha", f{"position": "-Head", "evidence": stated[:1]})
	b.Relation("PartOf", "", "delta", "epsilon", f{"evidence": stated[:1]})
	b.Relation("Participation", ".gone", "carol", "delta", f{"role": "MEMBER", "deprecated": true, "evidence": []f{{"source": "list", "rank": "DEPRECATED"}}})
	return b
}

// inXML returns a text as XML can hold it.
func inXML(text string) string { return strings.ReplaceAll(text, "\x01", "\uFFFD") }

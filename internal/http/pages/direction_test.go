package pages_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/http/pages"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/questions/questionstest"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// mirrored is part of every name of the graph. The characters after an override are shown from
// right to left, up to the end of the element that isolates them.
const mirrored = "\u202egnorw"

var (
	// markup is what a page has besides its text. In a picture, each text is a paragraph of its own.
	markup   = regexp.MustCompile(`(?s)<head>.*?</head>|<!doctype html>.*?<body>|<script.*?</script>|<option.*?</option>|<code>.*?</code>|<svg.*?</svg>|<cite>.*?</cite>|<[^>]*>`)
	isolated = regexp.MustCompile(`(?s)<bdi[^>]*>[^<]*</bdi>`)
)

// TestNamesIsolateTheirDirection checks that a name written from right to left, or with a
// character that reverses what follows, leaves the rest of a page as it is.
func TestNamesIsolateTheirDirection(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	evidence := []storetest.Fields{{"source": "page", "rank": "NORMAL", "locator": mirrored}}
	claims := []storetest.Fields{{"field": "name", "value": mirrored, "source": "page", "rank": "NORMAL"}}
	names := []storetest.Fields{{"name": mirrored + " alias"}, {"name": mirrored, "language": "en"}}
	b.Entity("Source", "page", storetest.Fields{"name": mirrored + " page", "url": "https://page.example/"})
	b.Entity("JointAction", "action", storetest.Fields{"name": mirrored + " action", "aliases": names, "claims": claims, "goals": []storetest.Fields{{"text": mirrored, "evidence": evidence}}})
	b.Entity("Institute", "institute", storetest.Fields{"name": mirrored + " institute", "city": mirrored, "identifiers": []storetest.Fields{{"scheme": "x", "value": mirrored}}})
	b.Relation("Participation", "", "institute", "action", storetest.Fields{"role": "MEMBER", "title": mirrored, "evidence": evidence})
	st, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	entities := serve(m, graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits()}))
	questions, err := pages.NewQuestions(m, questionstest.Service(m, st), "")
	if err != nil {
		t.Fatal(err)
	}
	library := http.NewServeMux()
	for _, path := range pages.QuestionPaths {
		library.Handle(path, questions)
	}
	for _, c := range []struct {
		address string
		from    http.Handler
		names   int
	}{
		{"/id/action", entities, 9},
		{"/id/institute", entities, 4},
		{"/id/page", entities, 1},
		{"/id/gnorw-institut", entities, 1},
		{"/questions/who-joins?initiative=action", library, 2},
		{"/questions/who-joins?initiative=gnorw-actio", library, 1},
	} {
		text := get(c.from, http.MethodGet, c.address, "Accept", browser).Body.String()
		if got := strings.Count(strings.Join(isolated.FindAllString(text, -1), ""), mirrored); got < c.names {
			t.Errorf("%s: %d names are isolated, want at least %d: %s", c.address, got, c.names, text)
		}
		rest := markup.ReplaceAllString(isolated.ReplaceAllString(text, ""), "")
		if at := strings.Index(rest, mirrored); at >= 0 {
			t.Errorf("%s: a name is not isolated: %q", c.address, rest[max(at-40, 0):at+len(mirrored)])
		}
	}
}

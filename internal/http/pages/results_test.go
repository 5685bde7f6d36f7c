package pages_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"whojoins/internal/http/pages"
	"whojoins/internal/model"
	"whojoins/internal/questions/questionstest"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// finder returns the home page and the results of a small synthetic graph.
func finder(t *testing.T) http.Handler {
	t.Helper()
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	b.Graph.Name, b.Graph.Licence, b.Graph.Date = "Synthetic dataset", "CC BY 4.0", "2026-11"
	b.Entity("Institute", "one", storetest.Fields{"name": "Institute One", "country": "IT"})
	b.Entity("Institute", "two", storetest.Fields{"name": "Institute Two"})
	b.Entity("Project", "north", storetest.Fields{"name": "North & South", "acronym": "NAS", "start": "2020-01", "end": "2024"})
	b.Entity("Person", "ada", storetest.Fields{"name": "Ada <Example>"})
	for i := range 120 {
		b.Entity("Event", "event-"+string(rune('a'+i/26))+string(rune('a'+i%26)), storetest.Fields{"name": "Meeting of the north " + string(rune('a'+i/26)) + string(rune('a'+i%26))})
	}
	st, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	service := questionstest.Service(m, st)
	library, err := pages.NewQuestions(m, service, "")
	if err != nil {
		t.Fatal(err)
	}
	home, err := pages.NewHome(m, service.GraphQL, library)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/{$}", home)
	mux.Handle(pages.ResultsPath, pages.NewResults(m, service.GraphQL))
	return mux
}

func TestHomeAndResults(t *testing.T) {
	h := finder(t)
	for _, c := range []struct {
		reason, target, language string
		status                   int
		has                      []string
	}{
		{"home says how much is known about what", "/", "en", 200, []string{`<b>120</b>Events`, `<b>2</b>Institutes`, `role="combobox" aria-label="Search"`, `href="/explore"`, `href="/query"`}},
		{"the dataset is described for search engines", "/", "en", 200, []string{`"@id":"https://whojoins.example/","@type":"Dataset"`, `"contentUrl":"https://whojoins.example/export/graph.gexf"`}},
		{"in three languages", "/", "nl", 200, []string{`<b>2</b>Instituten`, `aria-label="Zoeken"`, `<html lang="nl">`}},
		{"a language in the address is kept", "/?lang=fr", "en", 200, []string{`aria-label="Rechercher"`, `href="/?lang=fr"`, `href="/explore?types=EVENT&amp;lang=fr"`, `name="lang" value="fr"`}},
		{"results are listed by type", "/explore?find=north", "en", 200, []string{"121 results", "<h2>Events <small>120</small>", "All 120", "North &amp; South", "2020–2024", "find=north&amp;types=EVENT"}},
		{"the text stays in the box", "/explore?find=north", "en", 200, []string{`value="north"`}},
		{"a misspelt name is found", "/explore?find=institude", "en", 200, []string{`<a href="/id/one"><bdi>Institute One</bdi></a>`, "Italy"}},
		{"results of one type have pages", "/explore?find=north&types=event", "fr", 200, []string{"120", "after=", "Page suivante"}},
		{"a type is listed", "/explore?types=EVENT", "en", 200, []string{"<h1><bdi>Events</bdi></h1>", "Next page"}},
		{"chosen entities are listed", "/explore?ids=one,nobody,ada", "en", 200, []string{"Institute One", "Ada &lt;Example&gt;"}},
		{"nothing is found", "/explore?find=zzzz", "en", 200, []string{"No name, acronym or identifier on record matches"}},
		{"a wrong type is named, with the right ones, and ignored", "/explore?find=north&types=castle", "en", 200, []string{"There is no type “castle”: use one of INSTITUTE", "121 results"}},
		{"also when nothing else is wanted, in another language", "/explore?types=castle&lang=nl", "en", 200, []string{"Er is geen type “castle”"}},
		{"a long text is refused", "/explore?find=" + strings.Repeat("a", 300), "en", 400, []string{"200"}},
		{"a wrong cursor is refused", "/explore?types=EVENT&after=x", "en", 400, []string{"cursor"}},
	} {
		w := get(h, http.MethodGet, c.target, "Accept", browser, "Accept-Language", c.language)
		if w.Code != c.status {
			t.Errorf("%s: %s is %d, want %d", c.reason, c.target, w.Code, c.status)
		}
		for _, has := range c.has {
			if !strings.Contains(w.Body.String(), has) {
				t.Errorf("%s: %s lacks %s", c.reason, c.target, has)
			}
		}
		if strings.Contains(w.Body.String(), "<Example>") {
			t.Errorf("%s: a name is not escaped", c.target)
		}
	}
}

// TestOptions checks what a combobox is sent.
func TestOptions(t *testing.T) {
	h := finder(t)
	type options struct {
		Options []struct{ ID, Name, Acronym, Type, Detail, Address string }
		Exact   string
	}
	ask := func(target string) (o options) {
		w := get(h, http.MethodGet, target, "Accept", "application/json")
		if err := json.Unmarshal(w.Body.Bytes(), &o); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%s: %d %v %s", target, w.Code, err, w.Body)
		}
		return o
	}
	if o := ask("/explore?find=institute"); len(o.Options) != 2 || o.Options[0].Detail != "Italy" || o.Options[0].Type != "Institute" || o.Exact != "" {
		t.Errorf("institute: %+v", o)
	}
	if o := ask("/explore?find=nas&lang=nl"); len(o.Options) != 1 || o.Exact != "/id/north?lang=nl" || o.Options[0].Acronym != "NAS" {
		t.Errorf("nas: %+v", o)
	}
	if o := ask("/explore?find=north&types=PROJECT,PERSON"); len(o.Options) != 1 || o.Options[0].ID != "north" {
		t.Errorf("north among projects and people: %+v", o)
	}
	if o := ask("/explore"); len(o.Options) != 0 {
		t.Errorf("without a text: %+v", o)
	}
}

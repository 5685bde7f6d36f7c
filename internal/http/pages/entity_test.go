package pages_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/dataset"
	"whojoins/internal/format"
	"whojoins/internal/http/pages"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// open serves the entities of the curated dataset.
func open(t *testing.T) (http.Handler, *model.Model) {
	t.Helper()
	return openFrom(t, os.DirFS("../../../seed"))
}

// openFrom serves the entities of a dataset.
func openFrom(t *testing.T, data fs.FS) (http.Handler, *model.Model) {
	t.Helper()
	m, st := load(t, data)
	return serve(m, graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits(), Version: "test"})), m
}

// curated returns the curated dataset in a store.
func curated(t *testing.T) (*model.Model, store.Store) {
	t.Helper()
	return load(t, os.DirFS("../../../seed"))
}

// load reads a dataset into a store.
func load(t *testing.T, data fs.FS) (*model.Model, store.Store) {
	t.Helper()
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	g, _, err := dataset.Load(t.Context(), m, data)
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return m, st
}

func serve(m *model.Model, a pages.Engine) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/id/{id...}", pages.NewEntities(m, a, "", ""))
	return mux
}

// get requests an address; more are pairs of header names and values.
func get(h http.Handler, method, target string, more ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(more); i += 2 {
		r.Header.Set(more[i], more[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

func TestAddresses(t *testing.T) {
	h, _ := open(t)
	for _, c := range []struct {
		method, target, accept string
		status                 int
		mediaType, has, reason string
	}{
		{"GET", "/id/sciensano", browser, 200, "text/html", "<h1><bdi>Sciensano</bdi></h1>", "a browser gets a page"},
		{"GET", "/id/sciensano", "text/turtle", 200, "text/turtle", "<https://whojoins.example/id/sciensano>\n  a schema:Organization ;", "the same in Turtle"},
		{"GET", "/id/sciensano", "*/*", 200, "application/ld+json", `"@id": "https://whojoins.example/id/sciensano"`, "a program gets linked data"},
		{"GET", "/id/sciensano", "", 200, "application/ld+json", `"@id"`, "also without Accept"},
		{"GET", "/id/sciensano", "", 200, "application/ld+json", `"foundingDate": "1904"`, "schema.org has a date, which is a text"},
		{"GET", "/id/sciensano", "application/json", 200, "application/json", `"@id"`, "linked data is JSON"},
		{"GET", "/id/sciensano", "application/ld+json;q=0.1, text/html", 200, "text/html", "<h1>", "the higher quality wins"},
		{"HEAD", "/id/sciensano", browser, 200, "text/html", "", ""},
		{"GET", "/id/sciensano", "image/png", 406, "application/json", "text/html", "pictures are not offered"},
		{"POST", "/id/sciensano", "*/*", 405, "application/json", "use GET", "an entity is read-only"},
		{"GET", "/id/nobody-knows-it", "*/*", 404, "application/json", "NOT_FOUND", "an unknown id"},
		{"GET", "/id/nobody-knows-it", browser, 404, "text/html", "No institute, person, initiative", "people see it, too"},
		{"GET", "/id/%3Cscript%3Ealert(1)%3C%2Fscript%3E", browser, 404, "text/html", "No institute", "an id is not repeated"},
		{"GET", "/id/%ff", "*/*", 404, "application/json", "NOT_FOUND", "nor is invalid UTF-8"},
		{"GET", "/id/JANE-3", "*/*", 404, "application/json", "similar ids are jane, jane-2", "similar ids are suggested"},
		{"GET", "/id/JANE-3?lang=nl", browser, 404, "text/html", `<li><a href="/id/jane?lang=nl"><bdi>JANE</bdi></a></li>`, "also on a page"},
		{"GET", "/id/", "*/*", 404, "application/json", "NOT_FOUND", ""},
	} {
		w := get(h, c.method, c.target, "Accept", c.accept)
		got := w.Header().Get("Content-Type")
		if w.Code != c.status || got != c.mediaType+"; charset=utf-8" || !strings.Contains(w.Body.String(), c.has) {
			t.Errorf("%s %s: %d %s %.300s, want %d %s with %s: %s", c.method, c.target, w.Code, got, w.Body, c.status, c.mediaType, c.has, c.reason)
		}
		if strings.Contains(w.Body.String(), "<script>") {
			t.Errorf("%s: the page has a script", c.target)
		}
		if w.Header().Get("Vary") == "" || w.Header().Get("X-Request-Id") == "" {
			t.Errorf("%s: headers %v", c.target, w.Header())
		}
	}
}

func TestIdentifiersRedirect(t *testing.T) {
	h, _ := open(t)
	for _, id := range []string{"ror:04ejags36", "grant:101183265", "https:%2F%2Fror.org%2F04ejags36", "https:/ror.org/04ejags36"} {
		w := get(h, "GET", "/id/"+id)
		if to := w.Header().Get("Location"); w.Code != http.StatusMovedPermanently || !strings.HasPrefix(to, "/id/") || strings.Contains(to, ":") {
			t.Errorf("%s: %d to %q, want 301 to an id", id, w.Code, to)
		}
	}
}

// TestNames expects a name to lead to the entity that has it, a choice where several have it, and
// suggestions where none has.
func TestNames(t *testing.T) {
	h, _ := open(t)
	for _, c := range []struct {
		name, accept string
		status       int
		location     string
		has          []string
	}{
		{"JANE-2", "*/*", http.StatusFound, "/id/jane-2", nil},
		{"jane2", browser, http.StatusFound, "/id/jane-2", nil},
		{"All.Can%20Belgium", "*/*", http.StatusFound, "/id/all-can-belgium", nil},
		{"IARC", browser, http.StatusFound, "/id/iarc", nil},
		{"Institut%20National%20du%20Cancer", "*/*", http.StatusMultipleChoices, "", []string{`"institut-national-du-cancer-france"`, `"institut-national-du-cancer-luxembourg"`}},
		{"Institut%20National%20du%20Cancer", browser, http.StatusMultipleChoices, "", []string{"Several entities", `href="/id/institut-national-du-cancer-france"`}},
		{"JANE-3", "*/*", http.StatusNotFound, "", []string{"jane-2"}},
		{"Sciensan", browser, http.StatusNotFound, "", []string{`href="/id/sciensano"`}},
	} {
		w := get(h, "GET", "/id/"+c.name, "Accept", c.accept)
		if w.Code != c.status || w.Header().Get("Location") != c.location {
			t.Errorf("%s: %d to %q, want %d to %q", c.name, w.Code, w.Header().Get("Location"), c.status, c.location)
		}
		for _, has := range c.has {
			if !strings.Contains(w.Body.String(), has) {
				t.Errorf("%s: the answer lacks %s: %s", c.name, has, w.Body)
			}
		}
	}
}

// An id that was merged into another one redirects to it for ever.
func TestOldIDsRedirect(t *testing.T) {
	h, _ := openFrom(t, fstest.MapFS{
		"dataset.yaml": {Data: []byte("name: Synthetic\nversion: \"1\"\nlicence: CC0-1.0\nmerged: {hospital-alfa: hospital-alpha}\nremoved: [person-gone]\n")},
		"synthetic.yaml": {Data: []byte("source: {id: source-synthetic, name: Synthetic page, url: \"https://synthetic.example/\"}\n" +
			"entities:\n  Institute:\n    hospital-alpha: {name: Hospital Alpha, at: title}\n")},
	})
	for _, accept := range []string{browser, "*/*"} {
		w := get(h, "GET", "/id/hospital-alfa", "Accept", accept)
		if w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != "/id/hospital-alpha" {
			t.Errorf("an old id: %d to %q, want 301 to the new one", w.Code, w.Header().Get("Location"))
		}
	}
	if w := get(h, "GET", "/id/person-gone"); w.Code != http.StatusNotFound {
		t.Errorf("a removed id: %d, want 404", w.Code)
	}
}

func TestEntityTags(t *testing.T) {
	h, _ := open(t)
	tag := get(h, "GET", "/id/sciensano").Header().Get("ETag")
	if w := get(h, "GET", "/id/sciensano", "If-None-Match", tag); tag == "" || w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("tag %q: %d, want 304", tag, w.Code)
	}
	if w := get(h, "GET", "/id/sciensano", "If-None-Match", tag, "Accept", "text/html"); w.Code != http.StatusOK {
		t.Errorf("the tag of linked data matches the page: %d", w.Code)
	}
}

func TestPagesCanDoNothing(t *testing.T) {
	h, _ := open(t)
	w := get(h, "GET", "/id/jane-2", "Accept", browser)
	policy := w.Header().Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
	body := w.Body.String()
	for _, want := range []string{"Partners", "Work package lead", "What each source says", `href="/id/source-`, "Sources disagree", `<script type="application/ld+json">`, "121"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page of JANE-2 has no %s", want)
		}
	}
}

// A page is written in the reader's language, in everyday words, and its links keep a language
// that its address names.
func TestEntityLanguages(t *testing.T) {
	h, _ := open(t)
	constant := regexp.MustCompile(`\b[A-Z]{2,}_[A-Z_]+\b`)
	tag := regexp.MustCompile(`<[^>]*>`)
	tags := map[string]bool{}
	for _, c := range []struct {
		language, address, accepted string
		has                         []string
	}{
		{"en", "/id/jane-2", "", []string{"Joint action", "Partners", "Work package lead", `href="/id/cnao"`, "Age groups", "Contribution of the European Union: More than 40"}},
		{"fr", "/id/jane-2", "fr-BE", []string{"Action conjointe", "Partenaires", "Responsable de lot de travail", `href="/id/cnao"`, "Lot de travail", "2 sources", "1er novembre 2024"}},
		{"nl", "/id/jane-2?lang=nl", "fr", []string{"Gezamenlijke actie", "Werkpakketleider", `href="/id/cnao?lang=nl"`, `href="/questions?lang=nl"`, `<a href="?lang=fr" hreflang="fr" lang="fr">Français</a>`}},
		{"fr", "/id/jane-2?lang=fr", "", []string{`href="/id/cnao?lang=fr"`}},
		{"nl", "/id/sciensano?lang=nl", "", []string{"België", "Neemt deel aan", "Kerngegevens"}},
		{"fr", "/id/horizon-europe?lang=fr", "", []string{"Programme", "Finance"}},
	} {
		w := get(h, "GET", c.address, "Accept", browser, "Accept-Language", c.accepted)
		body := w.Body.String()
		for _, has := range append(c.has, `<html lang="`+c.language+`">`) {
			if !strings.Contains(body, has) {
				t.Errorf("%s in %s lacks %q", c.address, c.language, has)
			}
		}
		if strings.Contains(body, `hreflang="`+c.language+`"`) {
			t.Errorf("%s in %s links itself", c.address, c.language)
		}
		if found := constant.FindString(tag.ReplaceAllString(body[strings.Index(body, "<main"):], "")); found != "" {
			t.Errorf("%s in %s shows %s", c.address, c.language, found)
		}
		header := w.Header()
		if header.Get("Content-Language") != c.language || !strings.Contains(header.Get("Vary"), "Accept-Language") || tags[header.Get("ETag")] {
			t.Errorf("%s in %s: headers %v", c.address, c.language, header)
		}
		tags[header.Get("ETag")] = true
	}
}

// Pages are small: without scripts and as a browser receives them, at most 60 KB.
func TestPagesAreSmall(t *testing.T) {
	h, _ := open(t)
	for _, id := range []string{"jane-2", "eunetccc", "sciensano", "horizon-europe"} {
		var sent bytes.Buffer
		z := gzip.NewWriter(&sent)
		if _, err := z.Write(get(h, "GET", "/id/"+id, "Accept", browser).Body.Bytes()); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if sent.Len() > 60<<10 {
			t.Errorf("/id/%s has %d bytes, want at most %d", id, sent.Len(), 60<<10)
		}
	}
}

// An identifier that is also a field is shown once.
func TestGrantNumberIsShownOnce(t *testing.T) {
	h, _ := open(t)
	body := get(h, "GET", "/id/jane-2", "Accept", browser).Body.String()
	facts := body[strings.Index(body, "<dl>"):strings.Index(body, "</dl>")]
	if n := strings.Count(facts, "<dt>Grant number</dt>"); n != 1 {
		t.Errorf("the grant number is shown %d times", n)
	}
}

// pagesTested is how many entities share one page in TestEveryEntityHasAPage, whose pages have pictures.
const pagesTested = 9

// Every entity of the dataset has linked data; a sample of them shows that they have a page.
func TestEveryEntityHasAPage(t *testing.T) {
	h, _ := open(t)
	m, st := curated(t)
	engine := graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits()})
	data, errs := engine.Query(t.Context(), graph.Request{Query: "{ allEntities(first: 1000) { totalCount nodes { id } } }"}, graph.Caller{})
	if errs != nil {
		t.Fatal(errs)
	}
	var all struct {
		AllEntities struct {
			TotalCount int
			Nodes      []struct{ ID string }
		}
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for i, e := range all.AllEntities.Nodes {
		if i%pagesTested != 0 {
			continue
		}
		if w := get(h, "GET", "/id/"+e.ID, "Accept", browser); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "ZgotmplZ") {
			t.Errorf("%s: %d, as a page", e.ID, w.Code)
		}
	}
	for _, e := range all.AllEntities.Nodes {
		w := get(h, "GET", "/id/"+e.ID)
		var linked map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &linked); err != nil || linked["@id"] != format.Namespace+"/id/"+e.ID || linked["@type"] == nil || linked["name"] == nil {
			t.Errorf("%s: %v, %.200s, as linked data", e.ID, err, w.Body)
		}
	}
}

// failing is an engine that returns only errors.
type failing struct{ code plan.Code }

func (f failing) Query(context.Context, graph.Request, graph.Caller) (json.RawMessage, gqlerror.List) {
	return nil, gqlerror.List{{Message: "it fails", Extensions: map[string]any{"code": f.code}}}
}

func TestEngineFails(t *testing.T) {
	_, m := open(t)
	for code, status := range map[plan.Code]int{plan.Unavailable: 503, plan.Timeout: 504, plan.Internal: 500} {
		for _, accept := range []string{browser, "*/*"} {
			w := get(serve(m, failing{code}), "GET", "/id/sciensano", "Accept", accept)
			if w.Code != status || !strings.Contains(strings.ToLower(w.Body.String()), "it fails") || (w.Header().Get("Retry-After") != "") != (status == 503) || w.Header().Get("Cache-Control") != "no-store" || (w.Header().Get("Refresh") != "") != (status == 503 && accept == browser) {
				t.Errorf("%s: %d %v, want %d", code, w.Code, w.Header(), status)
			}
		}
	}
}

// TestLinkedDataHasTheConfiguredSite checks that addresses begin with the site that the operator
// configured, and never with the host that a request names.
func TestLinkedDataHasTheConfiguredSite(t *testing.T) {
	_, m := open(t)
	for site, want := range map[string]string{"": format.Namespace, "https://whojoins.test/": "https://whojoins.test"} {
		mux := http.NewServeMux()
		mux.Handle("/id/{id...}", pages.NewEntities(m, answering{}, site, ""))
		for _, host := range []string{"127.0.0.1:8080", "evil.example"} {
			r := httptest.NewRequest(http.MethodGet, "http://"+host+"/id/x", nil)
			w := httptest.NewRecorder()
			mux.ServeHTTP(w, r)
			if text := w.Body.String(); !strings.Contains(text, `"@id": "`+want+`/id/x"`) || strings.Contains(text, host) {
				t.Errorf("site %q, host %s: %s, want the id %s/id/x", site, host, text, want)
			}
		}
	}
}

// answering is an engine that knows one entity.
type answering struct{}

func (answering) Query(_ context.Context, r graph.Request, _ graph.Caller) (json.RawMessage, gqlerror.List) {
	if strings.Contains(r.Query, "EntityAddress") {
		return json.RawMessage(`{"meta":{"version":"1","dataVersion":"1"},"entity":{"id":"x","type":"INSTITUTE"}}`), nil
	}
	return json.RawMessage(`{"entity":{"id":"x","type":"INSTITUTE","name":"X"}}`), nil
}

func TestLinkedData(t *testing.T) {
	h, _ := open(t)
	var linked struct {
		Type     string   `json:"@type"`
		SameAs   []string `json:"sameAs"`
		URL      string   `json:"url"`
		MemberOf []struct {
			ID string `json:"@id"`
		} `json:"memberOf"`
		Address map[string]string `json:"address"`
	}
	if err := json.Unmarshal(get(h, "GET", "/id/sciensano").Body.Bytes(), &linked); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, m := range linked.MemberOf {
		if seen[m.ID] {
			t.Errorf("%s is listed twice", m.ID)
		}
		seen[m.ID] = true
	}
	if linked.Type != "Organization" || !strings.Contains(strings.Join(linked.SameAs, " "), "https://ror.org/04ejags36") ||
		linked.URL == "" || !seen[format.Namespace+"/id/jane"] || linked.Address["addressCountry"] != "BE" {
		t.Errorf("Sciensano is %+v", linked)
	}
}

// hostile is an engine whose texts try to break a page.
type hostile struct{}

func (hostile) Query(_ context.Context, q graph.Request, _ graph.Caller) (json.RawMessage, gqlerror.List) {
	if strings.HasPrefix(q.Query, "query EntityAddress") {
		return json.RawMessage(`{"meta":{"version":"1","dataVersion":"1"},"entity":{"id":"x","type":"INSTITUTE"}}`), nil
	}
	return json.RawMessage(`{"entity":{"id":"x","name":"</script><script>alert(1)</script>","summary":"\"><img src=x onerror=alert(1)>",
		"links":[{"kind":"website","url":"javascript:alert(1)"}],"identifiers":[{"scheme":"ror","value":"1","url":"javascript:alert(2)"}]}}`), nil
}

func TestTextsCannotBecomeMarkup(t *testing.T) {
	_, m := open(t)
	body := get(serve(m, hostile{}), "GET", "/id/x", "Accept", browser).Body.String()
	for _, bad := range []string{"<script>alert", "<img", `href="javascript:`, "</script><script"} {
		if strings.Contains(body, bad) {
			t.Errorf("the page has %s: %s", bad, body)
		}
	}
	if !strings.Contains(body, "&lt;/script&gt;") {
		t.Errorf("the page does not show the name as text: %s", body)
	}
}

// ranked is an engine with two claims about a field, one of which is preferred.
type ranked struct{}

func (ranked) Query(_ context.Context, q graph.Request, _ graph.Caller) (json.RawMessage, gqlerror.List) {
	if strings.HasPrefix(q.Query, "query EntityAddress") {
		return json.RawMessage(`{"meta":{"version":"1","dataVersion":"1"},"entity":{"id":"x","type":"INSTITUTE"}}`), nil
	}
	return json.RawMessage(`{"entity":{"id":"x","name":"X","participations":{"totalCount":5,"nodes":[{"role":"CHAIR","initiative":{"id":"y","name":"Y","type":"PROJECT"}}]},
		"claims":[{"field":"city","value":"A","rank":"NORMAL","source":{"id":"s","name":"S"}},{"field":"city","value":"B","rank":"PREFERRED","source":{"id":"s","name":"S"}}]}}`), nil
}

func TestPreferredClaimsAreMarked(t *testing.T) {
	_, m := open(t)
	body := get(serve(m, ranked{}), "GET", "/id/x", "Accept", browser).Body.String()
	if !strings.Contains(body, "<td><bdi>A</bdi></td>") || !strings.Contains(body, "<td><bdi>B</bdi> <small>Preferred</small></td>") {
		t.Errorf("the page does not mark the preferred claim alone:\n%s", body)
	}
}

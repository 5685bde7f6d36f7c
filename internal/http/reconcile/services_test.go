package reconcile_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/http/reconcile"
)

func TestManifests(t *testing.T) {
	s := serve(t)
	for path, schema := range map[string]string{"/reconcile": "manifest 0.2", "/reconcile/": "manifest 0.2", "/reconcile/1.0": "manifest 1.0", "/reconcile/1.0/": "manifest 1.0"} {
		s.valid(t, schema, s.send(http.MethodGet, path, ""), nil)
	}
	var m struct{ View, Preview struct{ URL string } }
	s.valid(t, "manifest 0.2", s.send(http.MethodGet, "/reconcile?lang=fr", ""), &m)
	if m.View.URL != "https://site.example/id/{{id}}" || m.Preview.URL != "https://site.example/reconcile/preview?id={{id}}" {
		t.Errorf("the addresses are %+v", m)
	}
}

func TestSuggestions(t *testing.T) {
	s := serve(t)
	for _, c := range []struct{ reason, address, want string }{
		{"the beginning of a name", "/suggest/entity?prefix=thet", "theta"},
		{"an id", "/suggest/entity?prefix=project-2", "project-2"},
		{"an identifier", "/suggest/entity?prefix=pic:900000001", "alpha"},
		{"a type", "/suggest/entity?prefix=one&type=NETWORK", "network-1"},
		{"an unknown type", "/suggest/entity?prefix=one&type=PLANET", ""},
		{"nothing typed yet", "/suggest/entity?prefix=", ""},
		{"a part of the list", "/suggest/entity?prefix=project&limit=1&offset=1", "project-2"},
		{"a part of the list as in version 0.2", "/suggest/entity?prefix=project&limit=1&cursor=1", "project-2"},
		{"what clients send besides", "/suggest/entity?prefix=thet&spell=always&exact=false&prefixed=true&lang=en", "theta"},
		{"a type by its name", "/suggest/type?prefix=joint", "JOINT_ACTION"},
		{"a type by its id", "/suggest/type?prefix=FUNDER", "FUNDER"},
		{"a property by its id", "/suggest/property?prefix=country", "country"},
		{"a property in another language", "/suggest/property?prefix=pays&limit=1&lang=fr", "country"},
		{"a register", "/suggest/property?prefix=ror&limit=1", "ror"},
		{"a field of a relation", "/suggest/property?prefix=participations.role", "participations.role"},
	} {
		for _, version := range []string{"", "/1.0"} {
			var got struct{ Result []struct{ ID string } }
			s.valid(t, "suggestions", s.send(http.MethodGet, "/reconcile"+version+c.address, ""), &got)
			var ids []string
			for _, r := range got.Result {
				ids = append(ids, r.ID)
			}
			if strings.Join(ids, " ") != c.want {
				t.Errorf("%s: %s suggests %q, want %q", c.reason, c.address, ids, c.want)
			}
		}
	}
	var all struct{ Result []struct{ ID string } }
	s.valid(t, "suggestions", s.send(http.MethodGet, "/reconcile/suggest/property?prefix=&limit=1000", ""), &all)
	if len(all.Result) < 50 {
		t.Errorf("%d properties", len(all.Result))
	}
}

func TestExtensions(t *testing.T) {
	s := serve(t)
	const ids = `["alpha", "action-1", "pic:900000001", "nobody"]`
	const properties = `[{"id": "country"}, {"id": "founded"}, {"id": "location.latitude"}, {"id": "ror"}, {"id": "aliases"}, {"id": "participations"}, {"id": "participations.role", "settings": {}}, {"id": "participations.since"}, {"id": "budget.amount"}, {"id": "start"}, {"id": "colour"}]`
	want := map[string]string{
		"country": `[{"str":"BE"}]`, "founded": `[{"int":1900}]`, "location.latitude": `[{"float":50.5}]`, "ror": `[{"str":"0AlphaXyz"}]`,
		"aliases":              `[{"str":"Institut Alpha"},{"str":"Alpha-instituut"},{"str":"AlphaInst"}]`,
		"participations":       `[{"id":"action-1","name":"Action One"},{"id":"action-1","name":"Action One"},{"id":"action-2","name":"Action Two"}]`,
		"participations.role":  `[{"str":"COORDINATOR"},{"str":"WORK_PACKAGE_LEAD"},{"str":"BENEFICIARY"}]`,
		"participations.since": `[{"date":"2022-10-15T00:00:00Z"},{},{}]`,
		"budget.amount":        `[]`, "start": `[]`, "colour": `[]`,
	}
	var old struct {
		Rows map[string]map[string]json.RawMessage
	}
	s.valid(t, "extension 0.2", s.form("extend", `{"ids": `+ids+`, "properties": `+properties+`}`), &old)
	got := map[string]string{}
	for id, cells := range old.Rows["alpha"] {
		got[id] = string(cells)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("alpha (-want +got):\n%s", diff)
	}
	action := old.Rows["action-1"]
	if string(action["budget.amount"]) != `[{"float":4000000}]` || string(action["start"]) != `[{"str":"2022-10"}]` || string(old.Rows["nobody"]["country"]) != "[]" {
		t.Errorf("the other rows are %s", old.Rows)
	}
	if diff := cmp.Diff(old.Rows["alpha"], old.Rows["pic:900000001"]); diff != "" {
		t.Errorf("by its identifier (-id +identifier):\n%s", diff)
	}
	var draft struct {
		Rows []struct {
			ID         string
			Properties []struct {
				ID     string
				Values json.RawMessage
			}
		}
	}
	s.valid(t, "extension 1.0", s.send(http.MethodPost, "/reconcile/1.0/extend", `{"ids": `+ids+`, "properties": `+properties+`}`), &draft)
	if len(draft.Rows) != 4 || draft.Rows[0].ID != "alpha" || len(draft.Rows[0].Properties) != 11 {
		t.Fatalf("the rows of version 1.0 are %+v", draft.Rows)
	}
	for _, p := range draft.Rows[0].Properties {
		if string(p.Values) != want[p.ID] {
			t.Errorf("%s is %s in version 1.0, want %s", p.ID, p.Values, want[p.ID])
		}
	}
}

func TestProposals(t *testing.T) {
	s := serve(t)
	for _, address := range []string{"/reconcile/propose", "/reconcile/1.0/extend/propose"} {
		var got struct {
			Limit      int
			Properties []struct{ ID string }
		}
		s.valid(t, "proposal", s.send(http.MethodGet, address+"?type=PERSON&limit=100", ""), &got)
		var ids []string
		for _, p := range got.Properties {
			ids = append(ids, p.ID)
		}
		if all := " " + strings.Join(ids, " ") + " "; got.Limit != 100 || !strings.Contains(all, " familyName ") || !strings.Contains(all, " orcid ") || !strings.Contains(all, " affiliations.position ") || strings.Contains(all, " budget.amount ") {
			t.Errorf("%s proposes %s", address, all)
		}
		s.valid(t, "proposal", s.send(http.MethodGet, address+"?type=PLANET", ""), &got)
		if len(got.Properties) > 0 {
			t.Errorf("%s proposes %v for an unknown type", address, got.Properties)
		}
	}
}

// TestPreview checks that a preview is a page that any site may frame, and that texts of the data
// are no markup.
func TestPreview(t *testing.T) {
	s := serve(t)
	w := s.send(http.MethodGet, "/reconcile/1.0/preview?id=alpha", "")
	if policy := w.Header().Get("Content-Security-Policy"); w.Code != http.StatusOK || !strings.Contains(policy, "frame-ancestors *") || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("%d, %s", w.Code, policy)
	}
	for _, want := range []string{`<a href="https://site.example/id/alpha"`, "Alpha Institute", "Institute · AI · Town A, Belgium", "0AlphaXyz"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("the preview has no %s:\n%s", want, w.Body)
		}
	}
	if w := s.send(http.MethodGet, "/reconcile/preview?id=%3Cscript%3E", ""); w.Code != http.StatusNotFound || strings.Contains(w.Body.String(), "<script>") {
		t.Errorf("an unknown id: %d %s", w.Code, w.Body)
	}
	if w := s.send(http.MethodGet, "/reconcile/flyout?id=alpha", ""); !strings.Contains(w.Body.String(), `"html":"<h1>Alpha Institute</h1>`) {
		t.Errorf("the flyout is %s", w.Body)
	}
}

// TestPropertyNames checks that no part of a value or of a relation has the name of another property, since
// OpenRefine proposes properties by name alone. Whole fields with one name have the same values.
func TestPropertyNames(t *testing.T) {
	s := serve(t)
	for _, language := range []string{"en", "fr", "nl"} {
		for _, kind := range []string{"INSTITUTE", "PERSON", "JOINT_ACTION", "PROJECT", "CALL"} {
			var got struct{ Properties []struct{ ID, Name string } }
			s.valid(t, "proposal", s.send(http.MethodGet, "/reconcile/propose?limit=500&type="+kind+"&lang="+language, ""), &got)
			ids := map[string]string{}
			for _, p := range got.Properties {
				if other := ids[p.Name]; strings.Contains(other+p.ID, ".") && other != "" {
					t.Errorf("%s and %s of %s are both called %s", other, p.ID, kind, p.Name)
				}
				ids[p.Name] = p.ID
			}
			if len(ids) < 10 {
				t.Errorf("%s has only %d properties", kind, len(ids))
			}
		}
	}
}

// TestScripts checks JSONP: only in version 0.2, only for functions with a plain name, and only where
// every page may read answers.
func TestScripts(t *testing.T) {
	s, closed := serve(t), serve(t, func(c *reconcile.Config) { c.Open = false })
	for _, c := range []struct {
		reason  string
		service *service
		address string
		script  bool
	}{
		{"a function", s, "/reconcile?callback=jQuery1.f_2", true},
		{"a suggestion", s, "/reconcile/suggest/type?prefix=f&callback=f", true},
		{"an error", s, "/reconcile?callback=f&queries=[]", true},
		{"no plain name", s, "/reconcile?callback=alert(1)//", false},
		{"version 1.0-draft", s, "/reconcile/1.0?callback=f", false},
		{"a service for its own pages", closed, "/reconcile?callback=f", false},
	} {
		w := c.service.send(http.MethodGet, c.address, "")
		script := strings.HasPrefix(w.Header().Get("Content-Type"), "application/javascript")
		if script != c.script || script != strings.HasPrefix(w.Body.String(), "/**/") || w.Code != http.StatusOK {
			t.Errorf("%s: %d %s %.60s", c.reason, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
	}
}

// TestRejections checks the statuses of requests that cannot be answered.
func TestRejections(t *testing.T) {
	s := serve(t)
	var many strings.Builder
	for i := range 1001 {
		if i > 0 {
			many.WriteByte(',')
		}
		many.WriteString(`"a` + strings.Repeat("b", i%7) + string(rune('a'+i%26)) + `"`)
	}
	list := "[" + strings.Repeat("null,", 1000) + "null]"
	for _, c := range []struct {
		reason, method, address, body, mediaType string
		status                                   int
	}{
		{"an unknown address", http.MethodGet, "/reconcile/colour", "", "", http.StatusNotFound},
		{"another method", http.MethodPut, "/reconcile", "", "", http.StatusMethodNotAllowed},
		{"a batch by GET in version 1.0", http.MethodGet, "/reconcile/1.0/match", "", "", http.StatusMethodNotAllowed},
		{"a suggestion by POST", http.MethodPost, "/reconcile/suggest/type", "{}", "", http.StatusMethodNotAllowed},
		{"a text", http.MethodPost, "/reconcile", "queries", "text/plain", http.StatusUnsupportedMediaType},
		{"no JSON", http.MethodPost, "/reconcile/1.0/match", "{", "", http.StatusBadRequest},
		{"no list of queries", http.MethodPost, "/reconcile/1.0/match", `{"q0": {}}`, "", http.StatusBadRequest},
		{"a list in version 0.2", http.MethodGet, "/reconcile?queries=[]", "", "", http.StatusBadRequest},
		{"a batch that is too long", http.MethodPost, "/reconcile/1.0/match", `{"queries": ` + list + `}`, "", http.StatusRequestEntityTooLarge},
		{"an extension that is too long", http.MethodPost, "/reconcile/1.0/extend", `{"ids": [` + many.String() + `], "properties": []}`, "", http.StatusRequestEntityTooLarge},
		{"a body that is too long", http.MethodPost, "/reconcile/1.0/match", `{"queries": [], "x": "` + strings.Repeat("a", 1<<20) + `"}`, "", http.StatusRequestEntityTooLarge},
		{"an unknown parameter", http.MethodGet, "/reconcile?colour=blue", "", "", http.StatusBadRequest},
		{"too many suggestions", http.MethodGet, "/reconcile/suggest/type?limit=100000", "", "", http.StatusBadRequest},
		{"no number", http.MethodGet, "/reconcile/suggest/type?limit=many", "", "", http.StatusBadRequest},
		{"an extension without ids", http.MethodPost, "/reconcile/1.0/extend", `{"properties": []}`, "", http.StatusBadRequest},
		{"a preflight", http.MethodOptions, "/reconcile", "", "", http.StatusNoContent},
	} {
		var header []string
		if c.mediaType != "" {
			header = []string{"Content-Type", c.mediaType}
		}
		w := s.send(c.method, c.address, c.body, header...)
		var failure struct{ Errors []struct{ Message string } }
		err := json.Unmarshal(w.Body.Bytes(), &failure)
		if w.Code != c.status || c.status != http.StatusNoContent && (err != nil || len(failure.Errors) != 1) {
			t.Errorf("%s: %d %.200s", c.reason, w.Code, w.Body)
		}
	}
	if bytes, _ := s.engine.Held("receiving"); bytes != 0 {
		t.Errorf("%d bytes of bodies are still counted", bytes)
	}
}

// TestForms checks that a batch can be sent as a form, as JSON and by GET.
func TestForms(t *testing.T) {
	s := serve(t)
	const batch = `{"q0": {"query": "Theta"}}`
	text, err := json.Marshal(batch)
	if err != nil {
		t.Fatal(err)
	}
	want := s.form("queries", batch).Body.String()
	for reason, w := range map[string]*httptest.ResponseRecorder{
		"by GET":                  s.send(http.MethodGet, "/reconcile?queries="+url.QueryEscape(batch), ""),
		"as JSON":                 s.send(http.MethodPost, "/reconcile", `{"queries": `+batch+`}`),
		"as a text in JSON":       s.send(http.MethodPost, "/reconcile", `{"queries": `+string(text)+`}`),
		"as the body":             s.send(http.MethodPost, "/reconcile", batch),
		"to an address with a /":  s.send(http.MethodPost, "/reconcile/", batch),
		"with the batch repeated": s.form("queries", batch),
	} {
		if got := w.Body.String(); got != want || !strings.Contains(got, `"match":true`) {
			t.Errorf("%s: %s, want %s", reason, got, want)
		}
	}
}

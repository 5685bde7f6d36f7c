package reconcile_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"whojoins/graph"
	"whojoins/internal/http/reconcile"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// service serves the fixture of the stores.
type service struct {
	http.Handler
	engine  *graph.Engine
	schemas map[string]*jsonschema.Resolved
}

// serve returns a service; change changes its configuration.
func serve(t *testing.T, change ...func(*reconcile.Config)) *service {
	t.Helper()
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(storetest.Fixture(m))
	if err != nil {
		t.Fatal(err)
	}
	limits := plan.DefaultLimits()
	limits.Time *= 10
	e := graph.New(graph.Config{Model: m, Store: st, Limits: limits, Version: "test"})
	c := reconcile.Config{Model: m, Queries: e, Engine: e, Site: "https://site.example", Open: true}
	for _, f := range change {
		f(&c)
	}
	return &service{Handler: reconcile.New(c), engine: e, schemas: map[string]*jsonschema.Resolved{}}
}

// send sends a request, with a body of JSON unless it is empty.
func (s *service) send(method, target, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// form sends a form with one field.
func (s *service) form(name, value string) *httptest.ResponseRecorder {
	return s.send(http.MethodPost, "/reconcile", url.Values{name: {value}}.Encode(), "Content-Type", "application/x-www-form-urlencoded")
}

// valid checks an answer against a schema of testdata/schemas.json and decodes it.
func (s *service) valid(t *testing.T, schema string, w *httptest.ResponseRecorder, into any) {
	t.Helper()
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
		t.Fatalf("%s: %d %s %s", schema, w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	var value any
	if err := json.Unmarshal(w.Body.Bytes(), &value); err != nil {
		t.Fatal(err)
	}
	if err := s.schema(t, schema).Validate(value); err != nil {
		t.Errorf("%s: %v\n%s", schema, err, w.Body)
	}
	if into != nil {
		if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
			t.Fatal(err)
		}
	}
}

// schema returns a definition of testdata/schemas.json.
func (s *service) schema(t *testing.T, name string) *jsonschema.Resolved {
	t.Helper()
	if known := s.schemas[name]; known != nil {
		return known
	}
	text, err := os.ReadFile("testdata/schemas.json")
	if err != nil {
		t.Fatal(err)
	}
	var all jsonschema.Schema
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	of := all.Defs[name]
	if of == nil {
		t.Fatalf("testdata/schemas.json has no %q", name)
	}
	root := *of
	root.Defs = all.Defs
	delete(root.Defs, name) // a schema must not be in two places
	resolved, err := root.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	s.schemas[name] = resolved
	return resolved
}

// candidates are those of a query.
type candidates []struct {
	ID, Name, Description string
	Score                 float64
	Match                 bool
	Features              []struct {
		ID, Name string
		Value    any
	}
}

// String lists the candidates by id; the certain one has a star.
func (c candidates) String() string {
	var list []string
	for _, one := range c {
		if one.Match {
			one.ID += "*"
		}
		list = append(list, one.ID)
	}
	return strings.Join(list, " ")
}

// results are the answer to a batch of version 0.2.
type results map[string]struct {
	Result candidates
	Error  *struct {
		Message    string
		Extensions struct{ Code string }
	}
}

func TestMatches(t *testing.T) {
	s := serve(t)
	for _, c := range []struct{ reason, query, want string }{
		{"a name of one entity", `{"query": "Action Two"}`, "action-2*"},
		{"a name of three", `{"query": "Alpha Institute", "type": "INSTITUTE"}`, "alpha beta gamma"},
		{"an alias in another language", `{"query": "Institut Alpha"}`, "alpha*"},
		{"a country that tells them apart", `{"query": "Alpha Institute", "properties": [{"pid": "country", "v": "France"}]}`, "gamma*"},
		{"an identifier that tells them apart", `{"query": "Alpha Institute", "properties": [{"pid": "pic", "v": "900000001"}]}`, "alpha*"},
		{"an entity that they take part in, by its acronym", `{"query": "Alpha Institute", "properties": [{"pid": "participations", "v": "TWO"}]}`, "alpha"},
		{"the same by its id", `{"query": "Alpha Institute", "properties": [{"pid": "participations", "v": {"id": "action-2", "name": "x"}}]}`, "alpha"},
		{"another field", `{"query": "Alpha Institute", "properties": [{"pid": "founded", "v": 1950}]}`, "beta gamma"},
		{"a relation that is not on record is no contradiction", `{"query": "Action Two", "properties": [{"pid": "supportedBy", "v": "Eta Foundation"}]}`, "action-2*"},
		{"a property that contradicts a certain name", `{"query": "Action Two", "properties": [{"pid": "start", "v": "1999"}]}`, "action-2"},
		{"a date within the stated year", `{"query": "Action Two", "properties": [{"pid": "start", "v": "2024"}]}`, "action-2*"},
		{"an unknown property", `{"query": "Action Two", "properties": [{"pid": "colour", "v": "blue"}]}`, "action-2*"},
		{"an id", `{"query": "project-2"}`, "project-2*"},
		{"an id that is no name", `{"query": "document-1"}`, "document-1*"},
		{"an identifier with its scheme", `{"query": "pic:900000001"}`, "alpha*"},
		{"an identifier alone", `{"properties": [{"pid": "grant", "v": "900000001"}]}`, "action-1*"},
		{"properties alone", `{"properties": [{"pid": "participations", "v": "action-1"}, {"pid": "country", "v": "BE"}]}`, "alpha beta"},
		{"properties alone, and a type", `{"type": ["FUNDER"], "properties": [{"pid": "country", "v": ["BE", "US"]}]}`, "eta theta"},
		{"an identifier of another entity than the name", `{"query": "Theta", "properties": [{"pid": "pic", "v": "900000001"}]}`, "alpha"},
		{"another type", `{"query": "Action Two", "type": "INSTITUTE"}`, ""},
		{"an unknown type", `{"query": "Action Two", "type": "PLANET"}`, ""},
		{"an unknown type beside a known one", `{"query": "Action Two", "type": ["PLANET", "JOINT_ACTION"]}`, "action-2*"},
		{"an empty cell", `{"query": "Action Two", "properties": [{"pid": "start", "v": ""}]}`, "action-2*"},
		{"a blank cell", `{"query": "Institut Alpha", "properties": [{"pid": "country", "v": " "}]}`, "alpha*"},
		{"no cell", `{"query": "Institut Alpha", "properties": [{"pid": "country", "v": null}]}`, "alpha*"},
		{"a country that does not exist", `{"query": "Institut Alpha", "properties": [{"pid": "country", "v": "Nowhere"}]}`, "alpha"},
		{"a limit", `{"query": "Alpha Institute", "limit": 1}`, "alpha"},
		{"an empty name", `{"query": " "}`, ""},
	} {
		var got results
		s.valid(t, "results 0.2", s.form("queries", `{"q": `+c.query+`}`), &got)
		if q := got["q"]; q.Result.String() != c.want || q.Error != nil {
			t.Errorf("%s: %s gives %q, want %q (%+v)", c.reason, c.query, q.Result, c.want, q)
		}
	}
}

// TestMatchesAreThoseOfResolve checks that an entity is certain exactly where resolve is certain.
func TestMatchesAreThoseOfResolve(t *testing.T) {
	s := serve(t)
	names := []string{"Alpha Institute", "Institut Alpha", "AlphaInst", "AI", "alpha-institute", "Œuvre Lodz", "zeta", "Zetta", "Theta", "Person Three", "Persn One", "Action", "ONE", "Network One Two", "Programme One", "SYN-01", "nothing at all", "Project"}
	text, err := json.Marshal(names)
	if err != nil {
		t.Fatal(err)
	}
	data, errs := s.engine.Query(t.Context(), graph.Request{Query: `query($t: [String!]) { resolve(terms: $t) { match { id } } }`, Variables: json.RawMessage(`{"t": ` + string(text) + `}`)}, graph.Caller{})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	var resolved struct {
		Resolve []struct{ Match *struct{ ID string } }
	}
	if err := json.Unmarshal(data, &resolved); err != nil {
		t.Fatal(err)
	}
	batch := map[string]any{}
	for _, name := range names {
		batch[name] = map[string]any{"query": name}
	}
	body, err := json.Marshal(batch)
	if err != nil {
		t.Fatal(err)
	}
	var got results
	s.valid(t, "results 0.2", s.form("queries", string(body)), &got)
	for i, r := range resolved.Resolve {
		want, have := "", ""
		if r.Match != nil {
			want = r.Match.ID
		}
		for _, c := range got[names[i]].Result {
			if c.Match {
				have = c.ID
			}
		}
		if have != want {
			t.Errorf("%q is %q here and %q in resolve", names[i], have, want)
		}
	}
}

// TestFeatures checks that a candidate has the reasons for it and against it.
func TestFeatures(t *testing.T) {
	s := serve(t)
	var got results
	s.valid(t, "results 0.2", s.form("queries", `{"q": {"query": "Institut Alpha", "properties": [{"pid": "country", "v": "BE"}, {"pid": "participations", "v": "Network One"}]}}`), &got)
	list := got["q"].Result
	if len(list) != 1 || list[0].Description != "Institute · AI · Town A, Belgium" || list[0].Score != 90 || len(list[0].Features) != 3 {
		t.Fatalf("the candidates are %+v", list)
	}
	for i, want := range []struct {
		id, name string
		value    any
	}{{"aliases", "aliases: Institut Alpha", 1.0}, {"country", "Country", true}, {"participations", "Takes part in", false}} {
		if f := list[0].Features[i]; f.ID != want.id || f.Name != want.name || f.Value != want.value {
			t.Errorf("feature %d is %+v, want %+v", i, f, want)
		}
	}
	w := s.form("queries", `{"q": {"query": "Alpha Institute"}}`)
	r := httptest.NewRequest(http.MethodGet, "/reconcile?queries="+url.QueryEscape(`{"q": {"query": "Institut Alpha"}}`), nil)
	r.Header.Set("Accept-Language", "nl-BE, en;q=0.5")
	s.ServeHTTP(w, r)
	if !strings.Contains(w.Body.String(), "Instituut · AI · Town A, België") {
		t.Errorf("in Dutch: %s", w.Body)
	}
}

package files_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/files"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// many returns a graph with n participations, so that a list of them is read in several pages.
func many(t *testing.T, n int) *store.Graph {
	t.Helper()
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	b.Entity("JointAction", "action", nil)
	b.Entity("Source", "page", storetest.Fields{"url": "https://page.example/"})
	for i := range n {
		id := fmt.Sprintf("institute-%05d", i)
		b.Entity("Institute", id, nil)
		b.Relation("Participation", "", id, "action", storetest.Fields{"role": "MEMBER", "evidence": []storetest.Fields{{"source": "page", "rank": "NORMAL"}}})
	}
	return b.Graph
}

// fetch requests a file; more are pairs of header names and values.
func fetch(h http.Handler, method, address string, more ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://graph.example"+address, nil)
	for i := 0; i < len(more); i += 2 {
		r.Header.Set(more[i], more[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// service serves the files of a graph, and answers GraphQL from it.
type service struct {
	files   *files.Handler
	graphql *graphql.Handler
	log     *strings.Builder
}

// Exports returns the handler of files.
func (s *service) Exports() http.Handler { return s.files }

// over returns a service on a graph.
func over(t *testing.T, g *store.Graph, change ...func(*plan.Limits)) *service {
	t.Helper()
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return wrapped(g.Model, st, change...)
}

// wrapped returns a service on a store.
func wrapped(m *model.Model, st store.Store, change ...func(*plan.Limits)) *service {
	limits := plan.DefaultLimits()
	for _, f := range change {
		f(&limits)
	}
	s := &service{log: &strings.Builder{}}
	log := slog.New(slog.NewJSONHandler(s.log, nil))
	e := graph.New(graph.Config{Model: m, Store: st, Limits: limits, Logger: log})
	s.files = files.New(files.Config{Engine: e, Recorder: graphql.NewRecorder(e, log, nil)})
	s.graphql = graphql.New(graphql.Config{Engine: e, WriteFile: files.WritePage(e)})
	return s
}

// TestExportIsWhole requests lists of many pages in several orders, and finds every row once.
func TestExportIsWhole(t *testing.T) {
	const rows = 257
	h := over(t, many(t, rows), func(l *plan.Limits) { l.Cost = 5200 }).Exports()
	for _, row := range []struct {
		address string
		want    int
		reason  string
	}{
		{"/export/participations.csv?fields=id", rows, "by id"},
		{"/export/participations.csv?fields=participant.id&sort=[{participant:{name:DESC}}]", rows, "through an end, backwards"},
		{"/export/institutes.jsonl?fields=id", rows, "by name"},
		{"/export/participations.csv?fields=id&first=45", 45, "as many as are requested"},
		{"/export/participations.csv?fields=id&first=0", 0, "none"},
		{"/export/institutes.csv?fields=id&where={id:{startsWith:\"institute-0001\"}}", 10, "a filter in GraphQL"},
		{"/export/institutes.csv?fields=id&where=" + url.QueryEscape(`{"id":{"in":["institute-00003","institute-00004"]}}`), 2, "a filter in JSON"},
		{"/export.csv?query=" + url.QueryEscape("{ participations { nodes { id } } }"), rows, "a request without `first` is for all rows"},
		{"/export.csv?query=" + url.QueryEscape("{ participations(first: 3) { nodes { id } } }"), 3, "one with `first` is for a page"},
		{"/export.csv?query=" + url.QueryEscape("query ($n: Int) { participations(first: $n) { edges { node { id } } } }") + "&variables=%7B%22n%22:null%7D", rows, "null is absent"},
		{"/export.csv?query=" + url.QueryEscape("query ($n: Int) { participations(last: $n) { nodes { id } } }") + "&variables=%7B%22n%22:4%7D", 4, "the end of the list"},
	} {
		w := fetch(h, http.MethodGet, strings.ReplaceAll(row.address, `"`, "%22"))
		lines := strings.Fields(w.Body.String())
		if !strings.Contains(row.address, ".jsonl") && len(lines) > 0 {
			lines = lines[1:]
		}
		known := map[string]bool{}
		for _, l := range lines {
			known[l] = true
		}
		if w.Code != http.StatusOK || len(lines) != row.want || len(known) != row.want {
			t.Errorf("%s: %d, %d rows of which %d differ, want %d: %s", row.address, w.Code, len(lines), len(known), row.want, row.reason)
		}
	}
	// A network of many pages has every node and every link once.
	w := fetch(h, http.MethodGet, "/export/participations.dot?fields=role")
	if links, nodes := strings.Count(w.Body.String(), " -> "), strings.Count(w.Body.String(), " [label="); links != rows || nodes != rows+1 {
		t.Errorf("%d links and %d nodes, want %d and one more", links, nodes, rows)
	}
}

// TestExportHeaders checks the headers of every format.
func TestExportHeaders(t *testing.T) {
	h := over(t, many(t, 3)).Exports()
	for _, f := range format.Formats() {
		list, fields := "participations", "role"
		if f.Places {
			list, fields = "institutes", "location"
		}
		address := "/export/" + list + "." + f.Extension + "?fields=" + fields
		w, head := fetch(h, http.MethodGet, address), fetch(h, http.MethodHead, address)
		if w.Code != http.StatusOK || w.Body.Len() == 0 || head.Code != http.StatusOK || head.Body.Len() > 0 {
			t.Fatalf("%s: %d with %d bytes, HEAD %d with %d", address, w.Code, w.Body.Len(), head.Code, head.Body.Len())
		}
		for name, want := range map[string]string{
			"Content-Type": f.Type(), "Vary": "Accept-Encoding, Origin", "X-Content-Type-Options": "nosniff",
			"Content-Disposition": `attachment; filename="` + list + `.` + f.Extension + `"`,
		} {
			if got := w.Header().Get(name); got != want || head.Header().Get(name) != want {
				t.Errorf("%s: %s is %q, and %q for HEAD, want %q", address, name, got, head.Header().Get(name), want)
			}
		}
		links := strings.Join(w.Header().Values("Link"), ", ")
		if described := f.List != nil && !f.Packed && !f.Places; strings.Contains(links, `rel="describedby"`) != described {
			t.Errorf("%s: Link is %q, want a description: %t", address, links, described)
		}
		if !strings.Contains(links, `<https://creativecommons.org/publicdomain/zero/1.0/>; rel="license"`) {
			t.Errorf("%s: Link is %q, want the licence", address, links)
		}
		tag := w.Header().Get("ETag")
		again := fetch(h, http.MethodGet, address, "If-None-Match", tag)
		if tag == "" || head.Header().Get("ETag") != tag || again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("%s: ETag %s, known: %d %v", address, tag, again.Code, again.Header())
		}
	}
	a, b := fetch(h, http.MethodHead, "/export/participations.csv"), fetch(h, http.MethodHead, "/export/participations.csv?first=1")
	if a.Header().Get("ETag") == b.Header().Get("ETag") {
		t.Error("two files have one ETag")
	}
}

// TestExportIsDescribed follows the link from a table to its description.
func TestExportIsDescribed(t *testing.T) {
	h := over(t, many(t, 3)).Exports()
	to := fetch(h, http.MethodHead, "/export/participations.csv?fields=role,netContribution.amount").Header().Get("Link")
	path, rest, ok := strings.Cut(strings.TrimPrefix(to, "<"), ">")
	if !ok || !strings.Contains(rest, `rel="describedby"`) {
		t.Fatalf("Link is %q", to)
	}
	w := fetch(h, http.MethodGet, path)
	var got struct {
		URL     string                     `json:"url"`
		Licence string                     `json:"dc:license"`
		Version string                     `json:"dc:identifier"`
		Cite    string                     `json:"dc:bibliographicCitation"`
		Sources []struct{ ID, URL string } `json:"dc:source"`
		Schema  struct {
			Columns []struct{ Titles, Datatype string }
		} `json:"tableSchema"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	const of = "/export/participations.csv?fields=role%2CnetContribution.amount"
	if got.URL != of || got.Licence != "CC0-1.0" || got.Version != "1" || !strings.HasSuffix(got.Cite, of) || len(got.Sources) != 1 {
		t.Errorf("described as %+v", got)
	}
	if diff := cmp.Diff([]struct{ Titles, Datatype string }{{"role", "string"}, {"netContribution.amount", "number"}}, got.Schema.Columns); diff != "" {
		t.Error(diff)
	}
	described := fetch(h, http.MethodGet, "/export/participations.csv?fields=role&about=true").Body.String()
	if !strings.HasPrefix(described, "# title: participations\n") || !strings.Contains(described, "# licence: CC0-1.0\n") || !strings.Contains(described, "\nrole\r\nMEMBER\r\n") {
		t.Errorf("a file that begins with its description: %q", described)
	}
}

// TestExportRejects checks the errors of addresses: what is wrong, and what would be right.
func TestExportRejects(t *testing.T) {
	h := over(t, many(t, 3)).Exports()
	query := func(text string) string { return "?query=" + url.QueryEscape(text) }
	for _, row := range []struct {
		address string
		status  int
		says    string
	}{
		{"/export/participations.doc", 404, "gexf"},
		{"/export/participations", 404, "participations.csv"},
		{"/export.doc?query={__typename}", 404, "xlsx"},
		{"/export/partners.csv", 404, "participations"},
		{"/export/__schema.csv", 404, "participations"},
		{"/export/participations.gexf-metadata.json", 404, "holds its description"},
		{"/export/institutes.geojson-metadata.json", 404, "holds its description"},
		{"/export/institutes.geojson?fields=name", 400, "location"},
		{"/export/participations.geojson", 400, "institutes.geojson"},
		{"/export/participations.csv?filter=x", 400, "where"},
		{"/export/participations.csv?after=x", 400, "first"},
		{"/export/participations.csv?first=-1", 400, "whole number"},
		{"/export/participations.csv?first=many", 400, "whole number"},
		{"/export/participations.csv?first=1&first=2", 400, "send it once"},
		{"/export/participations.csv?about=perhaps", 400, "about=true"},
		{"/export/participations.csv?fields=role,name", 400, "participant"},
		{"/export/participations.csv?fields=role.name", 400, "nothing inside"},
		{"/export/participations.csv?fields=role}", 400, "role,participant.name"},
		{"/export/participations.csv?fields=", 200, ""},
		{"/export/participations.csv?where={role:$role}", 400, "GraphQL"},
		{"/export/participations.csv?where={role:{eq:MEMBER}}){id}}", 400, "GraphQL"},
		{"/export/participations.csv?where={role:{eq:NOBODY}}", 400, "not of type Role"},
		{"/export/participations.csv?where=%zz", 400, "percent-encoding"},
		{"/export/institute.csv?id=institute-00001", 400, "list"},
		{"/export.csv", 400, "query"},
		{"/export.csv" + query("{"), 400, ""},
		{"/export.csv" + query("{ meta { version } institutes { nodes { id } } }"), 400, "one root field"},
		{"/export.csv" + query("{ institutes { nodes { id } pageInfo { endCursor } } }"), 400, "no pages"},
		{"/export.gexf" + query("{ institutes { totalCount } }"), 400, "nodes"},
		{"/export.gexf" + query("{ meta { version } }"), 400, "nodes"},
		{"/export.csv" + query("{ institutes { nodes { id } } }") + "&variables=x", 400, "JSON"},
		{"/export.csv" + query("{ institutes { nodes { id } } }") + "&fields=id", 400, "operationName"},
	} {
		w := fetch(h, http.MethodGet, strings.ReplaceAll(row.address, `"`, "%22"))
		if w.Code != row.status || !strings.Contains(w.Body.String(), row.says) || row.status != 200 && !strings.Contains(w.Body.String(), `"code":"`) {
			t.Errorf("%s: %d %s, want %d and %q", row.address, w.Code, w.Body, row.status, row.says)
		}
		if row.status != 200 && (w.Header().Get("ETag") != "" || w.Header().Get("Content-Disposition") != "" || w.Header().Get("Cache-Control") != "no-store") {
			t.Errorf("%s: an error is stored like a file: %v", row.address, w.Header())
		}
	}
	w := fetch(h, http.MethodPost, "/export/participations.csv")
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("POST: %d %v", w.Code, w.Header())
	}
	w = fetch(h, http.MethodOptions, "/export/participations.csv", "Origin", "https://page.example")
	if w.Code != http.StatusNoContent || w.Header().Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("OPTIONS: %d %v", w.Code, w.Header())
	}
}

// failing is a store that fails when a plan is run for the n-th time.
type failing struct {
	store.Store
	n    int
	wait chan struct{}
}

func (f *failing) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	v, err := f.Store.View(ctx, o)
	return &failingView{v, f, 0}, err
}

type failingView struct {
	store.View
	*failing
	runs int
}

func (v *failingView) Run(ctx context.Context, p *plan.Plan) (store.Cursor, error) {
	if v.runs++; v.runs == v.n {
		return nil, errors.New("the disk is full")
	}
	if v.wait != nil {
		<-v.wait
	}
	return v.View.Run(ctx, p)
}

// brittle returns a service on a large graph whose n-th run fails.
func brittle(t *testing.T, n int) (*service, *failing) {
	t.Helper()
	g := many(t, 8000)
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	f := &failing{Store: st, n: n}
	return wrapped(g.Model, f, func(l *plan.Limits) { l.Cost, l.Exports = 100_000, 1 }), f
}

// TestExportThatFails checks that a failure before the first byte is answered as an error, and
// that a later one breaks the connection, so that no client mistakes a part for the whole
// file.
func TestExportThatFails(t *testing.T) {
	for _, extension := range []string{"csv", "gexf", "zip"} {
		early, _ := brittle(t, 2) // the first run is for the sources
		w := fetch(early.Exports(), http.MethodGet, "/export/participations."+extension)
		if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "disk") || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("%s: %d %.200s", extension, w.Code, w.Body)
		}
	}
	// A network is read once before its first byte, to count the links of each node.
	for extension, n := range map[string]int{"csv": 5, "gexf": 26} {
		late, _ := brittle(t, n)
		small, err := negotiate.Compress(late.Exports())
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(small) // clients accept gzip by default
		response, err := http.Get(server.URL + "/export/participations." + extension)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(response.Body)
		response.Body.Close()
		server.Close()
		if err == nil || response.StatusCode != http.StatusOK || len(got) == 0 {
			t.Errorf("%s: %d, %d bytes and %v; want a part and an error", extension, response.StatusCode, len(got), err)
		}
		if !strings.Contains(late.log.String(), "disk is full") {
			t.Errorf("%s: the log has no cause", extension)
		}
	}
}

// TestFilesByAccept requests a page from /graphql in each format.
func TestFilesByAccept(t *testing.T) {
	h := over(t, many(t, 30)).graphql
	const query = "query Members { participations(first: 7) { nodes { role participant { id } } } }"
	for _, f := range format.Formats() {
		if f.Places {
			continue // the rows have no position
		}
		for range 2 { // the second request shares the plan of the first
			w := accept(h, f.MediaType, query)
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != f.Type() || w.Header().Get("Content-Disposition") != `attachment; filename="Members.`+f.Extension+`"` {
				t.Errorf("%s: %d %v %.200s", f.MediaType, w.Code, w.Header(), w.Body)
			}
			if f.Extension == "dot" && strings.Count(w.Body.String(), " -> ") != 7 {
				t.Errorf("%d links, want those of the page", strings.Count(w.Body.String(), " -> "))
			}
			if f.Extension == "dot" && strings.Contains(w.Body.String(), `=""`) {
				t.Errorf("%s, want no attribute without a value", w.Body)
			}
			if f.Extension == "graphml" && !strings.Contains(w.Body.String(), `for="graph" attr.name="sources"`) {
				t.Errorf("%s, want the source of the graph", w.Body)
			}
			if f.Extension == "jsonl" && bytes.Count(w.Body.Bytes(), []byte("\n")) != 7 {
				t.Errorf("%q, want a line for each row of the page", w.Body)
			}
		}
	}
	if w := accept(h, "application/json", query); !strings.HasPrefix(w.Body.String(), `{"data":{"participations":{"nodes":[{"role":"MEMBER","participant":{"id":"`) {
		t.Errorf("JSON after a network: %.200s", w.Body)
	}
	if w := accept(h, "application/gexf+xml", "{ institutes { totalCount } }"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "a network needs") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// accept sends a request by GET with a value of Accept.
func accept(h http.Handler, mediaType, query string) *httptest.ResponseRecorder {
	return fetch(h, http.MethodGet, "/graphql?query="+url.QueryEscape(query), "Accept", mediaType)
}

// FuzzExportAddress checks that any parameters lead to a file or to an error with a code.
func FuzzExportAddress(f *testing.F) {
	f.Add("participations.csv", "where", `{role:{eq:MEMBER}}`)
	f.Add("institute.gexf", "id", "institute-00001")
	f.Add("paths.dot", "via", "PARTICIPATION,[")
	f.Add("allEntities.jsonl", "fields", "id,participations.role,name.x")
	f.Add("../x", "a\r\nb", "\xff")
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		f.Fatal(err)
	}
	st, err := memory.New(storetest.Fixture(m))
	if err != nil {
		f.Fatal(err)
	}
	h := wrapped(m, st).Exports()
	f.Fuzz(func(t *testing.T, path, name, value string) {
		r := httptest.NewRequest(http.MethodGet, "/export/x", nil)
		r.URL = &url.URL{Path: "/export/" + path, RawQuery: url.Values{name: {value}}.Encode()}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code >= 500 && w.Code != http.StatusServiceUnavailable || w.Code != http.StatusOK && !strings.Contains(w.Body.String(), `"code":"`) {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
}

// TestExportCitesTheSite checks that a file of the description of the service cites the address at
// which it was requested.
func TestExportCitesTheSite(t *testing.T) {
	w := fetch(over(t, many(t, 1)).Exports(), http.MethodGet, "/export.csv?query="+url.QueryEscape("{ meta { citation counts { type count } } }"))
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "http://graph.example") {
		t.Errorf("%d %s, want a citation of http://graph.example", w.Code, w.Body)
	}
}

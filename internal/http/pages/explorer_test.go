package pages_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"whojoins/internal/explore"
	"whojoins/internal/http/pages"
	"whojoins/internal/questions/questionstest"
)

// TestExplorer tests the explorer of the curated dataset.
func TestExplorer(t *testing.T) {
	m, st := curated(t)
	service := questionstest.Service(m, st)
	for name, test := range map[string]func(*testing.T, pages.Service){
		"a scene": scenes, "scenes of editions": scenesOfEditions, "files of the stage": filesOfTheStage, "the page": explorerPages,
	} {
		t.Run(name, func(t *testing.T) { test(t, service) })
	}
}

// explorer serves the explorer of a dataset whose newest edition is known.
func explorer(s pages.Service, newest string) http.Handler {
	bundle := fstest.MapFS{"explore.html": {Data: []byte(`<html lang="{{language}}"><head><!--head--></head><body><!--header--><main id="explorer"><!--scene--></main><script type="module" src="./assets/x.js"></script></body></html>`)}}
	h := pages.NewExplorer(s, pages.ExplorerConfig{Bundle: bundle, Newest: func() string { return newest }})
	mux := http.NewServeMux()
	for _, path := range pages.ExplorerPaths {
		mux.Handle(path, h)
	}
	return mux
}

func sceneOf(t *testing.T, h http.Handler, query string) (s explore.Scene) {
	t.Helper()
	w := get(h, http.MethodGet, "/explore/scene?"+query)
	if err := json.Unmarshal(w.Body.Bytes(), &s); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d %v %.300s", query, w.Code, err, w.Body)
	}
	return s
}

func scenes(t *testing.T, service pages.Service) {
	h := explorer(service, "")
	first := get(h, http.MethodGet, "/explore/scene?ids=jane&expand=jane")
	tag := first.Header().Get("ETag")
	if first.Header().Get("Cache-Control") != "public, no-cache" || tag == "" {
		t.Errorf("a scene is sent with %v", first.Header())
	}
	if w := get(h, http.MethodGet, "/explore/scene?ids=jane&expand=jane", "If-None-Match", tag); w.Code != http.StatusNotModified {
		t.Errorf("a scene that is known is %d", w.Code)
	}
	if w := get(h, http.MethodGet, "/explore/scene?ids=jane", "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("another scene is %d", w.Code)
	}
	if w := get(h, http.MethodGet, "/explore/scene?ids=jane", "Accept", "text/csv"); w.Code != http.StatusNotAcceptable {
		t.Errorf("a scene as CSV is %d", w.Code)
	}
	s := sceneOf(t, h, "ids=jane,nobody&view=cube&lang=fr")
	if len(s.Nodes) != 1 || s.Nodes[0].TypeLabel != "Action conjointe" || s.Address != "/explore?ids=jane&lang=fr" || s.Status != "1 affichés, 0 non affichés" {
		t.Errorf("a scene in French is %+v", s)
	}
	if len(s.Faults) != 2 || !strings.Contains(s.Faults[0].Message, "« cube »") || !strings.Contains(s.Faults[1].Message, "« nobody »") {
		t.Errorf("its faults are %v", s.Faults)
	}
}

// scenesOfEditions checks that a scene of an edition that is not the newest names it, also in the addresses
// of its files, and that an edition that the service does not have is named and ignored.
func scenesOfEditions(t *testing.T, service pages.Service) {
	h := explorer(service, "newer")
	s := sceneOf(t, h, "ids=jane")
	if s.State.Edition != s.Edition || s.Edition == "" || !strings.Contains(s.Downloads[0].Href, "edition="+s.Edition) {
		t.Errorf("the edition of the state is %q, of the scene %q, of a file %s", s.State.Edition, s.Edition, s.Downloads[0].Href)
	}
	s = sceneOf(t, explorer(service, ""), "ids=jane&edition=2019.1")
	if s.State.Edition != "" || len(s.Faults) != 1 || s.Faults[0].Parameter != "edition" || len(s.Nodes) != 1 {
		t.Errorf("an unknown edition: %q, faults %v", s.State.Edition, s.Faults)
	}
}

// filesOfTheStage checks that every file has just the entities and the relations of the scene.
func filesOfTheStage(t *testing.T, service pages.Service) {
	h := explorer(service, "")
	const query = "ids=jane,sciensano&expand=jane&hide=becra&on=2023-06-01&roles=coordinator,member&types=institute,joint_action,person,network"
	s := sceneOf(t, h, query)
	var entities, relations []string
	for _, n := range s.Nodes {
		entities = append(entities, n.ID)
	}
	for _, l := range s.Links {
		relations = append(relations, l.ID)
	}
	slices.Sort(entities)
	if len(entities) < 10 || len(relations) < 10 {
		t.Fatalf("the scene has %d entities and %d relations", len(entities), len(relations))
	}
	offered := map[string]bool{}
	for _, d := range s.Downloads {
		offered[d.Format] = true
		w := get(h, http.MethodGet, d.Href)
		if d.Format == "svg" || d.Format == "png" {
			continue // explorerPages tests pictures
		}
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Disposition"), `attachment; filename="explore`) {
			t.Errorf("%s is %d, %v", d.Href, w.Code, w.Header())
			continue
		}
		nodes, links := contentOf(t, d.Format, w.Body.Bytes())
		if nodes != nil && !slices.Equal(nodes, entities) {
			t.Errorf("%s has the entities %v, the scene %v", d.Format, nodes, entities)
		}
		if links != nil && !slices.Equal(links, relations) {
			t.Errorf("%s has the relations %v, the scene %v", d.Format, links, relations)
		}
	}
	for _, format := range []string{"csv", "xlsx", "gexf", "graphml", "vosviewer.json", "jsonld"} {
		if !offered[format] {
			t.Errorf("%s is not offered", format)
		}
	}
	if w := get(h, http.MethodGet, "/explore.csv-metadata.json?"+query); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "relation.id") {
		t.Errorf("the description of the table is %d %.200s", w.Code, w.Body)
	}
	if w := get(h, http.MethodGet, "/explore.gexf?ids=nobody"); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "<node ") {
		t.Errorf("a file of an empty stage is %d %.200s", w.Code, w.Body)
	}
}

// contentOf returns the ids of entities and relations in a file, sorted; nil for what it does not hold in
// a form that is read here.
func contentOf(t *testing.T, format string, body []byte) (nodes, links []string) {
	t.Helper()
	matches := func(pattern string) []string {
		list := []string{}
		for _, m := range regexp.MustCompile(pattern).FindAllSubmatch(body, -1) {
			list = append(list, string(m[1]))
		}
		slices.Sort(list)
		return slices.Compact(list)
	}
	switch format {
	case "nodes.csv":
		return firstColumn(t, body), nil
	case "csv":
		return nil, firstColumn(t, body)
	case "jsonl":
		return nil, matches(`"relation":\{"id":"([^"]+)"`)
	case "gexf", "graphml":
		return matches(`<node id="([^"]+)"`), matches(`<edge id="([^"]+)"`)
	case "cyjs":
		return matches(`\{"data":\{"id":"([^"]+)","(?:label|name)"`), nil
	case "zip":
		return firstColumn(t, unpacked(t, body, "nodes.csv")), nil
	}
	return nil, nil
}

// explorerPages checks what the page has without scripts, in every state.
func explorerPages(t *testing.T, service pages.Service) {
	for _, c := range []struct {
		reason, target, newest string
		has, lacks             []string
	}{
		{"a page has the scene for its scripts, a picture and both tables", "/explore?ids=jane&expand=jane", "",
			[]string{`<html lang="en">`, `<title>JANE · Whojoins</title>`, `id="scene">{"edition":`, `role="tablist" aria-label="View"`, `33 shown, 0 not shown`, `<svg`, `Work package lead · WP9`,
				`<a href="/id/sciensano"><bdi>Sciensano</bdi></a>`, `property="og:image" content="http://example.com/explore-preview.png?ids=jane&amp;expand=jane"`, `href="/explore.gexf?ids=jane&amp;expand=jane"`, `12 of 36 partners on record`, `role="combobox"`, `noindex`}, []string{"data-entry", "<!--"}},
		{"a node can be expanded by a link", "/explore?ids=jane", "", []string{`<a href="/explore?ids=jane&amp;expand=jane">32</a>`}, []string{"<svg"}},
		{"other views are tables without scripts", "/explore?ids=jane&expand=jane&view=matrix", "", []string{"This view needs JavaScript", "<table"}, []string{"<svg"}},
		{"faults are named, the rest works", "/explore?ids=jane,nobody&view=cube", "", []string{"“nobody”", "“cube”", `id="scene"`}, nil},
		{"a page in another language", "/explore?ids=jane&lang=fr", "", []string{`<html lang="fr">`, "1 affichés, 0 non affichés", `href="?ids=jane&amp;lang=nl"`}, nil},
		{"an embedded view has no header and no files", "/explore?ids=jane&embed=1", "", []string{`role="tablist"`}, []string{`role="combobox"`, `" download>`, "<header"}},
		{"an older edition says so, and offers the newest", "/explore?ids=jane", "newer", []string{"which is not the newest", `<a href="/explore?ids=jane">`}, nil},
		{"a large scene is requested by the scripts", "/explore?all=1", "", []string{"The whole graph", "more rows are in the files"}, []string{`id="scene"`, "<svg"}},
		{"nothing is on the stage", "/explore", "", []string{"data-entry", `<bdi>Sciensano</bdi>`, "Programmes and plans", `href="/explore?all=1"`, `/explore?types=EVENT`}, []string{`id="scene"`, "noindex"}},
		{"a search has its results", "/explore?find=jane", "", []string{"Results for"}, []string{"data-entry"}},
		{"a type is listed", "/explore?types=EVENT", "", []string{"<h1><bdi>Events</bdi></h1>"}, nil},
	} {
		w := get(explorer(service, c.newest), http.MethodGet, c.target, "Accept", browser, "Accept-Language", "en")
		body := w.Body.String()
		if w.Code != http.StatusOK {
			t.Errorf("%s: %s is %d", c.reason, c.target, w.Code)
		}
		for _, has := range c.has {
			if !strings.Contains(body, has) {
				t.Errorf("%s: %s lacks %s", c.reason, c.target, has)
			}
		}
		for _, lacks := range c.lacks {
			if strings.Contains(body, lacks) {
				t.Errorf("%s: %s has %s", c.reason, c.target, lacks)
			}
		}
		want := "frame-ancestors 'none'"
		if strings.Contains(c.target, "embed=1") {
			want = "frame-ancestors *"
		}
		if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, want) || !strings.Contains(policy, "script-src 'self';") {
			t.Errorf("%s: the policy of %s is %s", c.reason, c.target, policy)
		}
	}
	w := get(explorer(service, ""), http.MethodGet, "/explore/map")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(w.Body.String(), "WJM2") {
		t.Errorf("the map is %d, %v", w.Code, w.Header())
	}
	w = get(explorer(service, ""), http.MethodGet, "/explore/map/names?all=1&types=SPACESHIP&lang=fr")
	var text explore.MapText
	if err := json.Unmarshal(w.Body.Bytes(), &text); err != nil || !slices.Contains(text.IDs, "sciensano") || text.Edition == "" {
		t.Errorf("the words of the map are %d %.100s: %v", w.Code, w.Body, err)
	}
	if want := (explore.MapType{Value: "INSTITUTE", One: "Institut", Label: "Instituts"}); text.Types[0] != want || len(text.Faults) != 1 {
		t.Errorf("the types of the map begin with %v, its faults are %v", text.Types[0], text.Faults)
	}
	if !slices.ContainsFunc(text.Downloads, func(d explore.Download) bool { return d.Href == "/explore.csv?lang=fr&all=1" }) || !slices.Contains(explore.Documents(service.Engine.Model()), text.Query.Document) {
		t.Errorf("the map has the files %v and the query %v", text.Downloads, text.Query)
	}
	for _, relation := range service.Engine.Model().Relations {
		if strings.Contains(text.Query.Document, " "+relation.Many+"(first") != relation.Walked {
			t.Errorf("paths follow %s: %v, and the query of the map is %s", relation.Many, relation.Walked, text.Query.Document)
		}
	}
	for _, target := range []string{"/explore.svg?ids=jane&expand=jane", "/explore.png?ids=jane", "/explore-preview.png?ids=jane&expand=jane"} {
		if w := get(explorer(service, ""), http.MethodGet, target); w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "image/") {
			t.Errorf("%s is %d, %v", target, w.Code, w.Header())
		}
	}
	plain := pages.NewExplorer(service, pages.ExplorerConfig{Newest: func() string { return "" }})
	if w := get(plain, http.MethodGet, "/explore?ids=jane", "Accept", browser); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "</html>") {
		t.Errorf("without a bundle the page is %d %.200s", w.Code, w.Body)
	}
}

func firstColumn(t *testing.T, body []byte) (list []string) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		list = append(list, row[0])
	}
	slices.Sort(list)
	return list
}

func unpacked(t *testing.T, body []byte, name string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

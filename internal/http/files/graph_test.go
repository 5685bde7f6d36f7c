package files_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/format"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/storetest"
)

// TestWholeGraph checks that the file of the whole graph has every entity and every relation that is
// not deprecated, each once, in every format of networks, also where it is read page by page.
func TestWholeGraph(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	g := storetest.Fixture(m)
	var entities, relations []string
	for _, e := range g.Entities {
		if !store.Deprecated(g)[e.ID] {
			entities = append(entities, e.ID)
		}
	}
	for _, r := range g.Relations {
		if deprecated := r.Value(m.AnyRelation.Field("deprecated")); deprecated.Null() || deprecated.Int == 0 {
			relations = append(relations, r.ID)
		}
	}
	slices.Sort(entities)
	slices.Sort(relations)
	if len(relations) == len(g.Relations) {
		t.Fatal("the fixture has no deprecated relation")
	}
	for _, s := range []*service{over(t, g), over(t, g, func(l *plan.Limits) { l.Cost = 30_000 })} {
		nodes, links := elements(t, fetch(s.Exports(), http.MethodGet, "/export/graph.cyjs").Body.Bytes())
		if diff := cmp.Diff(entities, nodes); diff != "" {
			t.Error("nodes:", diff)
		}
		if diff := cmp.Diff(relations, links); diff != "" {
			t.Error("links:", diff)
		}
	}
	h := over(t, g).Exports()
	for _, f := range format.Formats() {
		w := fetch(h, http.MethodGet, "/export/graph."+f.Extension)
		if f.Network == nil {
			if w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "graph.zip") {
				t.Errorf("%s: %d %.300s", f.Extension, w.Code, w.Body)
			}
			continue
		}
		if w.Code != http.StatusOK || w.Header().Get("Content-Disposition") != `attachment; filename="graph.`+f.Extension+`"` || w.Header().Get("X-Truncated") != "" {
			t.Errorf("%s: %d %v %.300s", f.Extension, w.Code, w.Header(), w.Body)
		}
	}
	if w := fetch(h, http.MethodGet, "/export/graph-nodes.csv"); strings.Count(w.Body.String(), "/id/") != len(entities) {
		t.Errorf("nodes: %d %.300s", w.Code, w.Body)
	}
	if w := fetch(h, http.MethodGet, "/export/graph.gexf?first=3"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "participations.gexf") {
		t.Errorf("a cut graph: %d %.300s", w.Code, w.Body)
	}
	small := over(t, many(t, 300), func(l *plan.Limits) { l.FileBytes = 10_000 }).Exports()
	if w := fetch(small, http.MethodGet, "/export/graph.gexf"); w.Code < 400 || !strings.Contains(w.Body.String(), `"limit":"fileBytes"`) {
		t.Errorf("a graph over the limit of a file: %d %.200s", w.Code, w.Body)
	}
	if w := fetch(h, http.MethodGet, "/export.gexf?query="+url.QueryEscape("{ institutes { nodes { id } } people { nodes { id } } }")); w.Code != http.StatusBadRequest {
		t.Errorf("two lists in one network: %d %.200s", w.Code, w.Body)
	}
}

// elements returns the ids of the nodes and of the links of a file of Cytoscape, in order. Each end
// of a link must be a node.
func elements(t *testing.T, file []byte) (nodes, links []string) {
	t.Helper()
	var read struct {
		Elements struct {
			Nodes, Edges []struct {
				Data struct{ ID, Source, Target string }
			}
		}
	}
	if err := json.Unmarshal(file, &read); err != nil {
		t.Fatalf("%v in %.300s", err, file)
	}
	for _, n := range read.Elements.Nodes {
		nodes = append(nodes, n.Data.ID)
	}
	slices.Sort(nodes)
	for _, l := range read.Elements.Edges {
		links = append(links, l.Data.ID)
		for _, end := range []string{l.Data.Source, l.Data.Target} {
			if _, known := slices.BinarySearch(nodes, end); !known {
				t.Errorf("%s, an end of %s, is no node", end, l.Data.ID)
			}
		}
	}
	slices.Sort(links)
	return nodes, links
}

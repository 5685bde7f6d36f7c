package files_test

import (
	"net/http"
	"strings"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// network returns a service on the fixture of the stores, whose network of collaboration has seven
// actors and seven links.
func network(t *testing.T, change ...func(*plan.Limits)) *service {
	t.Helper()
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return over(t, storetest.Fixture(m), change...)
}

// TestCutsAreStated checks that a file is complete without `first`, and that with it the name of
// the file, a header and its description state how much is left out.
func TestCutsAreStated(t *testing.T) {
	h := network(t).Exports()
	for _, row := range []struct{ address, cut, inside string }{
		{"/export/collaboration.gexf", "", "shown"},
		{"/export/collaboration.gexf?first=2", "2 of 7", "shown: 2 of 7"},
		{"/export/collaboration.graphml?first=2", "2 of 7", ">2 of 7<"},
		{"/export/collaboration.cyjs?first=2", "2 of 7", `"shown":"2 of 7"`},
		{"/export/collaboration.vosviewer.json?first=2", "2 of 7", "shown: 2 of 7"},
		{"/export/collaboration.dot?first=2", "2 of 7", "// shown: 2 of 7"},
		{"/export/collaboration.csv?first=2", "2 of 7", ""},
		{"/export/collaboration.csv-metadata.json?first=2", "2 of 7", "The file has 2 of 7."},
		{"/export/collaboration.csv?first=2&about=true", "2 of 7", "# shown: 2 of 7"},
		{"/export/collaboration.csv?first=7", "", ""},
		{"/export/institutes.csv?first=2&about=true", "2 of 6", "# shown: 2 of 6"},
		{"/export/institutes.csv", "", ""},
		{"/export/gaps.csv?lacking={%22type%22:{%22in%22:[%22FUNDER%22]}}", "", ""},
		{"/export/gaps.csv?lacking={%22type%22:{%22in%22:[%22FUNDER%22]}}&first=1&about=true", "1 of ", "# shown: 1 of "},
		{"/export/collaborators.xlsx?of=alpha&first=1", "1 of ", ""},
		{"/export/neighbourhood.gexf?of=alpha", "", ""},
		{"/export/neighbourhood.gexf?of=alpha&first=3", "3 of ", "shown: 3 of "},
	} {
		w := fetch(h, http.MethodGet, row.address)
		got := w.Header().Get("X-Truncated")
		if w.Code != http.StatusOK || !strings.HasPrefix(got, row.cut) || row.cut == "" && got != "" {
			t.Errorf("%s: %d %q, want %q: %.200s", row.address, w.Code, got, row.cut, w.Body)
		}
		named := strings.Contains(w.Header().Get("Content-Disposition"), strings.ReplaceAll(got, " ", "-"))
		if row.cut != "" && (!named || !strings.Contains(w.Body.String(), row.inside)) || row.cut == "" && row.inside != "" && strings.Contains(w.Body.String(), row.inside) {
			t.Errorf("%s is named %q: %.900s", row.address, w.Header().Get("Content-Disposition"), w.Body)
		}
		if head := fetch(h, http.MethodHead, row.address); head.Header().Get("X-Truncated") != got {
			t.Errorf("HEAD %s: %q, want %q", row.address, head.Header().Get("X-Truncated"), got)
		}
	}
}

// TestNetworksAreComplete checks that a network has all links, undirected and with what a picture
// needs.
func TestNetworksAreComplete(t *testing.T) {
	h := network(t).Exports()
	for _, row := range []struct {
		address, link string
		links         int
		inside        []string
	}{
		{"/export/collaboration.gexf", "<edge ", 7, []string{`defaultedgetype="undirected"`, "<viz:color r=", `<viz:position x="`, "<viz:size value=", `title="betweenness" type="double"`, `title="community" type="long"`, `title="degree" type="long"`, `title="country"`, `start="2024-11-01" end="2026-12-31"`}},
		{"/export/collaboration.graphml", "<edge ", 7, []string{`edgedefault="undirected"`, `attr.name="r" attr.type="int"`, `attr.name="x" attr.type="double"`, `attr.name="activeFrom"`, "2024-11-01"}},
		{"/export/collaboration.dot", " -- ", 7, []string{"graph \"collaboration\"", "fillcolor", `"pos"="`}},
		{"/export/collaboration.cyjs", `"source"`, 7, []string{`"directed":false`, `"betweenness":`, `"color":"#`, `"position":{"x":`}},
		{"/export/collaboration.vosviewer.json", `"source_id"`, 7, []string{`"weights":{"Links":3,"Total link strength":3}`, `"cluster":1`, `"betweenness":`, "Community 1"}},
		{"/export/collaboration.csv", "\r\n", 8, []string{"from.id,from.type,from.name,from.countries,from.ror,from.pic,from.wikidata,to.id,to.type,to.name,to.countries,to.ror,to.pic,to.wikidata,weight,activeFrom,activeUntil\r\n"}},
		{"/export/collaboration-nodes.csv", "\n", 8, []string{"Id,Label,entity,address,degree,size,color,x,y,", "betweenness"}},
		{"/export/matrix.csv", "\r\n", 12, []string{"row,column\r\n"}},
		{"/export/participations.gexf", "<edge ", 12, []string{`defaultedgetype="directed"`}},
		{"/export/paths.dot?from=alpha&to=gamma", " -> ", 0, []string{"digraph"}},
	} {
		w := fetch(h, http.MethodGet, row.address)
		if n := strings.Count(w.Body.String(), row.link); w.Code != http.StatusOK || row.links > 0 && n != row.links {
			t.Errorf("%s: %d with %d links, want %d: %.200s", row.address, w.Code, n, row.links, w.Body)
		}
		for _, text := range row.inside {
			if !strings.Contains(w.Body.String(), text) {
				t.Errorf("%s has no %s: %.200s", row.address, text, w.Body)
			}
		}
	}
}

// TestMeasuresAreLeftOut checks that a file of a network that is too large for a measure has the
// network without it, and says so.
func TestMeasuresAreLeftOut(t *testing.T) {
	h := network(t, func(l *plan.Limits) { l.Measures = 10 }).Exports()
	w := fetch(h, http.MethodGet, "/export/collaboration.graphml")
	if text := w.Body.String(); w.Code != http.StatusOK || strings.Count(text, "<edge ") != 7 || strings.Contains(text, `for="node" attr.name="betweenness"`) || !strings.Contains(text, `attr.name="community"`) || !strings.Contains(text, "too large for it") {
		t.Errorf("%d %.200s", w.Code, text)
	}
}

// TestFilesHaveALimit checks that a file beyond the limit is refused before its first byte, and
// that one at the limit is sent.
func TestFilesHaveALimit(t *testing.T) {
	g := many(t, 400)
	for _, address := range []string{"/export/institutes.csv", "/export/participations.gexf", "/export/participations.zip"} {
		size := fetch(over(t, g).Exports(), http.MethodGet, address).Body.Len()
		if size < 4000 {
			t.Fatalf("%s has %d bytes", address, size)
		}
		for limit, allowed := range map[int]bool{size: true, size - 1: false} {
			w := fetch(over(t, g, func(l *plan.Limits) { l.FileBytes = limit }).Exports(), http.MethodGet, address)
			refused := w.Code >= 400 && strings.Contains(w.Body.String(), `"limit":"fileBytes"`)
			if refused == allowed || allowed && w.Body.Len() != size {
				t.Errorf("%s with %d of %d bytes: %d %.200s", address, limit, size, w.Code, w.Body)
			}
		}
	}
}

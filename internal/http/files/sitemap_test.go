package files_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/files"
	"whojoins/internal/plan"
	"whojoins/internal/store/memory"
)

// TestSitemap finds every entity once: in one file, and in an index of files.
func TestSitemap(t *testing.T) {
	g := many(t, 23)
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for most, want := range map[int]int{len(g.Entities): 1, 10: 3} {
		sitemap := files.NewSitemap(graph.New(graph.Config{Model: g.Model, Store: st, Limits: plan.DefaultLimits()}), "")
		sitemap.SetMost(most)
		mux := http.NewServeMux()
		mux.Handle(files.SitemapPath, sitemap)
		mux.Handle(files.SitemapFiles, sitemap)
		pages := locations(fetch(mux, http.MethodGet, files.SitemapPath).Body.String())
		if want > 1 {
			if len(pages) != want {
				t.Fatalf("%d files, want %d", len(pages), want)
			}
			all := pages
			pages = nil
			for _, address := range all {
				one := locations(fetch(mux, http.MethodGet, strings.TrimPrefix(address, format.Namespace)).Body.String())
				if len(one) > most {
					t.Errorf("%s has %d addresses, want at most %d", address, len(one), most)
				}
				pages = append(pages, one...)
			}
		}
		slices.Sort(pages)
		if len(slices.Compact(pages)) != len(g.Entities) || pages[0] != format.Namespace+"/id/action" {
			t.Errorf("%d addresses, of which the first is %s; want %d", len(pages), pages[0], len(g.Entities))
		}
		for _, path := range []string{"/sitemap/9.xml", "/sitemap/0.xml", "/sitemap/x"} {
			if w := fetch(mux, http.MethodGet, path); w.Code != http.StatusNotFound {
				t.Errorf("%s: %d", path, w.Code)
			}
		}
		w := fetch(mux, http.MethodGet, files.SitemapPath)
		if again := fetch(mux, http.MethodGet, files.SitemapPath, "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("known: %d", again.Code)
		}
	}
}

// locations returns the addresses in a file of a sitemap.
func locations(text string) (list []string) {
	for part := range strings.SplitSeq(text, "<loc>") {
		if address, _, ok := strings.Cut(part, "</loc>"); ok {
			list = append(list, address)
		}
	}
	return list
}

// TestRobots names the sitemap by its whole address.
func TestRobots(t *testing.T) {
	for site, want := range map[string]string{"": format.Namespace, "https://graph.example/": "https://graph.example"} {
		if text := files.Robots(site); !strings.Contains(text, "\nSitemap: "+want+"/sitemap.xml\n") {
			t.Errorf("%s: %s", site, text)
		}
	}
}

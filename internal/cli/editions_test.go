package cli

import (
	"encoding/json"
	"encoding/xml"
	"html"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	httpd "whojoins/internal/http"
)

// TestNewEdition replaces the file that a service answers from, under load: no request fails, none
// sees two editions, and the former edition stays available at its own address.
func TestNewEdition(t *testing.T) {
	temp, dir := t.TempDir(), workspaceOf(t, "2026-11-01", "participants")
	one, two := filepath.Join(temp, "one.pack"), filepath.Join(temp, "two.pack")
	runs(t, "build", dir, "--alone", "--out", one)
	importInto(t, dir, "organisations", "2026-11-02", registers["organisations"])
	runs(t, "build", dir, "--alone", "--out", two)
	changes := runs(t, "diff", one, two, "--json")
	service := start(t, Config{Store: one, Editions: 2, Server: httpd.Config{Logger: nopLogger()}})
	const query = `/graphql?query={meta{dataVersion}a:institute(id:"pic-900000001"){name}b:institute(id:"pic-900000001"){name}}`
	get := func(path string, header http.Header) (*http.Response, string) {
		return fetch(t, http.MethodGet, service.URL()+strings.ReplaceAll(path, `"`, "%22"), "", header)
	}
	type answer struct {
		Data struct {
			Meta struct{ DataVersion string }
			A, B struct{ Name string }
		}
	}
	var mu sync.Mutex
	seen := map[string]string{}
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				case <-time.After(2 * time.Millisecond):
				}
				response, body := get(query, nil)
				var a answer
				err := json.Unmarshal([]byte(body), &a)
				mu.Lock()
				name, known := seen[a.Data.Meta.DataVersion]
				seen[a.Data.Meta.DataVersion] = a.Data.A.Name
				mu.Unlock()
				if err != nil || response.StatusCode != http.StatusOK || response.Header.Get("X-Dataset-Version") != a.Data.Meta.DataVersion || a.Data.A != a.Data.B || known && name != a.Data.A.Name {
					t.Errorf("%s, %v, of edition %s: %s", response.Status, err, response.Header.Get("X-Dataset-Version"), body)
					return
				}
			}
		})
	}
	response, _ := get(query, nil)
	before := response.Header.Get("X-Dataset-Version")
	if err := os.Rename(two, one); err != nil {
		t.Fatal(err)
	}
	after := before
	for end := time.Now().Add(5 * time.Second); after == before && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		response, _ := get("/livez", nil)
		after = response.Header.Get("X-Dataset-Version")
	}
	close(done)
	readers.Wait()
	if after == before || seen[before] != "STICHTING ZWOLSHOEK" {
		t.Fatalf("after five seconds the edition is %s, before %s: %v", after, before, seen)
	}
	for _, test := range []struct {
		reason, path, version string
		status                int
		want, cache           string
	}{
		{"the newest edition", query, "", 200, `"Zwolshoek"`, ""},
		{"the edition that is named", query, after, 200, `"Zwolshoek"`, ""},
		{"another edition is named", query, before, 409, `"CONFLICT"`, "no-store"},
		{"the address of the former edition", "/e/" + url.PathEscape(before) + query, "", 200, "STICHTING", "public, max-age=31536000, immutable"},
		{"the former edition by both", "/e/" + url.PathEscape(before) + query, before, 200, "STICHTING", "public, max-age=31536000, immutable"},
		{"a file of the former edition", "/e/" + before + "/export/institutes.csv", "", 200, "STICHTING", "public, max-age=31536000, immutable"},
		{"a page of the former edition", "/e/" + before + "/id/pic-900000001", "", 200, "STICHTING", "public, max-age=31536000, immutable"},
		{"an edition that is not known", "/e/none" + query, "", 410, "/editions.atom", "no-store"},
		{"changes", "/editions/" + before + ".." + after + ".jsonl", "", 200, changes, "public, max-age=31536000, immutable"},
		{"changes of an unknown edition", "/editions/none.." + after + ".jsonl", "", 410, "/editions.atom", "no-store"},
		{"no range", "/editions/none", "", 404, "{from}..{to}", ""},
	} {
		header := http.Header{}
		if test.version != "" {
			header.Set("X-Dataset-Version", test.version)
		}
		response, body := get(test.path, header)
		if response.StatusCode != test.status || !strings.Contains(body, test.want) || test.cache != "" && response.Header.Get("Cache-Control") != test.cache {
			t.Errorf("%s: %s, %q: %.300s", test.reason, response.Status, response.Header.Get("Cache-Control"), body)
		}
	}
	if _, body := get("/", http.Header{"Accept": {"text/html"}}); !strings.Contains(html.UnescapeString(body), "What edition "+after+" changed") || !strings.Contains(html.UnescapeString(body), "/editions/"+before+".."+after+".jsonl") {
		t.Errorf("the home page lacks the newest edition: %s", body[strings.Index(body, "<main"):])
	}
	if _, body := get("/e/"+before+"/", http.Header{"Accept": {"text/html"}}); strings.Contains(body, `id="news"`) {
		t.Error("the home page of the first edition compares it with another one")
	}
	_, body := get("/editions.atom", nil)
	var feed struct {
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(body), &feed); err != nil || len(feed.Entries) != 2 || feed.Entries[0].Title != after || feed.Entries[1].Title != before {
		t.Errorf("%v in %s", err, body)
	}
	if err := os.WriteFile(one, []byte("no pack"), 0o600); err != nil {
		t.Fatal(err)
	}
	service.watcher.Look(t.Context())
	if response, _ := get(query, nil); response.StatusCode != http.StatusOK || response.Header.Get("X-Dataset-Version") != after {
		t.Errorf("with a damaged file: %s", response.Status)
	}
}

// TestEditionsSurviveRestart starts the service again: former editions are still there, unless people
// were removed since.
func TestEditionsSurviveRestart(t *testing.T) {
	t.Parallel()
	temp, dir := t.TempDir(), workspaceOf(t, "2026-11-01", "participants")
	pack, history := filepath.Join(temp, "one.pack"), filepath.Join(temp, "history")
	const person = "Person|orcid-0000-0002-1825-0097|name=Ann Example|identifiers=orcid:0000-0002-1825-0097"
	importInto(t, dir, "people", "2026-11-01", []string{person})
	var versions []string
	// serve starts the service, which reads the file, and returns the answers to some addresses.
	serve := func(paths ...string) (status []int) {
		service := start(t, Config{Store: pack, Editions: 3, History: history, Server: httpd.Config{Logger: nopLogger()}})
		response, _ := fetch(t, http.MethodGet, service.URL()+"/livez", "", nil)
		versions = append(versions, response.Header.Get("X-Dataset-Version"))
		for _, path := range paths {
			response, _ := fetch(t, http.MethodGet, service.URL()+path, "", nil)
			status = append(status, response.StatusCode)
		}
		return status
	}
	files := func() int {
		t.Helper()
		entries, err := os.ReadDir(history)
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	runs(t, "build", dir, "--alone", "--out", pack)
	serve()
	importInto(t, dir, "organisations", "2026-11-02", registers["organisations"])
	runs(t, "build", dir, "--alone", "--out", pack)
	serve()
	first := url.PathEscape(versions[0])
	if got := serve("/e/"+first+"/id/pic-900000001", "/editions/"+first+".."+url.PathEscape(versions[1])+".jsonl"); got[0] != 200 || got[1] != 200 || files() != 2 {
		t.Errorf("after a restart: %v, %d files; want 200, 200 and 2", got, files())
	}
	if err := os.WriteFile(filepath.Join(history, "000009-damaged.pack"), []byte("no pack"), 0o600); err != nil {
		t.Fatal(err)
	}
	runs(t, "forget", "orcid-0000-0002-1825-0097", "--dir", dir)
	runs(t, "build", dir, "--alone", "--out", pack)
	if got := serve("/e/"+first+"/id/pic-900000001", "/"); got[0] != 410 || got[1] != 200 || files() != 1 {
		t.Errorf("after a person was removed: %v, %d files; want 410, 200 and 1", got, files())
	}
}

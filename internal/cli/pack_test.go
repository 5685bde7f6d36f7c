package cli

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	httpd "whojoins/internal/http"
)

// TestPackedAnswersAlike serves a packed file, which answers the guide's questions as the
// dataset in the program does.
func TestPackedAnswersAlike(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.pack")
	var out, errs strings.Builder
	if status := run(t.Context(), program(t), []string{"pack", "--out", path}, &out, &errs); status != 0 {
		t.Fatalf("pack ends with %d: %s", status, errs.String())
	}
	for _, want := range []string{"serve it with whojoins --store " + path, "entities", "bytes"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("pack says nothing of %q: %s", want, out.String())
		}
	}
	for _, want := range []string{"building: ", "rows/s", "writing: ", "KiB/s"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("pack shows nothing of %q: %s", want, errs.String())
		}
	}
	const site = "https://graph.example.org"
	embedded, other := start(t, Config{Server: httpd.Config{Site: site}}).URL(), start(t, Config{Store: path, Server: httpd.Config{Site: site}}).URL()
	asked := http.Header{"Content-Type": {"application/json"}}
	for _, e := range examples(t, "graphql") {
		body, err := json.Marshal(map[string]string{"query": e.code})
		if err != nil {
			t.Fatal(err)
		}
		_, want := fetch(t, http.MethodPost, embedded+"/graphql", string(body), asked)
		_, got := fetch(t, http.MethodPost, other+"/graphql", string(body), asked)
		if loadedAt.ReplaceAllString(got, "") != loadedAt.ReplaceAllString(want, "") {
			t.Errorf("%s:\n%.500s\nwant\n%.500s", e.code, got, want)
		}
	}
}

var loadedAt = regexp.MustCompile(`"loadedAt": ?"[^"]*"`)

// TestPackCommand holds what goes wrong with packed files to a message that helps.
func TestPackCommand(t *testing.T) {
	there := filepath.Join(t.TempDir(), "graph.pack")
	for _, c := range []commandRow{
		{"pack --help", 0, []string{"--out", "--data"}, "help tells all flags"},
		{"pack", 80, []string{"--out=FILE"}, "a file is named"},
		{"pack --out " + there, 0, []string{"packed in"}, "a new file"},
		{"pack --out " + there, 0, []string{"packed in"}, "an old file is replaced"},
		{"pack --out " + there + "/below", 1, []string{"takes a folder that exists"}, "a file is no folder"},
		{"pack --data /none --out " + there, 1, []string{"no dataset", "dataset.yaml"}, "the dataset is read first"},
		{"--store no-such.pack", 1, []string{"no store", "whojoins pack --out FILE", "neo4j://"}, "all kinds of stores are told"},
		{"--store ../../seed/dataset.yaml", 1, []string{"is no packed dataset", "--data"}, "a file of another kind"},
		{"--store ../../seed", 1, []string{"is no packed dataset", "--data"}, "a dataset is a folder, and served by another flag"},
		{"--data ../../seed --store " + there, 1, []string{"holds its dataset"}, "one dataset is served"},
	} {
		c.check(t.Context(), t)
	}
}

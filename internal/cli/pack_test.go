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

// TestPackedAnswersAlike compares the answers from a packed file with those from the built-in
// dataset, for the queries of the guide.
func TestPackedAnswersAlike(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.pack")
	var out, errs strings.Builder
	if status := run(t.Context(), program(t), []string{"pack", "--out", path}, &out, &errs); status != 0 {
		t.Fatalf("pack exited with %d: %s", status, errs.String())
	}
	for _, want := range []string{"Serve it with whojoins --store " + path, "entities", "bytes"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the output of pack lacks %q: %s", want, out.String())
		}
	}
	for _, want := range []string{"building: ", "rows/s", "writing: ", "KiB/s"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("the progress of pack lacks %q: %s", want, errs.String())
		}
	}
	const site = "https://graph.example.org"
	embedded, other := start(t, Config{Store: memoryStore, Server: httpd.Config{Site: site}}).URL(), start(t, Config{Store: path, Server: httpd.Config{Site: site}}).URL()
	asked := http.Header{"Content-Type": {"application/json"}}
	for _, e := range examples(t, "guide.md", "graphql") {
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

// TestPackCommand checks pack and the errors of packed files.
func TestPackCommand(t *testing.T) {
	there := filepath.Join(t.TempDir(), "graph.pack")
	for _, c := range []commandRow{
		{"pack --help", 0, []string{"--out", "--data"}, "help lists the flags"},
		{"pack", 2, []string{"--out=FILE"}, "pack needs a file"},
		{"pack --out " + there, 0, []string{"Packed version"}, "a new file is written"},
		{"pack --out " + there, 0, []string{"Packed version"}, "an existing file is replaced"},
		{"pack --out " + there + "/below", 1, []string{"existing, writable folder"}, "the folder of the file must exist"},
		{"pack --data /none --out " + there, 1, []string{"no dataset", "dataset.yaml"}, "the dataset is checked first"},
		{"--store no-such.pack", 1, []string{"no store", "whojoins pack --out FILE", "neo4j://"}, "the error lists all kinds of stores"},
		{"--store ../../seed/dataset.yaml", 1, []string{"is not a packed dataset", "--data"}, "other kinds of files are rejected"},
		{"--store ../../seed", 1, []string{"is not a packed dataset", "--data"}, "a folder belongs to --data"},
		{"--data ../../seed --store " + there, 1, []string{"contains its dataset"}, "a packed file and --data exclude each other"},
	} {
		c.check(t.Context(), t)
	}
}

package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// loadTime is the time of an export, in the node of the dataset.
var loadTime = regexp.MustCompile(`"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"`)

// exported returns an exported file without the time of the export.
func exported(t *testing.T, path string) string {
	t.Helper()
	return loadTime.ReplaceAllString(string(read(t, path)), "")
}

// TestPackedDataset gives a packed file wherever commands accept the folder of a dataset: they do
// the same with it.
func TestPackedDataset(t *testing.T) {
	folder := writeDataset(t, people())
	dir := t.TempDir()
	pack := filepath.Join(dir, "graph.pack")
	for _, c := range []commandRow{
		{"pack --data " + folder + " --out " + pack, 0, nil, "a folder is packed"},
		{"pack --data " + pack + " --out " + dir + "/again.pack", 0, nil, "so is a packed file"},
		{"check " + pack, 0, []string{"0 faults, 0 warnings"}, "a packed file has no faults"},
		{"check " + pack + " --score", 0, []string{"|"}, "and can be measured"},
		{"ask dataset --data " + pack, 0, []string{"41"}, "questions are answered from it"},
		{"query {meta{counts{count}}} --data " + pack, 0, []string{`{"data":{"meta"`}, "queries are, too"},
		{"export --format neo4j-admin --data " + folder + " " + dir + "/folder", 0, nil, "a folder is exported"},
		{"export --format neo4j-admin --data " + pack + " " + dir + "/pack", 0, nil, "so is a packed file"},
		{"check " + dir + "/folder", 1, []string{"dataset.yaml"}, "another folder is no dataset"},
	} {
		c.check(t.Context(), t)
	}
	if diff := cmp.Diff(read(t, pack), read(t, dir+"/again.pack")); diff != "" {
		t.Error("packing a packed file changes it")
	}
	files, err := os.ReadDir(filepath.Join(dir, "folder"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		if diff := cmp.Diff(exported(t, filepath.Join(dir, "folder", f.Name())), exported(t, filepath.Join(dir, "pack", f.Name()))); diff != "" {
			t.Errorf("%s of the packed file differs from that of the folder:\n%.2000s", f.Name(), diff)
		}
	}
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte("no dataset"), 0o600); err != nil {
		t.Fatal(err)
	}
	other := commandRow{"check " + text, 1, []string{"dataset.yaml", "whojoins pack"}, "any other file is an error that lists what is accepted"}
	other.check(t.Context(), t)
}

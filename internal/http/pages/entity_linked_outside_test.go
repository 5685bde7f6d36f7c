//go:build outside

package pages_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"whojoins/internal/testenv"
)

// TestOutsideTurtleIsLinkedData requires the Turtle of an entity to have the statements of its
// JSON-LD, as rdflib reads both without the network.
func TestOutsideTurtleIsLinkedData(t *testing.T) {
	python := testenv.Python(t, "readers", "../../format/readers/requirements.txt")
	h, _ := open(t)
	for _, id := range []string{"sciensano", "jane-2", "becra", "eu4health", "source-oeci-yearbook-2019-2020"} {
		var paths []string
		for _, mediaType := range []string{"application/ld+json", "text/turtle"} {
			w := get(h, "GET", "/id/"+id, "Accept", mediaType)
			path := filepath.Join(t.TempDir(), "entity")
			if err := os.WriteFile(path, w.Body.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			paths = append(paths, path)
		}
		output, err := exec.CommandContext(t.Context(), python, append([]string{"../../format/readers/read.py", "same"}, paths...)...).Output()
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		var got struct {
			Statements  int
			Differences [][]string
		}
		if err := json.Unmarshal(output, &got); err != nil || got.Statements < 3 || len(got.Differences) > 0 {
			t.Errorf("%s: of %d statements differ %q (%v)", id, got.Statements, got.Differences, err)
		}
	}
}

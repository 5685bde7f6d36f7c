package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// writeDataset writes the files of a synthetic dataset into a new folder.
func writeDataset(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

const syntheticHead = "name: Synthetic\nversion: \"1\"\nlicence: CC0\n"

func TestCheck(t *testing.T) {
	faulty := writeDataset(t, map[string]string{"dataset.yaml": "name: [\n"})
	lonely := writeDataset(t, map[string]string{
		"dataset.yaml": syntheticHead,
		"a.yaml":       "source: {id: source-a, name: A}\nentities: {Institute: {b-1: {name: B One}}}\n",
	})
	for _, c := range []commandRow{
		{"check " + faulty, 1, []string{"dataset.yaml:", "1 fault, 0 warnings", "is not served"}, "faults are printed and counted"},
		{"check " + lonely, 0, []string{"warning: a.yaml:", "0 faults, 1 warning"}, "a warning is printed and is no failure"},
		{"pack --data " + lonely + " --out " + filepath.Join(t.TempDir(), "graph.pack"), 0, []string{"warning: a.yaml:", "2 entities, 0 relations"}, "other commands print warnings too"},
	} {
		c.check(t.Context(), t)
	}
}

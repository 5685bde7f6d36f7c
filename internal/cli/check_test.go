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
	dated := writeDataset(t, map[string]string{
		"dataset.yaml": syntheticHead + "date: 2024-05-17\n",
		"a.yaml":       "source: {id: source-a, name: A, retrieved: 2023-05-16}\nentities: {Institute: {b-1: {name: B One}}}\n",
	})
	for _, c := range []commandRow{
		{"check " + dated + " --stale 12mo", 0, []string{"1 source older than 12mo on 2024-05-17", "source-a: retrieved 2023-05-16, 3 statements"}, "a list of stale sources is no failure"},
		{"check " + dated + " --stale 12", 1, []string{"is not an age"}, "an age has a unit"},
		{"check " + lonely + " --stale 1y", 1, []string{"the dataset has no date"}, "ages count from the date of the dataset"},
		{"check " + faulty + " --stale 1y --score", 1, []string{"1 fault, 0 warnings"}, "a dataset with faults has no lists"},
		{"check " + dated + " --score", 0, []string{"| statements with a source | 3 | 3 | 100.0 % |"}, "the score is a table"},
		{"check " + faulty, 1, []string{"dataset.yaml:", "1 fault, 0 warnings", "is not served"}, "faults are printed and counted"},
		{"check " + lonely, 0, []string{"warning: a.yaml:", "0 faults, 1 warning"}, "a warning is printed and is no failure"},
		{"pack --data " + lonely + " --out " + filepath.Join(t.TempDir(), "graph.pack"), 0, []string{"warning: a.yaml:", "2 entities, 0 relations"}, "other commands print warnings too"},
	} {
		c.check(t.Context(), t)
	}
}

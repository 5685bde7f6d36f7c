//go:build outside

package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whojoins/internal/testenv"
)

// TestOutsideRecipes runs the recipes in Python, and the notebook.
func TestOutsideRecipes(t *testing.T) {
	requirements, err := filepath.Abs(filepath.Join(clientsFolder, "recipes", "requirements.txt"))
	if err != nil {
		t.Fatal(err)
	}
	python := testenv.Python(t, "recipes", requirements)
	server := start(t, Config{}).URL()
	t.Run("python", func(t *testing.T) { runRecipes(t, "python", python, server) })
	t.Run("Jupyter", func(t *testing.T) {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "whojoins.ipynb"), []byte(recipe(t, "whojoins.ipynb", server)), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := runIn(t.Context(), folder, server, python, "-m", "nbconvert", "--to", "notebook", "--execute", "whojoins.ipynb", "--output", "counted.ipynb"); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(folder, "counted.ipynb"))
		if err != nil {
			t.Fatal(err)
		}
		var notebook struct {
			Cells []struct {
				Outputs []struct {
					Data map[string]any
				}
			}
		}
		if err := json.Unmarshal(text, &notebook); err != nil {
			t.Fatal(err)
		}
		shown := ""
		for _, cell := range notebook.Cells {
			for _, output := range cell.Outputs {
				lines, _ := output.Data["text/plain"].([]any)
				for _, line := range lines {
					shown += line.(string)
				}
			}
		}
		if !strings.Contains(shown, "participant.name\n") || !strings.Contains(shown, "dtype: int64") {
			t.Errorf("the notebook shows %q", shown)
		}
	})
}

package readers_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOpenpyxlReadsXLSX(t *testing.T) {
	var got map[string][][]any
	byPython(t, &got, "xlsx", download(t, "/export/institutes.xlsx?fields=name,founded,kinds,location.latitude", "xlsx"))
	want := [][]any{
		{"name", "founded", "kinds", "location.latitude"},
		{awkward["beta"]},
		{awkward["alpha"], 1900.0, "hospital; university", 50.5},
	}
	if diff := cmp.Diff(want, got["Data"]); diff != "" {
		t.Error(diff)
	}
	about := map[any]any{}
	for _, row := range got["About"] {
		if len(row) > 1 {
			about[row[0]] = row[1]
		}
	}
	for name, want := range map[string]string{"licence": "CC0-1.0", "page": "A page", "question": "http://graph.example/export/institutes.xlsx?fields=name%2Cfounded%2Ckinds%2Clocation.latitude"} {
		if about[name] != want {
			t.Errorf("the second sheet says of %s %v, want %s", name, about[name], want)
		}
	}
}

func TestJSONLines(t *testing.T) {
	f, err := os.Open(download(t, "/export/participations.jsonl?about=true&fields=role,participant.name", "jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []map[string]any
	for s := bufio.NewScanner(f); s.Scan(); {
		var one map[string]any
		if err := json.Unmarshal(s.Bytes(), &one); err != nil {
			t.Fatalf("%v in %q", err, s.Text())
		}
		lines = append(lines, one)
	}
	if len(lines) != 4 || !strings.Contains(joined(lines[0]), "CC0-1.0") {
		t.Fatalf("%d lines, of which the first is %v; want the description and three rows", len(lines), lines)
	}
	want := map[string]any{"role": "BENEFICIARY", "participant": map[string]any{"name": "=1+1"}}
	if diff := cmp.Diff(want, lines[3]); diff != "" {
		t.Error(diff)
	}
}

package readers_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

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

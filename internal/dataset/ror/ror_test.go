package ror_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"whojoins/internal/dataset/ror"
)

// TestRead reads a release in each of its forms, and no other file.
func TestRead(t *testing.T) {
	const array, lines = `[{"id":"https://ror.org/0a"},{"id":"https://ror.org/0b"}]`, `{"id":"https://ror.org/0a"} {"id":"https://ror.org/0b"}`
	for _, row := range []struct{ reason, name, text, want string }{
		{"an array", "ror.json", array, "0a0b"},
		{"one record after the other", "ror.jsonl", lines, "0a0b"},
		{"compressed", "ror.json.gz", zipped(t, array), "0a0b"},
		{"compressed in name only", "plain.gz", array, ""},
		{"a record of another form", "other.json", `[{"id": 1}]`, ""},
		{"an empty file", "empty.json", "", ""},
	} {
		name := filepath.Join(t.TempDir(), row.name)
		if err := os.WriteFile(name, []byte(row.text), 0o600); err != nil {
			t.Fatal(err)
		}
		records, err := ror.Read[struct{ ID string }](name)
		got := ""
		for _, r := range records {
			got += ror.Short(r.ID)
		}
		if got != row.want || (err == nil) != (row.want != "") {
			t.Errorf("%s: %q, %v, want %q", row.reason, got, err, row.want)
		}
	}
	if _, err := ror.Read[struct{}](filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a file that is not there is no error")
	}
}

func zipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

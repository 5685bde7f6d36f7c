package archive_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whojoins/internal/dataset/archive"
)

// zeros is more than may be expanded whatever the ratio is, and compresses a thousandfold.
const zeros = 17 << 20

// zipped returns an archive of a file.
func zipped(t *testing.T, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("a.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// gzipped returns a compressed file.
func gzipped(t *testing.T, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read reads every file of an input.
func read(path string) (string, error) {
	inputs, err := archive.Open([]string{path}, func(string) bool { return false })
	if err != nil {
		return "", err
	}
	var all strings.Builder
	for _, in := range inputs {
		for _, f := range in.Files {
			r, err := f.Open()
			if err != nil {
				return "", err
			}
			if _, err := io.Copy(&all, r); err != nil {
				return "", err
			}
			if err := r.Close(); err != nil {
				return "", err
			}
		}
	}
	return all.String(), nil
}

// TestBombs reads compressed files that are honest, that expand to more than a table would, and
// that end too early.
func TestBombs(t *testing.T) {
	honest, bomb := []byte("a;b\n1;2\n"), make([]byte, zeros)
	for _, row := range []struct {
		name    string
		content []byte
		fault   string
	}{
		{"honest.zip", zipped(t, honest), ""},
		{"honest.csv.gz", gzipped(t, honest), ""},
		{"bomb.zip", zipped(t, bomb), "times its size"},
		{"bomb.csv.gz", gzipped(t, bomb), "more bytes than a table can have"},
		{"short.zip", zipped(t, honest)[:40], "damaged or incomplete"},
		{"short.csv.gz", gzipped(t, honest)[:20], "damaged or incomplete"},
	} {
		path := filepath.Join(t.TempDir(), row.name)
		if err := os.WriteFile(path, row.content, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := read(path)
		switch {
		case row.fault == "" && (err != nil || got != string(honest)):
			t.Errorf("%s: %q, %v", row.name, got, err)
		case row.fault != "" && (err == nil || !strings.Contains(err.Error(), row.fault)):
			t.Errorf("%s: %d bytes, %v; want %q", row.name, len(got), err, row.fault)
		}
	}
}

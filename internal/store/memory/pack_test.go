package memory_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestPackConformance runs the conformance suite of all stores on packed files.
func TestPackConformance(t *testing.T) {
	storetest.Conformance(t, func(g *store.Graph) (store.Store, error) { return memory.Open(t.Context(), g.Model, packed(t, g)) })
}

// packed packs a graph into a new file and returns its path.
func packed(t *testing.T, g *store.Graph) string {
	t.Helper()
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	return pack(t, st)
}

func pack(t *testing.T, st *memory.Store) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "graph.pack")
	var at, total int64
	told := func(_ string, done, of int64) { at, total = done, of }
	if err := st.Pack(context.Background(), path, told); err != nil {
		t.Fatal(err)
	}
	if at < total || total == 0 {
		t.Errorf("progress ends at %d of %d", at, total)
	}
	return path
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestPackAgain packs a store that was opened from a packed file: nothing is lost, and a graph
// always results in the same bytes.
func TestPackAgain(t *testing.T) {
	m := readModel(t)
	for _, entities := range []int{0, 1, 40, 500} {
		g := storetest.Random(m, uint64(entities), entities)
		first := packed(t, g)
		st, err := memory.Open(t.Context(), m, first)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(read(t, first), read(t, pack(t, st))) {
			t.Errorf("%d entities: packing the packed dataset again gives a different file", entities)
		}
		again, err := memory.From(t.Context(), st.Source())
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(read(t, first), read(t, pack(t, again))) {
			t.Errorf("%d entities: packing the objects of the store again gives a different file", entities)
		}
		v, err := st.View(context.Background(), store.ViewOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if got := v.Info(); got.Version != g.Version || got.Licence != g.Licence || got.LoadedAt.IsZero() {
			t.Errorf("wrong metadata: %+v", got)
		}
	}
}

// TestPackInPlace checks that an existing file is unchanged until the new one is complete.
func TestPackInPlace(t *testing.T) {
	m := readModel(t)
	path := packed(t, storetest.Fixture(m))
	before := read(t, path)
	st, err := memory.New(storetest.Random(m, 1, 100))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	half := func(stage string, done, total int64) {
		if stage == "writing" && done > total/2 {
			stop()
		}
	}
	if err := st.Pack(ctx, path, half); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled halfway: %v", err)
	}
	if !bytes.Equal(before, read(t, path)) {
		t.Error("cancelled packing changed the existing file")
	}
	if err := st.Pack(context.Background(), path, nil); err != nil || bytes.Equal(before, read(t, path)) {
		t.Errorf("replacing a file: %v", err)
	}
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Errorf("temporary files remain: %v", files)
	}
	if err := st.Pack(context.Background(), filepath.Join(path, "below"), nil); err == nil || !strings.Contains(err.Error(), "existing, writable folder") {
		t.Errorf("an impossible path: %v", err)
	}
}

// TestPackRejected checks the errors for files that are not packed datasets or are damaged.
func TestPackRejected(t *testing.T) {
	m := readModel(t)
	whole := read(t, packed(t, storetest.Fixture(m)))
	with := func(at int, b byte) []byte {
		changed := bytes.Clone(whole)
		changed[at] ^= b
		return changed
	}
	tests := []struct {
		reason string
		file   []byte
		want   string
	}{
		{"an empty file", nil, "is not a packed dataset"},
		{"a few bytes", []byte("name"), "is not a packed dataset"},
		{"another kind of file", []byte("name: A dataset\nversion: \"1\"\nlicence: CC0-1.0\nand more text after it"), "is not a packed dataset"},
		{"transferred as text", bytes.ReplaceAll(whole, []byte("\r\n"), []byte("\n")), "is not a packed dataset"},
		{"only part of the header", whole[:40], "is truncated: it has 40 bytes of at least 64"},
		{"half of a file", whole[:len(whole)/2], "is truncated"},
		{"all but a byte", whole[:len(whole)-1], "is truncated"},
		{"a byte too many", append(bytes.Clone(whole), 0), "has 1 bytes after its end"},
		{"another format", with(8, 1), "has format 2, but this program reads format 3"},
		{"a wrong checksum", with(12, 1), "its checksum is wrong"},
		{"a wrong offset", with(20, 1), "is truncated"},
		{"an offset far outside", with(23, 0x80), "its checksum is wrong"},
		{"another schema, by damage", with(40, 1), "its checksum is wrong"},
		{"a byte of the first section", with(64, 1), "is damaged: about/version has a wrong checksum"},
		{"a byte of the contents", with(len(whole)-3, 1), "its checksum is wrong"},
	}
	for _, tt := range tests {
		path := filepath.Join(t.TempDir(), "x.pack")
		if err := os.WriteFile(path, tt.file, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := memory.Open(t.Context(), m, path)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "whojoins pack --out FILE") {
			t.Errorf("%s: got %v, want %s", tt.reason, err, tt.want)
		}
	}
	if _, err := memory.Open(t.Context(), m, t.TempDir()); err == nil || !strings.Contains(err.Error(), "is not a packed dataset") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := memory.Open(t.Context(), m, "no-such.pack"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// TestPackOfAnotherSchema checks that a file for another schema is rejected, unless only
// descriptions differ.
func TestPackOfAnotherSchema(t *testing.T) {
	path := packed(t, storetest.Fixture(readModel(t)))
	schema := string(read(t, "../../../schema.graphqls"))
	tests := []struct {
		reason, old, new string
		accepted         bool
	}{
		{"another description", `"Year of foundation."`, `"Year when it was founded."`, true},
		{"another field", "founded: Int", "opened: Int", false},
		{"another kind of value", "founded: Int", "founded: Float", false},
		{"prose", "occupation: String", "occupation: String @prose", false},
		{"a list", "occupation: String", "occupation: [String!]!", false},
		{"another enum value", "  SECRETARIAT\n", "  OFFICE\n", false},
		{"another key", `key: ["capacity"]`, `key: []`, false},
	}
	for _, tt := range tests {
		changed := strings.Replace(schema, tt.old, tt.new, 1)
		m, err := model.Parse(changed)
		if err != nil || changed == schema {
			t.Fatalf("%s: %v", tt.reason, err)
		}
		switch _, err := memory.Open(t.Context(), m, path); {
		case tt.accepted && err != nil:
			t.Errorf("%s: %v", tt.reason, err)
		case !tt.accepted && (err == nil || !strings.Contains(err.Error(), "another schema")):
			t.Errorf("%s: got %v", tt.reason, err)
		}
	}
}

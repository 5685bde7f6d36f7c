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

// TestPackConformance holds a store of a packed file to what every store must do.
func TestPackConformance(t *testing.T) {
	storetest.Conformance(t, func(g *store.Graph) (store.Store, error) { return memory.Open(g.Model, packed(t, g)) })
}

// packed packs a graph into a new file and gives its path.
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

// TestPackAgain packs what was read from a packed file: nothing is lost, and a graph gives
// the same bytes every time.
func TestPackAgain(t *testing.T) {
	m := readModel(t)
	for _, entities := range []int{0, 1, 40, 500} {
		g := storetest.Random(m, uint64(entities), entities)
		first := packed(t, g)
		st, err := memory.Open(m, first)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(read(t, first), read(t, pack(t, st))) {
			t.Errorf("%d entities: packed again, the file is another", entities)
		}
		v, err := st.View(context.Background(), store.ViewOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if got := v.Info(); got.Version != g.Version || got.Licence != g.Licence || got.LoadedAt.IsZero() {
			t.Errorf("about the dataset: %+v", got)
		}
	}
}

// TestPackInPlace leaves what stands in a place as it is until all is written.
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
		t.Errorf("stopped half way: %v", err)
	}
	if !bytes.Equal(before, read(t, path)) {
		t.Error("a file is changed although packing was stopped")
	}
	if err := st.Pack(context.Background(), path, nil); err != nil || bytes.Equal(before, read(t, path)) {
		t.Errorf("packing over a file: %v", err)
	}
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Errorf("something is left beside the file: %v", files)
	}
	if err := st.Pack(context.Background(), filepath.Join(path, "below"), nil); err == nil || !strings.Contains(err.Error(), "a packed dataset takes a folder") {
		t.Errorf("a place that cannot be: %v", err)
	}
}

// TestPackRefused says of files that are none, or that suffered, what is wrong and what
// would be right.
func TestPackRefused(t *testing.T) {
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
		{"nothing", nil, "is no packed dataset"},
		{"a few bytes", []byte("name"), "is no packed dataset"},
		{"another kind of file", []byte("name: A dataset\nversion: \"1\"\nlicence: CC0-1.0\nand quite some more of it"), "is no packed dataset"},
		{"sent as text", bytes.ReplaceAll(whole, []byte("\r\n"), []byte("\n")), "is no packed dataset"},
		{"a header alone", whole[:40], "is cut short: it has 40 bytes of 64 or more"},
		{"half", whole[:len(whole)/2], "is cut short"},
		{"all but a byte", whole[:len(whole)-1], "is cut short"},
		{"a byte too many", append(bytes.Clone(whole), 0), "has 1 bytes behind its end"},
		{"another format", with(8, 2), "has format 3, and this program reads format 1"},
		{"a wrong sum", with(12, 1), "its checksum is wrong"},
		{"a wrong place", with(20, 1), "is cut short"},
		{"a place far outside", with(23, 0x80), "its checksum is wrong"},
		{"another schema, by damage", with(40, 1), "its checksum is wrong"},
		{"a byte of the first section", with(64, 1), "is damaged: about/version has another checksum"},
		{"a byte of the contents", with(len(whole)-3, 1), "its checksum is wrong"},
	}
	for _, tt := range tests {
		path := filepath.Join(t.TempDir(), "x.pack")
		if err := os.WriteFile(path, tt.file, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := memory.Open(m, path)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "whojoins pack --out FILE") {
			t.Errorf("%s: got %v, want %s", tt.reason, err, tt.want)
		}
	}
	if _, err := memory.Open(m, t.TempDir()); err == nil || !strings.Contains(err.Error(), "is no packed dataset") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := memory.Open(m, "no-such.pack"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// TestPackOfAnotherSchema is refused, unless only descriptions differ.
func TestPackOfAnotherSchema(t *testing.T) {
	path := packed(t, storetest.Fixture(readModel(t)))
	schema := string(read(t, "../../../schema.graphqls"))
	tests := []struct {
		reason, old, new string
		taken            bool
	}{
		{"another description", `"Year of foundation."`, `"Year when it was founded."`, true},
		{"another field", "founded: Int", "opened: Int", false},
		{"another kind of value", "founded: Int", "founded: Float", false},
		{"text that is only read", "occupation: String", "occupation: String @prose", false},
		{"a list", "occupation: String", "occupation: [String!]!", false},
		{"another word", "  SECRETARIAT\n", "  OFFICE\n", false},
		{"another key", `key: ["capacity"]`, `key: []`, false},
	}
	for _, tt := range tests {
		changed := strings.Replace(schema, tt.old, tt.new, 1)
		m, err := model.Parse(changed)
		if err != nil || changed == schema {
			t.Fatalf("%s: %v", tt.reason, err)
		}
		switch _, err := memory.Open(m, path); {
		case tt.taken && err != nil:
			t.Errorf("%s: %v", tt.reason, err)
		case !tt.taken && (err == nil || !strings.Contains(err.Error(), "another schema")):
			t.Errorf("%s: got %v", tt.reason, err)
		}
	}
}

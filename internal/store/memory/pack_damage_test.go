package memory_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
	"whojoins/internal/testenv"
)

// forged is the contents of a packed file, so that it can be changed and its checksums
// corrected.
type forged struct {
	*rand.Rand
	file     []byte
	start    uint64
	Numbers  map[string]uint32         `json:"numbers"`
	Sections map[string]*forgedSection `json:"sections"`
	names    []string
}

type forgedSection struct {
	Type   string `json:"type"`
	Offset int64  `json:"offset"`
	Count  int64  `json:"count"`
	Sum    uint32 `json:"crc32c"`
}

func forge(t *testing.T, file []byte, r *rand.Rand) *forged {
	t.Helper()
	f := &forged{Rand: r, file: bytes.Clone(file), start: binary.LittleEndian.Uint64(file[16:])}
	if err := json.Unmarshal(file[f.start:], f); err != nil {
		t.Fatal(err)
	}
	for name := range f.Sections {
		f.names = append(f.names, name)
	}
	slices.Sort(f.names)
	return f
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func (s *forgedSection) bytes(file []byte) []byte {
	width := map[string]int64{"uint16": 2, "uint32": 4, "int32": 4, "uint64": 8, "int64": 8, "float64": 8}[s.Type]
	return file[s.Offset : s.Offset+s.Count*max(width, 1)]
}

// change makes one change that no checksum reveals, and describes it.
func (f *forged) change() string {
	name := f.names[f.IntN(len(f.names))]
	s := f.Sections[name]
	switch b := s.bytes(f.file); {
	case len(b) == 0 || f.IntN(6) == 0:
		delete(f.Sections, name)
		return "without " + name
	case f.IntN(6) == 0:
		s.Count--
		s.Sum = crc32.Checksum(s.bytes(f.file), castagnoli)
		return "less of " + name
	case f.IntN(6) == 0:
		numbers := make([]string, 0, len(f.Numbers))
		for number := range f.Numbers {
			numbers = append(numbers, number)
		}
		slices.Sort(numbers)
		number := numbers[f.IntN(len(numbers))]
		f.Numbers[number] = []uint32{0, 1, f.Numbers[number] + 1, 1 << 31, 1<<32 - 1}[f.IntN(5)]
		return fmt.Sprint(number, " is ", f.Numbers[number])
	default:
		at := f.IntN(len(b))
		b[at] ^= byte(1 + f.IntN(255))
		s.Sum = crc32.Checksum(b, castagnoli)
		return fmt.Sprint("byte ", at, " of ", name)
	}
}

// assemble writes the file with correct checksums.
func (f *forged) assemble(t *testing.T) []byte {
	t.Helper()
	contents, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	file := append(f.file[:f.start:f.start], contents...)
	binary.LittleEndian.PutUint64(file[24:], uint64(len(contents)))
	binary.LittleEndian.PutUint32(file[12:], 0)
	binary.LittleEndian.PutUint32(file[12:], crc32.Checksum(slices.Concat(file[:64], contents), castagnoli))
	return file
}

// forgeries is the number of forged files that are tried.
const forgeries = 100

// TestPackForged opens files that Pack did not write, although their checksums are correct.
// Each is rejected, or can be queried without a panic.
func TestPackForged(t *testing.T) {
	m := readModel(t)
	file := read(t, packed(t, storetest.Random(m, 3, 60)))
	path := filepath.Join(t.TempDir(), "x.pack")
	r := rand.New(rand.NewPCG(1, 1))
	rejected := 0
	for range forgeries {
		f := forge(t, file, r)
		what := f.change()
		if err := os.WriteFile(path, f.assemble(t), 0o600); err != nil {
			t.Fatal(err)
		}
		st, err := memory.Open(t.Context(), m, path)
		if err != nil {
			rejected++
			continue
		}
		func() {
			defer func() {
				if p := recover(); p != nil {
					t.Errorf("%s: %v", what, p)
				}
			}()
			queryAll(t, m, st)
		}()
	}
	if rejected < forgeries/5 {
		t.Errorf("only %d of %d forged files were rejected", rejected, forgeries)
	}
}

// TestPackWrongSpans changes the number of values of one column at a time, with correct
// checksums. Each such file must be rejected, even if the column refers to entities.
func TestPackWrongSpans(t *testing.T) {
	testenv.Slow(t)
	m := readModel(t)
	file := read(t, packed(t, storetest.Random(m, 3, 30)))
	path := filepath.Join(t.TempDir(), "x.pack")
	tried := 0
	for name := range forge(t, file, nil).Numbers {
		if !strings.HasSuffix(name, "/span") {
			continue
		}
		f := forge(t, file, nil)
		f.Numbers[name]++
		if err := os.WriteFile(path, f.assemble(t), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := memory.Open(t.Context(), m, path); err == nil || !strings.Contains(err.Error(), "is damaged") {
			t.Errorf("%s is one more: got %v", name, err)
		}
		tried++
	}
	if tried < 50 {
		t.Errorf("only %d columns were tried", tried)
	}
}

// TestPackForgedTexts changes one byte of each section of text, with a correct checksum. A text
// that is not UTF-8, or would not be JSON in an answer, must be rejected.
func TestPackForgedTexts(t *testing.T) {
	m := readModel(t)
	file := read(t, packed(t, storetest.Random(m, 3, 30)))
	path := filepath.Join(t.TempDir(), "x.pack")
	f, tried := forge(t, file, nil), 0
	for i, name := range f.names {
		s, wrong := f.Sections[name], byte(0xff)
		// Many sections are alike: a few of them are enough.
		if s.Type != "byte" || s.Count < 4 || i%5 > 0 && !strings.HasPrefix(name, "about/") {
			continue
		}
		// In a section of quoted texts, the second byte is the first of a text.
		if f.Numbers[name+"/pad"] == 1 && f.Sections[name+"/escaped"] == nil {
			wrong = []byte{0xff, '"', '\n'}[tried%3]
		}
		b, sum := s.bytes(f.file), s.Sum
		was := b[1]
		b[1] = wrong
		s.Sum = crc32.Checksum(b, castagnoli)
		if err := os.WriteFile(path, f.assemble(t), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := memory.Open(t.Context(), m, path); err == nil || !strings.Contains(err.Error(), "is damaged: "+name+" has a text that is not") {
			t.Errorf("%#x in %s: got %v", wrong, name, err)
		}
		b[1], s.Sum = was, sum
		tried++
	}
	if tried < 20 {
		t.Errorf("only %d sections were tried", tried)
	}
}

// TestPackSplitCharacters moves the end of a text into a character, with a correct checksum.
func TestPackSplitCharacters(t *testing.T) {
	m := readModel(t)
	b := storetest.NewBuilder(m)
	b.Entity("Institute", "a", storetest.Fields{"city": "é"})
	b.Entity("Institute", "b", storetest.Fields{"city": "ü"})
	file := read(t, packed(t, b.Graph))
	path := filepath.Join(t.TempDir(), "x.pack")
	f := forge(t, file, nil)
	// Without quotes, the texts are adjacent.
	const name = "entities/city/text"
	s := f.Sections[name+"/ends"]
	f.Numbers[name+"/pad"] = 0
	binary.LittleEndian.PutUint32(s.bytes(f.file), 2)
	s.Sum = crc32.Checksum(s.bytes(f.file), castagnoli)
	if err := os.WriteFile(path, f.assemble(t), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := memory.Open(t.Context(), m, path); err == nil || !strings.Contains(err.Error(), "is damaged: "+name+" has a text that is not UTF-8") {
		t.Errorf("got %v", err)
	}
}

// queryAll queries all lists in some order, with a count, and search.
func queryAll(t *testing.T, m *model.Model, st *memory.Store) {
	t.Helper()
	a := &testStore{t, m, nil, st}
	for _, typ := range slices.Concat(m.Entities, m.Interfaces, m.Relations) {
		c := a.all(typ.Name, nil)
		c.Count, c.Aggregate = true, true
		c.Rows = &plan.Select{Type: typ}
		for _, f := range typ.AllFields {
			switch {
			case f.Sortable():
				c.Order = append(c.Order, plan.Key{Field: f})
				fallthrough
			case f.Scalar < model.Embedded:
				c.Rows.Slots = append(c.Rows.Slots, &plan.Column{Field: f})
			}
		}
		cursor := a.run(c)
		cursor.Enter(0)
		for cursor.Next() {
			for i, slot := range c.Rows.Slots {
				if slot.(*plan.Column).Field.List {
					for cursor.Enter(i); cursor.Next(); {
						cursor.Value(0)
					}
					cursor.Leave()
				} else {
					cursor.Value(i)
				}
			}
		}
		cursor.Count()
	}
	v, err := st.View(t.Context(), store.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	words := store.Words{{{Text: "nstitute", As: store.Mistyped}, {Text: "a", As: store.Beginning}, {Text: "institute", As: store.Exactly}}}
	search := &store.Search{Tiers: []store.Tier{{Score: 1, Words: words}}, Types: m.AnyEntity.Types, Enough: 1000, First: 10}
	if _, err := v.(store.Searcher).Search(t.Context(), search); err != nil {
		t.Error(err)
	}
}

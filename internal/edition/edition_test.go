package edition_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"whojoins/bench/graph"
	"whojoins/internal/edition"
	"whojoins/internal/model"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

func readModel(t *testing.T) *model.Model {
	t.Helper()
	text, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func packed(t *testing.T, src *memory.Source) ([]byte, *memory.Store) {
	t.Helper()
	st, err := memory.From(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "graph.pack")
	if err := st.Pack(t.Context(), file, nil); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return content, st
}

// TestPatch makes one graph out of another and the changes between them, byte for byte, and back.
func TestPatch(t *testing.T) {
	m := readModel(t)
	one, other := graph.New(m, 300, 1), graph.New(m, 330, 2)
	one.Version, other.Version = "1", "2"
	one.Former, other.Former = map[string]string{"old-a": one.Entities[0].ID, "old-b": one.Entities[1].ID}, map[string]string{"old-b": other.Entities[2].ID, "old-c": other.Entities[3].ID}
	var stores []*memory.Store
	var files [][]byte
	for _, g := range []*store.Graph{one, other} {
		src, err := memory.SourceOf(g)
		if err != nil {
			t.Fatal(err)
		}
		file, st := packed(t, src)
		files, stores = append(files, file), append(stores, st)
	}
	for _, pair := range [][2]int{{0, 1}, {1, 0}, {0, 0}} {
		from, to := stores[pair[0]], stores[pair[1]]
		var lines bytes.Buffer
		if err := edition.Write(&lines, edition.Compare(from.Source(), to.Source())); err != nil {
			t.Fatal(err)
		}
		if pair[0] == pair[1] && lines.Len() > 0 {
			t.Errorf("an edition differs from itself:\n%.500s", lines.String())
		}
		p, err := edition.Read(&lines)
		if err != nil {
			t.Fatal(err)
		}
		src, fault := p.Apply(from.Source())
		got, _ := packed(t, src)
		if err := fault(); err != nil || !bytes.Equal(got, files[pair[1]]) {
			t.Errorf("%v: %v, %d bytes, want %d", pair, err, len(got), len(files[pair[1]]))
		}
	}
}

// TestRemovedPerson checks that changes do not name a person who was removed.
func TestRemovedPerson(t *testing.T) {
	m := readModel(t)
	g := graph.New(m, 300, 1)
	person := slices.IndexFunc(g.Entities, func(o *store.Object) bool { return o.Type.Name == "Person" })
	id, name := g.Entities[person].ID, g.Entities[person].Value(g.Entities[person].Type.Field("name")).Text
	src, err := memory.SourceOf(g)
	if err != nil {
		t.Fatal(err)
	}
	_, before := packed(t, src)
	without := *g
	without.Entities = slices.Delete(slices.Clone(g.Entities), person, person+1)
	without.Relations = slices.DeleteFunc(slices.Clone(g.Relations), func(o *store.Object) bool { return o.From == id || o.To == id })
	if src, err = memory.SourceOf(&without); err != nil {
		t.Fatal(err)
	}
	_, after := packed(t, src)
	var lines bytes.Buffer
	if err := edition.Write(&lines, edition.Compare(before.Source(), after.Source())); err != nil {
		t.Fatal(err)
	}
	if text := lines.String(); strings.Contains(text, `"`+id+`"`) || strings.Contains(text, name) || !strings.Contains(text, `"op":"remove"`) {
		t.Errorf("the changes name %s, %s:\n%.1000s", id, name, text)
	}
}

// TestRejected checks the errors for changes that do not fit.
func TestRejected(t *testing.T) {
	m := readModel(t)
	src, err := memory.SourceOf(graph.New(m, 100, 1))
	if err != nil {
		t.Fatal(err)
	}
	_, st := packed(t, src)
	var id string
	for o := range st.Source().Entities {
		id = o.ID
		break
	}
	for _, test := range []struct{ line, want string }{
		{"x", "line 1"},
		{`{"op":"turn","kind":"entity","id":"a"}`, "no change"},
		{`{"op":"add","kind":"entity"}`, "no id"},
		{`{"op":"change","kind":"dataset","field":"version","before":"\"x\"","after":"y"}`, "begin with"},
		{`{"op":"change","kind":"dataset","field":"version","before":` + strconv.Quote(st.Source().About.Version) + `,"after":5}`, "number"},
		{`{"op":"add","kind":"entity","id":"` + id + `","type":"Institute","after":{}}`, "begin with"},
		{`{"op":"change","kind":"entity","id":"` + id + `","field":"name","before":"no","after":"y"}`, "begin with"},
		{`{"op":"add","kind":"entity","id":"0","type":"Institute","after":{"colour":"red"}}`, "no field"},
		{`{"op":"add","kind":"entity","id":"0","type":"Colour","after":{}}`, "no type"},
	} {
		p, err := edition.Read(strings.NewReader(test.line))
		if err == nil {
			src, fault := p.Apply(st.Source())
			for range src.Entities {
				continue
			}
			err = fault()
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.line, err, test.want)
		}
	}
}

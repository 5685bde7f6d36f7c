package dataset_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// head is a valid dataset.yaml.
const head = "name: Synthetic\nversion: \"1\"\nlicence: CC0\n"

func readModel(t testing.TB) *model.Model {
	t.Helper()
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// folder returns a dataset of files by name. It adds head as dataset.yaml unless one is
// given.
func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{"dataset.yaml": {Data: []byte(head)}}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// source returns the file of a source, with more keys in its head and a body.
func source(id, more, body string) string {
	return "source: {id: " + id + ", name: Source " + id + more + "}\n" + body
}

func load(t *testing.T, files map[string]string) *store.Graph {
	t.Helper()
	g, report, err := dataset.Load(t.Context(), readModel(t), folder(files))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range report.Warnings {
		t.Logf("warning: %v", w)
	}
	return g
}

func entity(t *testing.T, g *store.Graph, id string) *store.Object {
	t.Helper()
	for _, e := range g.Entities {
		if e.ID == id {
			return e
		}
	}
	t.Fatalf("no entity %q", id)
	return nil
}

// relations returns the relations of a type between two ends; an empty end is any entity.
func relations(g *store.Graph, kind, from, to string) (list []*store.Object) {
	for _, r := range g.Relations {
		if r.Type.Name == kind && (from == "" || r.From == from) && (to == "" || r.To == to) {
			list = append(list, r)
		}
	}
	return list
}

// value returns a single value as text, by field or object.leaf.
func value(o *store.Object, path string) string {
	name, leaf, embedded := strings.Cut(path, ".")
	f := o.Type.Field(name)
	if !embedded {
		return o.Value(f).String()
	}
	for _, l := range f.Leaves {
		if l.Name == leaf {
			return o.Value(l).String()
		}
	}
	return ""
}

func values(o *store.Object, field string) (list []string) {
	for _, v := range o.Values(o.Type.Field(field)) {
		list = append(list, v.String())
	}
	return list
}

// lines returns the objects in a list, each as the values and references of the named
// fields, joined by |.
func lines(o *store.Object, field string, fields ...string) (list []string) {
	f := o.Type.Field(field)
	for _, part := range o.Objects(f) {
		var words []string
		for _, name := range fields {
			pf := f.Object.Field(name)
			words = append(words, part.Value(pf).String()+part.Ref(pf))
		}
		list = append(list, strings.Join(words, "|"))
	}
	return list
}

package dataset_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/dataset"
	"whojoins/internal/testenv"
)

// forgettable is a synthetic dataset that names a person in every possible way.
var forgettable = map[string]string{
	"dataset.yaml": head + "merged: {p-0: p-1, a-0: a-1}\n",
	"a.yaml": `# The first source.
source:
  id: source-a
  name: A
  publisher: b-1
  editor: p-1
  author:
    - b-1
    - {value: p-1, at: foot}

entities:
  Alliance:
    a-1: {name: A One}
  Institute:
    b-1: {name: B One}
  Person:
    # A person.
    p-1:
      name: Pia Example
      aliases: [Example Pia, Pia]
      identifiers: orcid:0000-0002-1825-0097

    p-2: {name: Paul Example}

relations:
  Affiliation:
    - {person: p-1, organisation: b-1}
  Participation:
    - {participant: p-1, initiative: a-1, role: CHAIR}
    - participant: p-2
      initiative: a-1
      role: MEMBER
      title: took over from Pia Example
    - participant: "orcid:0000-0002-1825-0097"
      initiative: a-1
      role: MEMBER
    - {participant: b-1,  initiative: a-1,  role: MEMBER}
`,
	"b.yaml":                `source: {id: source-b, name: B, editor: p-0}` + "\n" + `entities: {Person: {"https://orcid.org/0000-0002-1825-0097": {honorific: Dr}}, Institute: {b-1: {acronym: B}}}` + "\n",
	"c.yaml":                "source: {id: source-c, name: C}\nentities:\n  Institute:\n    b-1:   {country: BE}   # kept as it is\n",
	"testdata/rows.csv":     "who,found\nPia Example,p-1 name Pia Example\nPaul,p-2 name Paul Example\nPia,a name of one word\n",
	"notes.txt":             "notes\nasked Pia\n",
	"testdata/answers.yaml": "- ask: who chairs\n  answer: [Pia Example]\n- ask: who joins\n  answer: [Paul Example]\n",
}

func writeFolder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func readFolder(t *testing.T, dir string, files map[string]string) map[string]string {
	t.Helper()
	now := map[string]string{}
	for name := range files {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		now[name] = string(text)
	}
	return now
}

func TestForget(t *testing.T) {
	m := readModel(t)
	dir := writeFolder(t, forgettable)
	done, err := dataset.Forget(t.Context(), m, dir, "p-0", dataset.Document{Name: "docs/page.md", Text: []byte("# A page\n\nas Example, Pia wrote\n")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"p-0", "p-1"}, done.IDs); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a.yaml", "b.yaml", "dataset.yaml", "testdata/answers.yaml", "testdata/rows.csv"}, done.Changed); diff != "" {
		t.Errorf("changed (-want +got):\n%s", diff)
	}
	want := []string{
		"a.yaml:23: title: took over from Pia Example",
		"notes.txt:2: asked Pia",
		"testdata/rows.csv:3: Pia,a name of one word",
		"docs/page.md:3: as Example, Pia wrote",
	}
	var got []string
	for _, mention := range done.Mentions {
		got = append(got, mention.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mentions (-want +got):\n%s", diff)
	}
	now := readFolder(t, dir, forgettable)
	for name, text := range now {
		if name == "dataset.yaml" || name == "notes.txt" {
			continue
		}
		for _, word := range []string{"p-1", "p-0", "orcid", "Example Pia", "# A person"} {
			if strings.Contains(text, word) {
				t.Errorf("%s still has %s:\n%s", name, word, text)
			}
		}
	}
	for _, line := range strings.Split(now["a.yaml"], "\n") {
		if !slices.Contains(strings.Split(forgettable["a.yaml"], "\n"), line) {
			t.Errorf("a line was changed: %s", line)
		}
	}
	if !strings.Contains(now["testdata/rows.csv"], "Pia,a name of one word") {
		t.Error("a row was deleted for a name of one word")
	}
	if !strings.Contains(now["dataset.yaml"], "a-0: a-1") || !strings.Contains(now["dataset.yaml"], "- p-0\n  - p-1\n") {
		t.Errorf("dataset.yaml:\n%s", now["dataset.yaml"])
	}
	g, report, err := dataset.Load(t.Context(), m, os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Warnings) > 0 || len(relations(g, "Participation", "", "a-1")) != 2 {
		t.Errorf("warnings %v, %d participations", report.Warnings, len(relations(g, "Participation", "", "a-1")))
	}
	for _, id := range []string{"p-0", "p-1"} {
		if again, err := dataset.Forget(t.Context(), m, dir, id); err != nil || !again.Already || len(again.Changed) > 0 {
			t.Errorf("%s once more: %+v, %v", id, again, err)
		}
	}
}

// TestForgetRefused checks that nothing is written if an entity cannot be deleted.
func TestForgetRefused(t *testing.T) {
	m := readModel(t)
	for _, test := range []struct{ reason, id, want string }{
		{"an unknown id", "nobody", "no entity has the id"},
		{"a source", "source-a", "is a source; delete its file"},
	} {
		dir := writeFolder(t, forgettable)
		if _, err := dataset.Forget(t.Context(), m, dir, test.id); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.reason, err)
		}
		if diff := cmp.Diff(forgettable, readFolder(t, dir, forgettable)); diff != "" {
			t.Errorf("%s: files changed (-before +after):\n%s", test.reason, diff)
		}
	}
}

// TestForgetAny deletes persons from the curated dataset: the rest loads, and names them
// only in lines that are reported.
func TestForgetAny(t *testing.T) {
	testenv.Slow(t)
	m, count := readModel(t), 0
	for _, e := range embedded(t).Entities {
		if e.Type.Name != "Person" {
			continue
		}
		if count++; count%40 != 0 { // a few are enough, since each reads the dataset three times
			continue
		}
		id := e.ID
		files := embeddedFiles(t)
		dir := writeFolder(t, files)
		done, err := dataset.Forget(t.Context(), m, dir, id)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		for name, text := range readFolder(t, dir, files) {
			reported := slices.ContainsFunc(done.Mentions, func(f dataset.Fault) bool { return f.File == name })
			if name != "dataset.yaml" && !reported && strings.Contains(text, id) {
				t.Errorf("%s still has %s", name, id)
			}
		}
	}
}

func embeddedFiles(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	names, err := filepath.Glob("../../seed/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = string(text)
	}
	return files
}

// TestNaming lists the ways in which texts name a person, and whether they do so certainly.
func TestNaming(t *testing.T) {
	n := dataset.Naming{
		IDs: []string{"marie-de-vries", "m-d-v"}, Refs: []string{"marie-de-vries", "m-d-v", "orcid:0000-0002-1825-009X", "vat:BE1"},
		Names: []string{"Marie de Vries", "Madelief"}, Families: []string{"de Vries"}, Links: []string{"https://example.org/marie"},
	}
	finder := n.Finder()
	for _, c := range []struct {
		text             string
		certain, mention bool
	}{
		{"by Marie de Vries", true, true},
		{"by MARIE DE VRIES,", true, true},
		{"de Vries, Marie", true, true},
		{"Vries, Marie de", true, true},
		{"Márie-de-Vries", true, true},
		{"see marie-de-vries:", true, true},
		{"{person: m-d-v, at: page 2}", true, true},
		{"https://whojoins.example/id/m-d-v?lang=nl", true, true},
		{"ORCID:0000-0002-1825-009x", true, true},
		{"https://orcid.org/0000-0002-1825-009X", true, true},
		{"vat:BE1", true, true},
		{"Madelief", false, true},
		{"Prof. de Vries", false, true},
		{"see https://example.org/Marie/cv", false, true},
		{"marie", false, false},
		{"Madeliefs", false, false},
		{"Jan de Vriesman", false, false},
		{"m-d-v-2", false, false},
		{"BE1", false, false},
		{"", false, false},
	} {
		if got := finder.Certain(c.text); got != c.certain {
			t.Errorf("%q names the person certainly: %t", c.text, got)
		}
		if got := finder.Lines("f", []byte("before\n"+c.text+"\nafter")); (len(got) == 1 && got[0].Line == 2) != c.mention || len(got) > 1 {
			t.Errorf("%q: %v", c.text, got)
		}
	}
	if got := finder.Lines("f", []byte("a\n# Marie de\n#   Vries\nb")); len(got) != 1 || got[0].Line != 2 {
		t.Errorf("a name over two lines: %v", got)
	}
}

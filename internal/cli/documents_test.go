package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whojoins/internal/dataset"
)

// TestDocumentsNameNobody checks that no document, example or test names a person of the
// dataset, since that person can ask to be forgotten. Examples use made-up people.
func TestDocumentsNameNobody(t *testing.T) {
	g, _, err := loadDataset(t.Context(), readModel(t), "")
	if err != nil {
		t.Fatal(err)
	}
	people, number := dataset.Naming{}, 0
	for _, e := range g.Entities {
		if e.Type.Name != "Person" {
			continue
		}
		n := dataset.NamingOf(e, g.Former)
		people.Refs, people.Names, people.Links = append(people.Refs, n.Refs...), append(people.Names, n.Names...), append(people.Links, n.Links...)
		number++
	}
	if number < 50 {
		t.Fatalf("only %d people", number)
	}
	texts, err := documents()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join("..", "..")
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir() && (name == "seed" || name == "node_modules" || name == "bin" || name == "dist" || name == "generated" || len(name) > 2 && name[0] == '.'):
			return fs.SkipDir
		case entry.IsDir() || !strings.Contains(".md .go .graphql .yaml .js .jsx .html .py .R .sh", filepath.Ext(path)) || filepath.Ext(path) == "":
			return nil
		}
		text, err := os.ReadFile(path)
		texts = append(texts, dataset.Document{Name: path, Text: text})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all, finder := strings.Builder{}, people.Finder()
	for _, d := range texts {
		all.WriteString(d.Name + "\n")
		for _, place := range finder.Lines(d.Name, d.Text) {
			t.Errorf("%v names a person of the dataset; use a made-up name", place)
		}
	}
	for _, name := range []string{"docs/guide.md", "README.md", "internal/questions/library/", "web/questions/"} {
		if !strings.Contains(all.String(), name) {
			t.Errorf("%s was not checked", name)
		}
	}
}

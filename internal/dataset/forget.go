package dataset

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing/fstest"
	"unicode/utf8"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/model"
	"whojoins/internal/output"
	"whojoins/internal/store"
)

// Forgotten is the result of Forget.
type Forgotten struct {
	// IDs are never used again: the id of the entity, and its former ids.
	IDs []string
	// Changed are the files that were written.
	Changed []string
	// Mentions are the lines of the folder and of the documents that still name the entity. A
	// person must correct them.
	Mentions []Fault
	// Already reports that the entity had been removed before, so that nothing was changed.
	Already bool
	// Completed are the ids of an earlier removal that was stopped, and is now complete.
	Completed []string
}

// Document is a text outside the folder that may name an entity.
type Document struct {
	Name string
	Text []byte
}

// forgetting is the state of Forget.
type forgetting struct {
	ctx       context.Context
	model     *model.Model
	dir       string
	documents []Document
	memo
	// texts are the files of the folder, changed those that must be written.
	texts, changed map[string][]byte
}

// memo is what a later Forget needs to complete this one.
type memo struct {
	Naming
	// Changed are the names of the files that are replaced.
	Changed []string
}

// Forget deletes an entity from the dataset in a folder: the statements about it, its
// relations, and the rows that name it in lists in subfolders. Its id, and every former id
// that leads to it, is listed under removed: in dataset.yaml. Nothing is written unless the
// rest can be loaded, and all files change at once: if Forget is stopped at any moment, the
// folder is as before, or is not loaded until another Forget has completed the removal.
func Forget(ctx context.Context, m *model.Model, dir, id string, documents ...Document) (*Forgotten, error) {
	release, err := output.Lock(dir)
	if err != nil {
		return nil, err
	}
	defer release()
	f := &forgetting{ctx: ctx, model: m, dir: dir, documents: documents, texts: map[string][]byte{}, changed: map[string][]byte{}}
	completed, err := f.complete()
	if err != nil {
		return nil, err
	}
	if err := f.read(); err != nil {
		return nil, err
	}
	if slices.Contains(completed, id) {
		return f.report(), nil
	}
	f.memo = memo{}
	known, err := f.identify(id)
	if err != nil {
		return nil, err
	}
	if !known {
		return &Forgotten{IDs: []string{id}, Already: true, Completed: completed}, nil
	}
	if err := f.erase(); err != nil {
		return nil, err
	}
	if _, _, err := Load(ctx, m, f.folder()); err != nil {
		return nil, fmt.Errorf("nothing was changed, because the dataset cannot be loaded without %q; correct this first: %w", id, err)
	}
	f.Changed = slices.Sorted(maps.Keys(f.changed))
	if err := output.Switch(dir, f.changed, f.memo); err != nil {
		return nil, err
	}
	maps.Copy(f.texts, f.changed)
	done := f.report()
	done.Completed = completed
	return done, nil
}

// complete completes an earlier removal that was stopped, and returns the ids that it removes.
func (f *forgetting) complete() ([]string, error) {
	note, found, err := output.Complete(f.dir)
	if err != nil || !found {
		return nil, err
	}
	err = json.Unmarshal(note, &f.memo)
	return f.IDs, err
}

// read reads the files of the folder and its subfolders: every YAML file and list, and
// whatever else is text, since that may name the entity.
func (f *forgetting) read() error {
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }() // it was only read
	left := int64(yaml.MaxFolder)
	return fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && name[0] == '.':
			return fs.SkipDir
		case entry.IsDir() && !isData(name):
			return nil
		}
		text, err := yaml.Read(f.ctx, root.FS(), name, min(yaml.MaxFile, left))
		if err != nil && (isData(name) || f.ctx.Err() != nil) {
			return err
		}
		if err == nil && (isData(name) || utf8.Valid(text)) {
			f.texts[name] = text
			left -= int64(len(text))
		}
		return nil
	})
}

// isData reports whether a file is part of a dataset.
func isData(name string) bool { return slices.Contains([]string{".yaml", ".csv"}, path.Ext(name)) }

// folder returns the dataset as it will be after the deletion.
func (f *forgetting) folder() fs.FS {
	fsys := fstest.MapFS{}
	for name, text := range f.texts {
		if after, ok := f.changed[name]; ok {
			text = after
		}
		if !strings.Contains(name, "/") {
			fsys[name] = &fstest.MapFile{Data: text}
		}
	}
	return fsys
}

// identify finds the entity and the ways in which files name it. It reports false for an id
// that was removed before.
func (f *forgetting) identify(id string) (known bool, err error) {
	schema, err := statement.NewSchema(f.model)
	if err != nil {
		return false, err
	}
	folder := yaml.Open(f.ctx, schema, f.folder())
	graph, _, err := Merge(f.ctx, schema, folder.About(), folder.Statements())
	if err != nil {
		return false, err
	}
	if current, former := graph.Former[id]; former {
		id = current
	}
	if _, removed := folder.About().Removed[id]; removed {
		return false, nil
	}
	i := slices.IndexFunc(graph.Entities, func(e *store.Object) bool { return e.ID == id })
	if i < 0 {
		return false, fmt.Errorf("no entity has the id %q; search for its name to find the id", id)
	}
	e := graph.Entities[i]
	if e.Type == schema.Source {
		return false, fmt.Errorf("%q is a source; delete its file instead, and all that it states is deleted too", id)
	}
	f.Naming = NamingOf(e, graph.Former)
	return true, nil
}

// erase deletes the entity from the texts of the files.
func (f *forgetting) erase() error {
	certain := f.Finder().Certain
	eraser := &yaml.Eraser{Model: f.model, IDs: setOf(f.IDs), Refs: setOf(f.Refs), Mentions: certain}
	for _, name := range slices.Sorted(maps.Keys(f.texts)) {
		text := f.texts[name]
		var after []byte
		var err error
		switch {
		case name == yaml.AboutFile:
			after, err = eraser.About(text)
		case path.Ext(name) == ".csv":
			after, err = eraseRows(text, certain)
		case path.Ext(name) != ".yaml":
			continue
		case strings.Contains(name, "/"):
			after, err = eraser.List(text)
		default:
			after, err = eraser.Source(text)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if !bytes.Equal(after, text) {
			f.changed[name] = after
		}
	}
	return nil
}

// eraseRows returns a table without the rows in which a cell names the entity.
func eraseRows(text []byte, names func(cell string) bool) ([]byte, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(slices.Clone(rows), func(row []string) bool { return slices.ContainsFunc(row, names) })
	if len(kept) == len(rows) {
		return text, nil
	}
	var out bytes.Buffer
	err = csv.NewWriter(&out).WriteAll(kept)
	return out.Bytes(), err
}

// report finds the lines that still name the entity.
func (f *forgetting) report() *Forgotten {
	done, finder := &Forgotten{IDs: f.IDs, Changed: f.Changed}, f.Finder()
	for _, name := range slices.Sorted(maps.Keys(f.texts)) {
		text := f.texts[name]
		if name == yaml.AboutFile {
			text = withoutIDs(text, f.IDs) // they must be there, under removed:
		}
		done.Mentions = append(done.Mentions, finder.Lines(name, text)...)
	}
	for _, d := range f.documents {
		done.Mentions = append(done.Mentions, finder.Lines(d.Name, d.Text)...)
	}
	return done
}

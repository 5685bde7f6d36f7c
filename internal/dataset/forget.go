package dataset

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/yaml"
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// Forgotten is the result of Forget.
type Forgotten struct {
	// IDs are never used again: the id of the entity, and its former ids.
	IDs []string
	// Changed are the files that were written.
	Changed []string
	// Mentions are the lines that still name the entity in running text. A person must
	// correct them.
	Mentions []Fault
}

// forgetting is the state of Forget.
type forgetting struct {
	model *model.Model
	dir   string
	// ids are the id and the former ids; refs are these and the external identifiers.
	ids, refs map[string]bool
	names     []string
	// texts are the files of the folder, changed those that must be written.
	texts, changed map[string][]byte
}

// Forget deletes an entity from the dataset in a folder: the statements about it, its
// relations, and the rows that name it in lists in subfolders. Its id, and every former id
// that leads to it, is listed under removed: in dataset.yaml. Nothing is written unless the
// rest can be loaded.
func Forget(m *model.Model, dir, id string) (*Forgotten, error) {
	f := &forgetting{model: m, dir: dir, ids: map[string]bool{}, refs: map[string]bool{}, texts: map[string][]byte{}, changed: map[string][]byte{}}
	if err := f.read(); err != nil {
		return nil, err
	}
	if err := f.identify(id); err != nil {
		return nil, err
	}
	if err := f.erase(); err != nil {
		return nil, err
	}
	if _, _, err := Load(m, f.folder()); err != nil {
		return nil, fmt.Errorf("nothing was changed, because the dataset cannot be loaded without %q; correct this first: %w", id, err)
	}
	return f.write()
}

// read reads every YAML file and list of the folder and its subfolders.
func (f *forgetting) read() error {
	return filepath.WalkDir(f.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !slices.Contains([]string{".yaml", ".csv"}, filepath.Ext(path)) {
			return err
		}
		name, err := filepath.Rel(f.dir, path)
		if err != nil {
			return err
		}
		f.texts[filepath.ToSlash(name)], err = os.ReadFile(path)
		return err
	})
}

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

// identify finds the entity, its names, and the ids and identifiers by which files refer
// to it.
func (f *forgetting) identify(id string) error {
	graph, _, err := Load(f.model, f.folder())
	if err != nil {
		return err
	}
	if current, former := graph.Former[id]; former {
		id = current
	}
	i := slices.IndexFunc(graph.Entities, func(e *store.Object) bool { return e.ID == id })
	if i < 0 {
		return fmt.Errorf("no entity has the id %q; search for its name to find the id", id)
	}
	e := graph.Entities[i]
	schema, err := statement.NewSchema(f.model)
	if err != nil {
		return err
	}
	if e.Type == schema.Source {
		return fmt.Errorf("%q is a source; delete its file instead, and all that it states is deleted too", id)
	}
	f.names = append(f.names, e.Value(e.Type.Field("name")).String())
	for _, alias := range e.Objects(e.Type.Field("aliases")) {
		f.names = append(f.names, alias.Cells[0].Value.String())
	}
	for _, x := range e.Objects(e.Type.Field(fieldIdentifiers)) {
		f.refs[x.Cells[0].Value.String()+":"+x.Cells[1].Value.String()] = true
	}
	f.ids[id] = true
	for former, current := range graph.Former {
		if current == id {
			f.ids[former] = true
		}
	}
	maps.Copy(f.refs, f.ids)
	return nil
}

// erase deletes the entity from the texts of the files.
func (f *forgetting) erase() error {
	eraser := &yaml.Eraser{Model: f.model, IDs: f.ids, Refs: f.refs, Mentions: f.mentions}
	for _, name := range slices.Sorted(maps.Keys(f.texts)) {
		text := f.texts[name]
		var after []byte
		var err error
		switch {
		case name == yaml.AboutFile:
			after, err = eraser.About(text)
		case filepath.Ext(name) == ".csv":
			after, err = f.eraseRows(text)
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

// eraseRows returns a table without the rows that name the entity.
func (f *forgetting) eraseRows(text []byte) ([]byte, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(slices.Clone(rows), func(row []string) bool { return slices.ContainsFunc(row, f.mentions) })
	if len(kept) == len(rows) {
		return text, nil
	}
	var out bytes.Buffer
	err = csv.NewWriter(&out).WriteAll(kept)
	return out.Bytes(), err
}

// write writes the files, and finds the lines that still name the entity.
func (f *forgetting) write() (*Forgotten, error) {
	done := &Forgotten{IDs: slices.Sorted(maps.Keys(f.ids)), Changed: slices.Sorted(maps.Keys(f.changed))}
	var errs []error
	for _, name := range done.Changed {
		errs = append(errs, os.WriteFile(filepath.Join(f.dir, filepath.FromSlash(name)), f.changed[name], 0o644))
		f.texts[name] = f.changed[name]
	}
	for _, name := range slices.Sorted(maps.Keys(f.texts)) {
		for i, line := range strings.Split(string(f.texts[name]), "\n") {
			if name != yaml.AboutFile && f.mentions(line) {
				done.Mentions = append(done.Mentions, Fault{File: name, Line: i + 1, Message: strings.TrimSpace(line)})
			}
		}
	}
	return done, errors.Join(errs...)
}

// mentions reports whether a text names the entity, by id, identifier or name.
func (f *forgetting) mentions(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return r != '-' && r != ':' && (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return f.hasName(text) || slices.ContainsFunc(words, func(w string) bool { return f.refs[w] })
}

// hasName reports whether a text has a name of the entity. A name of one word is ignored,
// since it could be anything.
func (f *forgetting) hasName(text string) bool {
	folded := " " + model.Fold(text) + " "
	return slices.ContainsFunc(f.names, func(name string) bool {
		name = model.Fold(name)
		return strings.Contains(name, " ") && strings.Contains(folded, " "+name+" ")
	})
}

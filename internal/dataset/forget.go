package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"

	"whojoins/internal/model"
)

// Forgotten is what Forget did.
type Forgotten struct {
	// IDs are those that are never used again: the entity's, and its former ones.
	IDs []string
	// Changed are the files that were written, Mentions the lines that still name the
	// entity in running text or in a program, for a person to mend.
	Changed  []string
	Mentions []Fault
}

// forgetting is an entity on its way out of a dataset.
type forgetting struct {
	model *model.Model
	dir   string
	// ids are the id and the former ids; refs are these and the external identifiers,
	// by which files can name the entity too.
	ids, refs map[string]bool
	names     []string
	// texts are all files of the dataset, changed those that are to be written.
	texts, changed map[string][]byte
}

// Forget takes an entity out of the dataset in a folder: what files state of it, its
// relations, and the rows of lists beside them that name it. Its id, and every former id
// that leads to it, comes under removed in dataset.yaml. Nothing is written unless what
// is left can be loaded.
func Forget(m *model.Model, dir, id string) (*Forgotten, error) {
	f := &forgetting{model: m, dir: dir, ids: map[string]bool{}, refs: map[string]bool{}, texts: map[string][]byte{}, changed: map[string][]byte{}}
	if err := f.read(); err != nil {
		return nil, err
	}
	if err := f.identify(id); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(f.texts)) {
		var text []byte
		var err error
		switch {
		case name == datasetFile:
			text, err = f.retire(f.texts[name])
		case filepath.Ext(name) == ".csv":
			text, err = f.pruneTable(f.texts[name])
		case filepath.Ext(name) == ".go":
			text = f.texts[name]
		default:
			text, err = f.pruneFile(name, f.texts[name])
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if !bytes.Equal(text, f.texts[name]) {
			f.changed[name] = text
		}
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	return f.write()
}

// read reads every YAML file, list and program of the folder and its folders.
func (f *forgetting) read() error {
	return filepath.WalkDir(f.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !slices.Contains([]string{".yaml", ".csv", ".go"}, filepath.Ext(path)) {
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

// dataset is the folder as it will be, for the loader.
func (f *forgetting) dataset() fs.FS {
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

// identify finds the entity, what it is called, and by which ids files name it.
func (f *forgetting) identify(id string) error {
	graph, _, err := Load(f.model, f.dataset())
	if err != nil {
		return err
	}
	if now, former := graph.Former[id]; former {
		id = now
	}
	for _, e := range graph.Entities {
		if e.ID != id {
			continue
		}
		if e.Type.Name == f.source() {
			return fmt.Errorf("%q is a source; take its file out, and what was stated there goes with it", id)
		}
		f.names = append(f.names, e.Value(e.Type.Field("name")).String())
		for _, alias := range e.Objects(e.Type.Field("aliases")) {
			f.names = append(f.names, alias.Cells[0].Value.String())
		}
		for _, x := range e.Objects(e.Type.Field(fieldIdentifiers)) {
			f.refs[x.Cells[0].Value.String()+":"+x.Cells[1].Value.String()] = true
		}
		f.ids[id] = true
	}
	if len(f.ids) == 0 {
		return fmt.Errorf("no entity has the id %q; search for its name to find it", id)
	}
	for former, now := range graph.Former {
		if now == id {
			f.ids[former] = true
		}
	}
	maps.Copy(f.refs, f.ids)
	return nil
}

// source is the name of the type that a file's head describes.
func (f *forgetting) source() string {
	l, err := newLoader(f.model, &Report{})
	if err != nil {
		return ""
	}
	return l.source.Name
}

// check holds what will be left to the rules of a dataset.
func (f *forgetting) check() error {
	if _, _, err := Load(f.model, f.dataset()); err != nil {
		return fmt.Errorf("without it the rest does not load, so nothing was changed; mend this first: %w", err)
	}
	return nil
}

// write writes the files, and looks for what still names the entity.
func (f *forgetting) write() (*Forgotten, error) {
	done := &Forgotten{IDs: slices.Sorted(maps.Keys(f.ids)), Changed: slices.Sorted(maps.Keys(f.changed))}
	var errs []error
	for _, name := range done.Changed {
		errs = append(errs, os.WriteFile(filepath.Join(f.dir, filepath.FromSlash(name)), f.changed[name], 0o644))
		f.texts[name] = f.changed[name]
	}
	for _, name := range slices.Sorted(maps.Keys(f.texts)) {
		for i, line := range strings.Split(string(f.texts[name]), "\n") {
			if name != datasetFile && f.tells(line) {
				done.Mentions = append(done.Mentions, Fault{File: name, Line: i + 1, Message: strings.TrimSpace(line)})
			}
		}
	}
	return done, errors.Join(errs...)
}

// named says that a text holds a name of the entity. A single word could be anything.
func (f *forgetting) named(text string) bool {
	folded := " " + model.Fold(text) + " "
	return slices.ContainsFunc(f.names, func(name string) bool {
		name = model.Fold(name)
		return strings.Contains(name, " ") && strings.Contains(folded, " "+name+" ")
	})
}

// Package yaml reads the curated dataset: a folder of YAML files, dataset.yaml for the
// dataset as a whole and one file for each source, whose contents are the statements of
// that source. docs/dataset.md describes the format.
package yaml

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"path"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
	"whojoins/internal/output"
)

// AboutFile is the file that describes the dataset as a whole.
const AboutFile = "dataset.yaml"

// Folder is a folder of YAML files. It holds their text, so that it does not change
// while it is read.
type Folder struct {
	ctx    context.Context
	schema *statement.Schema
	about  statement.About
	// sources are the files of sources, by name.
	sources []source
	// credits are the keys of a file's head that link the source to its authors.
	credits map[string]credit
	// faults are those found before any statement is read.
	faults []fault
}

// source is the file of a source.
type source struct {
	name string
	text []byte
}

// fault is an error in a file, at a place.
type fault struct {
	place statement.Place
	err   error
}

// Open reads the files of a folder and parses dataset.yaml. Faults are not returned: they
// are the first elements of Statements. Once ctx ends, nothing more is read.
func Open(ctx context.Context, schema *statement.Schema, fsys fs.FS) *Folder {
	d := &Folder{ctx: ctx, schema: schema, credits: credits(schema)}
	list, err := fs.ReadDir(fsys, ".")
	if err != nil {
		d.fault(statement.Place{File: "."}, "the folder cannot be read: %v", err)
		return d
	}
	if _, err := fs.Stat(fsys, output.Journal); err == nil {
		d.fault(statement.Place{File: "."}, "a removal was stopped before it was complete; complete it: whojoins forget ID --dir DIR, with the same id")
		return d
	}
	sum, found, left := sha256.New(), false, int64(MaxFolder)
	for _, entry := range list {
		if ctx.Err() != nil {
			return d
		}
		name := entry.Name()
		switch ext := path.Ext(name); {
		case ext != ".yaml" && ext != ".yml":
			continue
		case entry.IsDir():
			d.fault(statement.Place{File: name}, "%q is a folder; give it a name that does not end in %s", name, ext)
			continue
		case ext == ".yml":
			d.fault(statement.Place{File: name}, "files that end in .yml are not read; rename it to end in .yaml")
			continue
		}
		text, err := Read(ctx, fsys, name, min(MaxFile, left))
		if err != nil {
			d.fault(statement.Place{File: name}, "%v", err)
			continue
		}
		left -= int64(len(text))
		add(sum, name, text)
		if name == AboutFile {
			found = true
			d.readAbout(text)
		} else {
			d.sources = append(d.sources, source{name, text})
		}
	}
	if !found {
		d.fault(statement.Place{File: AboutFile}, "the file is missing; create it with the dataset's name, version and licence")
	}
	d.about.Version += "-" + hex.EncodeToString(sum.Sum(nil))[:12]
	return d
}

func add(sum hash.Hash, name string, text []byte) {
	fmt.Fprintf(sum, "%s\x00%d\x00", name, len(text))
	sum.Write(text)
}

func (d *Folder) fault(at statement.Place, format string, args ...any) {
	d.faults = append(d.faults, fault{at, fmt.Errorf(format, args...)})
}

// About returns the content of dataset.yaml. The version ends in twelve digits of a hash over
// all files.
func (d *Folder) About() *statement.About { return &d.about }

// Statements yields the statements of all files, file by file in the order of their names: for
// each file, first the source itself, then its authors, the entities and the relations.
func (d *Folder) Statements() statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		for _, f := range d.faults {
			if !yield(statement.Statement{Place: f.place}, f.err) {
				return
			}
		}
		heads := map[string]statement.Place{}
		for _, s := range d.sources {
			f := &file{Folder: d, name: s.name, yield: yield, heads: heads}
			f.read(s.text)
			if f.stopped {
				return
			}
		}
	}
}

// entityType and relationType return the concrete type with that name, or nil.
func (d *Folder) entityType(name string) *model.Type   { return d.concrete(name, model.Entity) }
func (d *Folder) relationType(name string) *model.Type { return d.concrete(name, model.Relation) }

func (d *Folder) concrete(name string, kind model.Kind) *model.Type {
	if t := d.schema.Type(name); t != nil && t.Kind == kind {
		return t
	}
	return nil
}

// pair is a key of a mapping and its value.
type pair struct{ key, value *yaml.Node }

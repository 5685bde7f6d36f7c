package dataset

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/model"
)

// datasetFile is the file that speaks of the dataset as a whole.
const datasetFile = "dataset.yaml"

// The keys of a source's file.
const (
	keySource    = "source"
	keyEntities  = "entities"
	keyRelations = "relations"
)

// file is one source's file while it is read.
type file struct {
	*loader
	name string
	// base is what every statement of the file starts from.
	base statement
	// head are the keys under source; headEntity is what they describe, and headBase
	// what its statements start from.
	head       []pair
	headAt     place
	headEntity *entity
	headBase   statement
	blocks     []block
	links      []link
}

// block is what a file states of one entity.
type block struct {
	kind  *model.Type
	key   *yaml.Node
	body  *yaml.Node
	owner *entity
}

// link is what a file states of one relation.
type link struct {
	kind *model.Type
	body *yaml.Node
}

// read reads all files: first who is there, then what is said of them, since files may
// speak of each other's entities in any order.
func (l *loader) read(fsys fs.FS) {
	l.open(fsys)
	for _, f := range l.files {
		f.declare()
	}
	l.set.check(l)
	for _, f := range l.files {
		f.readHead()
		f.readBlocks(false)
	}
	l.indexIdentifiers(false)
	for _, f := range l.files {
		f.readBlocks(true)
	}
	l.indexIdentifiers(true)
	for _, f := range l.files {
		f.readCredits()
		f.readLinks()
	}
	l.files = nil // the parsed text is many times as large as what is kept of it
}

// open parses every file of the folder, and takes the version from their contents.
func (l *loader) open(fsys fs.FS) {
	list, err := fs.ReadDir(fsys, ".")
	if err != nil {
		l.fault(place{file: "."}, "the folder cannot be read: %v", err)
		return
	}
	sum, found := sha256.New(), false
	for _, entry := range list {
		name := entry.Name()
		switch ext := path.Ext(name); {
		case entry.IsDir() || ext != ".yaml" && ext != ".yml":
			continue
		case ext == ".yml":
			l.fault(place{file: name}, "the name ends in .yml, and would not be read; end it in .yaml")
			continue
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			l.fault(place{file: name}, "it cannot be read: %v", err)
			continue
		}
		add(sum, name, text)
		found = found || name == datasetFile
		if root := l.document(name, text); root == nil {
			continue
		} else if name == datasetFile {
			l.set.read(&file{loader: l, name: name}, root)
		} else {
			l.openSource(name, root)
		}
	}
	if !found {
		l.fault(place{file: datasetFile}, "the file is missing; it gives the dataset's name, version and licence")
	}
	l.Version = l.set.version + "-" + hex.EncodeToString(sum.Sum(nil))[:12]
}

func add(sum hash.Hash, name string, text []byte) {
	fmt.Fprintf(sum, "%s\x00%d\x00", name, len(text))
	sum.Write(text)
}

// openSource takes a source's file apart into its head, blocks and links.
func (l *loader) openSource(name string, root *yaml.Node) {
	f := &file{loader: l, name: name, base: statement{rank: l.rank.Position(rankNormal), authority: len(authorities) - 1}}
	pairs, _ := f.pairs(root, "a file")
	hasHead := false
	for _, p := range pairs {
		switch p.key.Value {
		case keySource:
			hasHead = true
			f.head, _ = f.pairs(p.value, "the head")
			f.headAt = f.at(p.key)
		case keyEntities:
			f.openEntities(p.value)
		case keyRelations:
			f.openRelations(p.value)
		default:
			f.fault(f.at(p.key), "unknown key %q; %s", p.key.Value, suggestion(p.key.Value, []string{keySource, keyEntities, keyRelations}))
		}
	}
	if !hasHead {
		f.fault(place{name, 1}, "the head is missing; name the source under source:, with at least its id and name")
	}
	l.files = append(l.files, f)
}

func (f *file) openEntities(n *yaml.Node) {
	types, _ := f.pairs(n, "entities")
	for _, p := range types {
		kind := f.model.Type(p.key.Value)
		if kind == nil || kind.Kind != model.Entity {
			f.fault(f.at(p.key), "%q is not a type of entity; %s", p.key.Value, suggestion(p.key.Value, names(f.model.Entities, typeName)))
			continue
		}
		blocks, _ := f.pairs(p.value, "the list of "+kind.Name)
		for _, b := range blocks {
			f.blocks = append(f.blocks, block{kind: kind, key: b.key, body: b.value})
		}
	}
}

func (f *file) openRelations(n *yaml.Node) {
	types, _ := f.pairs(n, "relations")
	for _, p := range types {
		kind := f.model.Type(p.key.Value)
		if kind == nil || kind.Kind != model.Relation {
			f.fault(f.at(p.key), "%q is not a type of relation; %s", p.key.Value, suggestion(p.key.Value, names(f.model.Relations, typeName)))
			continue
		}
		if p.value.Kind != yaml.SequenceNode {
			f.fault(f.at(p.value), "the relations of type %s are written as a list, not as %s", kind.Name, kindOf(p.value))
			continue
		}
		for _, item := range p.value.Content {
			f.links = append(f.links, link{kind: kind, body: item})
		}
	}
}

// isReference says that a key finds its entity by an external identifier.
func isReference(key string) bool { return strings.Contains(key, ":") }

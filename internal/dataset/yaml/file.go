package yaml

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// The keys of a source's file.
const (
	keySource    = "source"
	keyEntities  = "entities"
	keyRelations = "relations"
	keyID        = "id"
)

var sections = []string{keySource, keyEntities, keyRelations}

// file is one source's file while it is read.
type file struct {
	*Folder
	name  string
	yield func(statement.Statement, error) bool
	// stopped is set once yield has returned false; nothing is yielded after that.
	stopped bool
	// heads has the places of all sources read so far, by id.
	heads map[string]statement.Place
	// base is the provenance that every statement of the file inherits.
	base statement.Statement
	// source is the subject that the head describes, or nil if it has no valid id.
	source *statement.Subject
}

// read parses a file and yields its statements.
func (f *file) read(content []byte) {
	root := parse(f.ctx, content, f.fault)
	if root == nil {
		return
	}
	list, _ := pairs(root, "a file", f.fault)
	for _, p := range list {
		switch p.key.Value {
		case keySource, keyEntities, keyRelations:
		default:
			f.fault(p.key.Line, "unknown key %q; %s", p.key.Value, statement.Suggest(p.key.Value, sections))
		}
	}
	f.readHead(list)
	if n := valueOf(list, keyEntities); n != nil {
		f.readEntities(n)
	}
	if n := valueOf(list, keyRelations); n != nil {
		f.readRelations(n)
	}
}

// emit yields a statement, unless the consumer has stopped.
func (f *file) emit(st statement.Statement, err error) {
	if !f.stopped && !f.yield(st, err) {
		f.stopped = true
	}
}

// fault reports a fault that concerns no subject.
func (f *file) fault(line int, format string, args ...any) { f.faultOf(nil)(line, format, args...) }

// faultOf returns a function that reports faults in the statements about a subject.
func (f *file) faultOf(s *statement.Subject) report {
	return func(line int, format string, args ...any) {
		f.emit(statement.Statement{Subject: s, Source: f.base.Source, Place: f.at(line)}, fmt.Errorf(format, args...))
	}
}

func (f *file) at(line int) statement.Place { return statement.Place{File: f.name, Line: line} }

// readEntities reads the statements of the source about entities, by type and id.
func (f *file) readEntities(n *yaml.Node) {
	types, _ := pairs(n, keyEntities, f.fault)
	for _, p := range types {
		t := f.entityType(p.key.Value)
		if t == nil {
			f.fault(p.key.Line, "%q is not a type of entity; %s", p.key.Value, statement.Suggest(p.key.Value, typeNames(f.schema.Entities)))
			continue
		}
		blocks, _ := pairs(p.value, "the list of "+t.Name, f.fault)
		for _, b := range blocks {
			f.readBlock(t, b)
		}
	}
}

// readRelations reads the relations of the source, by type.
func (f *file) readRelations(n *yaml.Node) {
	types, _ := pairs(n, keyRelations, f.fault)
	for _, p := range types {
		t := f.relationType(p.key.Value)
		if t == nil {
			f.fault(p.key.Line, "%q is not a type of relation; %s", p.key.Value, statement.Suggest(p.key.Value, typeNames(f.schema.Relations)))
			continue
		}
		if p.value.Kind != yaml.SequenceNode {
			f.fault(p.value.Line, "the relations of type %s must be written as a list, not as %s", t.Name, kindOf(p.value))
			continue
		}
		for _, item := range p.value.Content {
			f.readRelation(t, item)
		}
	}
}

func typeNames(types []*model.Type) []string {
	names := make([]string, 0, len(types))
	for _, t := range types {
		names = append(names, t.Name)
	}
	return names
}

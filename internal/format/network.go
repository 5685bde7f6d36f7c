// Package format writes answers as files that other programs open: networks as GEXF,
// GraphML, Cytoscape JSON, VOSviewer JSON, DOT, JSON-LD and a pair of CSV files, lists
// as CSV, TSV, XLSX and JSON Lines. It works from a plan and the cursors of a store, row
// by row, and holds of a network no more than the ids that it met.
package format

import (
	"strings"

	"whojoins/internal/model"
)

// separator parts the items of a list in a format that has no lists.
const separator = "; "

// Columns are the attributes that the nodes and the links of a network have, beside
// what every node and link has.
type Columns struct{ Nodes, Links []Attribute }

// Attribute is a field of the model that was selected.
type Attribute struct {
	// Name is the path of the field, changed where the formats give the name a meaning
	// of their own.
	Name  string
	Field *model.Field
	Kind  Kind
}

// Kind is the kind of an attribute's values.
type Kind uint8

// The kinds of values.
const (
	Text Kind = iota + 1
	// Whole is a whole number, Number any number, sums of money included.
	Whole
	Number
	Truth
	// Words is a list of texts.
	Words
)

// Value is one value of a node or a link; the zero Value is missing.
type Value struct {
	model.Value
	// Words are the items of a list.
	Words []string
}

// Missing says that there is no value, or an empty list.
func (v *Value) Missing() bool { return v.Null() && len(v.Words) == 0 }

// String is the value as plain text: numbers with a point, lists joined.
func (v *Value) String() string {
	if len(v.Words) > 0 {
		return strings.Join(v.Words, separator)
	}
	return plain(v.Value)
}

// Identifier names an entity in another register. URL is empty where it has no address.
type Identifier struct{ Scheme, Value, URL string }

// Node is an entity. Its memory is used again for the next one.
type Node struct {
	ID, Label string
	Type      *model.Type
	// Values are those of Columns.Nodes.
	Values []Value
	// Identifiers are there for formats that ask for them.
	Identifiers []Identifier
}

// Link is a relation, or what a question finds two entities to share. Its memory is used
// again for the next one.
type Link struct {
	ID string
	// From and To are the ids of its ends; their nodes were written before.
	From, To string
	// Type is the relation's; nil for what is no relation.
	Type *model.Type
	// Kind is the type in one word: PARTICIPATION.
	Kind   string
	Weight float64
	// Values are those of Columns.Links.
	Values []Value
	// Since and Until are as their source writes them, Start and End full days; each is
	// empty where it is not known.
	Since, Until, Start, End string
	// Sources are the addresses of those who state it, or else their ids.
	Sources []string
}

// Writer writes one network: Begin, then all nodes, then all links, then End, which
// tells the first failure.
type Writer interface {
	Begin(*About, Columns)
	Node(*Node)
	Link(*Link)
	End() error
}

// reserved are names that some format gives a meaning of its own, in lower case, and
// those that every node or link has.
var reserved = map[string]bool{
	"id": true, "label": true, "type": true, "name": true, "source": true, "target": true, "weight": true, "from": true, "to": true,
	"address": true, "interaction": true, "parent": true, "since": true, "until": true, "sources": true, "entity": true, "relation": true,
}

// named is the name of an attribute.
func named(f *model.Field) string {
	if name := f.Path(); reserved[strings.ToLower(name)] {
		return name + "_"
	}
	return f.Path()
}

func kindOf(f *model.Field) Kind {
	if f.List {
		return Words
	}
	switch f.Scalar {
	case model.Int:
		return Whole
	case model.Float, model.Cents:
		return Number
	case model.Boolean:
		return Truth
	}
	return Text
}

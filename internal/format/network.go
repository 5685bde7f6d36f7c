// Package format writes answers as files for other programs: networks as GEXF, GraphML,
// Cytoscape JSON, VOSviewer JSON, DOT, JSON-LD and a pair of CSV files, lists as CSV, TSV,
// XLSX and JSON Lines. It works from a plan and the cursors of a store, row by row; for a
// network it keeps only the ids in memory.
package format

import (
	"strings"

	"whojoins/internal/model"
)

// separator separates the items of a list in a format without lists.
const separator = "; "

// Columns are the attributes of the nodes and the links of a network, besides those that
// every node and link has.
type Columns struct {
	Nodes, Links []Attribute
	// Undirected reports whether links have no direction.
	Undirected bool
	// Placed reports whether nodes have positions.
	Placed bool
}

// Attribute is a selected field of the model.
type Attribute struct {
	// Name is the path of the field, with an underscore where a format reserves the name.
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

// Missing reports whether the value is missing, or an empty list.
func (v *Value) Missing() bool { return v.Null() && len(v.Words) == 0 }

// String returns the value as plain text: numbers with a decimal point, lists joined.
func (v *Value) String() string {
	if len(v.Words) > 0 {
		return strings.Join(v.Words, separator)
	}
	return plain(v.Value)
}

// Identifier identifies an entity in another register. URL is empty without an address.
type Identifier struct{ Scheme, Value, URL string }

// Node is an entity. Its memory is reused for the next one.
type Node struct {
	ID, Label string
	Type      *model.Type
	// Degree is the number of its links in the file, Strength the sum of their weights.
	Degree   int
	Strength float64
	// Community is the number of its community, from 1 on; 0 if it is unknown.
	Community int
	// Size is the diameter by which its degree is drawn, Colour the colour of its community or
	// else of its type.
	Size   float64
	Colour Colour
	// X and Y are its position, if Columns.Placed is true. The vertical axis points up.
	X, Y float64
	// Values are the values of Columns.Nodes.
	Values []Value
	// Identifiers are empty for formats that do not use them.
	Identifiers []Identifier
}

// Link is a relation, or a pair of entities that share something. Its memory is reused for
// the next one.
type Link struct {
	ID string
	// From and To are the ids of its ends, whose nodes were written before.
	From, To string
	// Type is the type of the relation; nil for a pair.
	Type *model.Type
	// Kind is the type in one word: PARTICIPATION.
	Kind   string
	Weight float64
	// Values are the values of Columns.Links.
	Values []Value
	// Since and Until are dates as their source writes them; each is empty when unknown.
	Since, Until string
	// ActiveFrom and ActiveUntil are the days between which the link is active, by its own dates
	// or else by those of the initiative; each is empty when unknown.
	ActiveFrom, ActiveUntil string
	// Sources are the addresses of its sources, or their ids where they have no address.
	Sources []string
}

// Writer writes one network: Begin, then all nodes, then all links, then End, which returns
// the first error.
type Writer interface {
	Begin(*About, Columns)
	Node(*Node)
	Link(*Link)
	End() error
}

// reserved are the names, in lower case, that a format reserves and those that every node or
// link has.
var reserved = map[string]bool{
	"id": true, "label": true, "type": true, "name": true, "source": true, "target": true, "weight": true, "from": true, "to": true,
	"address": true, "interaction": true, "parent": true, "since": true, "until": true, "sources": true, "entity": true, "relation": true,
	"degree": true, "x": true, "y": true, "z": true, "r": true, "g": true, "b": true, "size": true, "color": true, "activefrom": true, "activeuntil": true,
}

// named returns the name of an attribute.
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

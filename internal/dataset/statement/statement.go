// Package statement defines what every reader of a dataset produces: a stream of
// statements. A statement is one value that one source gives for one subject, with its
// place in the source and in the file. Package dataset merges the streams of all readers
// into a graph.
//
// # How to add a reader
//
// A reader turns bytes (YAML files, a release of a register, a table) into a [Stream].
//
//  1. Create the package internal/dataset/NAME, with a function that returns a Stream. It
//     imports this package, and neither package dataset nor a store.
//  2. Make one [Subject] for each thing that the input describes. First yield a statement
//     without a Field: it declares the subject. Then yield one statement for each value,
//     all with the same *Subject and directly after each other.
//  3. Declare the source in the same way: a Subject of the type Source, whose statements
//     name the source itself as their Source.
//  4. Write values as text, as the schema has them: "2024-05", "BE", "EUR 1234.50". The
//     merge parses and checks them, so a reader only translates (EL to GR, a decimal
//     comma to a point).
//  5. Where the input is wrong, yield an error together with a Statement that has the
//     Place, and continue: the merge collects all faults and reports them together.
//  6. Pass the stream to dataset.Merge. ExampleMerge in package dataset is a complete
//     reader of 25 lines.
//
// Order matters little: a statement may name an entity that is declared later, in this
// stream or in another. A reader need not hold more than one record of its input.
package statement

import (
	"fmt"
	"iter"
	"strconv"
)

// Stream yields statements one after the other. An error that is yielded with a statement is a
// fault of the input at the statement's Place; its Subject, if it has one, is then incomplete.
// A stream can be read more than once.
type Stream = iter.Seq2[Statement, error]

// Statement is one value that one source gives for one subject. Everything in it is text,
// as the source or the schema writes it.
type Statement struct {
	// Subject is the subject of the statement. Consecutive statements that share the pointer
	// form a record.
	Subject *Subject
	// Field is the name of a field of the entity, or of a property of the relation. It is
	// empty in the statement that the subject exists.
	Field string
	Value Value
	// Source is the id of the entity of the type Source that states it.
	Source string
	// Locator is the place in the source, such as a heading and paragraph, or empty.
	Locator string
	// Date is the day of the statement as the source writes it, or empty.
	Date string
	// Retrieved is the day on which the source was read, or empty. The graph keeps it
	// only as a field of the source.
	Retrieved string
	// Rank is a word of the enum Rank if a curator has ranked the statement, and
	// otherwise empty.
	Rank string
	// Authority is how close the source is to the subject.
	Authority Authority
	// Place is where the value was read.
	Place Place
}

// Subject identifies the subject of statements: an entity or a relation.
type Subject struct {
	// Type is the name of an entity type or of a relation type.
	Type string
	// ID is the id of an entity, or one of its external identifiers as scheme:value. It is
	// empty for a relation.
	ID string
	// Key identifies a relation: both ends by their names in the schema, each with the id
	// or an external identifier of the entity, and the key properties of the type. It is
	// empty for an entity.
	Key []Property
	// Record is the record of the source that has the statements, where a newer version of one
	// record replaces its older one: a grant, a person. It is empty where only a newer edition of
	// the whole source does.
	Record string
	// Place is where the subject is named.
	Place Place
	// Incomplete is set by a reader that has reported a fault and left out a statement of the
	// subject. The merge then does not report missing fields of the subject.
	Incomplete bool
}

// Property is a value with its name.
type Property struct {
	Name string
	// Text is empty in the key of a relation if a reader has found and reported a value
	// that is wrong.
	Text string
	// Line is where the property is written, or 0 if it has no line of its own.
	Line int
}

// Value is a value as text. For an object, such as an alias or a sum of money, it is either
// the short form in Text ("EUR 1234.50"), or the fields of the object in Parts.
type Value struct {
	Text  string
	Parts []Property
}

// Place is a line of a file.
type Place struct {
	File string
	// Line counts from 1; it is 0 for the file as a whole.
	Line int
}

// String returns the place as file:line, or as the file alone. It quotes a name with characters
// that a terminal would interpret.
func (p Place) String() string {
	name := p.File
	if quoted := strconv.Quote(name); len(quoted) != len(name)+len(`""`) {
		name = quoted
	}
	if p.Line == 0 {
		return name
	}
	return fmt.Sprintf("%s:%d", name, p.Line)
}

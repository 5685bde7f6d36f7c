// Package intake has what readers of registers share: how rows are counted and refused, conditions
// on what is taken, and the forms in which registers write sums, days, countries and names.
package intake

import (
	"fmt"
	"strings"

	"whojoins/internal/dataset/statement"
)

// Refused is the error of a row that cannot be used. It never names a person.
type Refused struct{ Reason string }

func (r *Refused) Error() string { return r.Reason }

// Refuse returns the error of a row.
func Refuse(format string, args ...any) error { return &Refused{fmt.Sprintf(format, args...)} }

// Count counts rows.
type Count struct {
	// Read is the number of all rows, Refused the number of those that cannot be used, and
	// LeftOut the number of those that do not meet a condition.
	Read, Refused, LeftOut int
	// Without has the number of values that were left out of rows that are taken, by column.
	Without map[string]int
}

// Omit counts a value that is left out.
func (c *Count) Omit(column string) {
	if c.Without == nil {
		c.Without = map[string]int{}
	}
	c.Without[column]++
}

// Rows yields statements of rows, and counts the rows.
type Rows struct {
	*statement.Emitter
	*Count
	// Progress is called with the number of rows from time to time.
	Progress func(rows int)
}

// progressEvery is the number of rows between two calls of Progress.
const progressEvery = 1 << 10

// Row begins a row.
func (r *Rows) Row(at statement.Place) {
	r.Base.Place = at
	if r.Read++; r.Progress != nil && r.Read%progressEvery == 0 {
		r.Progress(r.Read)
	}
}

// Refuse reports that the current row cannot be used.
func (r *Rows) Refuse(err error) {
	r.Refused++
	r.FaultAt(r.Base.Place, Refuse("%s", oneLine(err.Error())))
}

// oneLine returns a text as one line without control characters.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "�"), func(c rune) bool { return c <= ' ' }), " ")
}

// Entity begins the statements about an entity.
func (r *Rows) Entity(kind, id, record, locator, date string) {
	r.Subject(&statement.Subject{Type: kind, ID: id, Record: record}, locator, date)
}

// Relation begins the statements about a relation, whose ends and key properties are given by
// name; empty ones are left out.
func (r *Rows) Relation(kind, record, locator, date string, key ...string) {
	r.Subject(&statement.Subject{Type: kind, Key: statement.Parts(key...).Parts, Record: record}, locator, date)
}

// Text states a text.
func (r *Rows) Text(field, text string) { r.State(field, statement.Text(text)) }

// Source is what a reader says about the source of an input.
type Source struct {
	// Import is the name of the import that the input belongs to.
	Import string
	// ID, Name, URL and Licence describe the source.
	ID, Name, URL, Licence string
	// Complete reports whether the input has everything that the source states.
	Complete bool
	// Enriches reports whether it only adds to what other sources state.
	Enriches bool
	// Anchor is the type of the entities that the input is about, if it brings along what they are
	// related to.
	Anchor string
	// Records are the records of which the input has everything.
	Records []string
	// Tables are the names of the files that were read, Others those that were not.
	Tables, Others []string
	// Unused are the names of fields that were not used.
	Unused []string
}

// Reader reads an input once.
type Reader interface {
	// Statements yields the statements of an input. A row that cannot be used comes as an error
	// of type *Refused with its place; any other error ends the input.
	Statements() statement.Stream
	// Source describes the source, once Statements is read.
	Source() Source
	// Rows counts the rows, once Statements is read.
	Rows() *Count
}

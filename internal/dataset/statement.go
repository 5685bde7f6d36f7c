package dataset

import (
	"cmp"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// statement is who says something, where, when, and how it stands against others.
type statement struct {
	source string
	// rank is the position of the word in the enum; ranked says that the file gives it.
	rank   int
	ranked bool
	// authority is the position of the word in authorities.
	authority int
	// date is as written, and empty where there is none; day is the first it stands for.
	date    string
	day     model.Days
	locator string
	at      place
}

// claim is one value that a source states for a field.
type claim struct {
	statement
	field *model.Field
	// cells are the value: one cell, or one for each leaf or field of an object.
	cells []store.Cell
	// text is the value as claims and evidence show it.
	text string
}

// compareStatements is the order of claims and evidence, the best one first: by rank,
// then by date, the newest first, then by the source's id, then by locator. What is
// missing comes last.
func compareStatements(a, b *statement) int {
	return cmp.Or(
		cmp.Compare(a.rank, b.rank),
		compareMissing(a.date == "", b.date == ""),
		cmp.Compare(b.day, a.day),
		strings.Compare(a.source, b.source),
		compareText(a.locator, b.locator),
	)
}

// compareClaims orders claims as their statements; then by field and value, so that the
// order never depends on the files.
func compareClaims(a, b *claim) int {
	return cmp.Or(
		compareStatements(&a.statement, &b.statement),
		strings.Compare(nameOf(a.field), nameOf(b.field)),
		strings.Compare(a.text, b.text),
	)
}

func nameOf(f *model.Field) string {
	if f == nil {
		return ""
	}
	return f.Name
}

// compareText is by code point, with missing text last.
func compareText(a, b string) int {
	return cmp.Or(compareMissing(a == "", b == ""), strings.Compare(a, b))
}

func compareMissing(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}

// key tells values of one field apart.
func (c *claim) key() string {
	var b strings.Builder
	for _, cell := range c.cells {
		b.WriteString(cell.Field.Path())
		b.WriteByte(0x1f)
		b.WriteString(cell.Value.String())
		b.WriteByte(0x1e)
	}
	return b.String()
}

// sameStatement says that two claims tell the same at the same place of one source.
func (c *claim) sameStatement(d *claim) bool {
	return c.field == d.field && c.source == d.source && c.rank == d.rank && c.date == d.date && c.locator == d.locator && c.key() == d.key()
}

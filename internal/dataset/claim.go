package dataset

import (
	"cmp"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// claim is one value that one source states for a field.
type claim struct {
	*provenance
	// field is nil in a statement about the subject as a whole.
	field *model.Field
	// cells are the value: one cell, or one for each leaf or field of an object.
	cells []store.Cell
	// text is the value as claims and evidence show it.
	text string
	line line
	// repeated reports whether the source states the same at the same place before.
	repeated bool
}

// compareClaims orders claims by provenance, then by field and value, so that the order
// does not depend on that of the files.
func compareClaims(a, b *claim) int {
	return cmp.Or(
		compareProvenance(a.provenance, b.provenance),
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

// eachOnce returns the claims in the order of the dataset, without those that repeat another one,
// of which it warns.
func (m *merger) eachOnce(claims []claim) []claim {
	m.inOrder(claims)
	sorted := m.ofField[:0]
	for i := range claims {
		sorted = append(sorted, &claims[i])
	}
	slices.SortStableFunc(sorted, compareClaims)
	m.ofField = sorted
	same, repeated := 0, false
	for i, c := range sorted {
		if compareClaims(sorted[same], c) != 0 {
			same = i
		}
		before := slices.IndexFunc(sorted[same:i], c.repeats)
		if before < 0 {
			continue
		}
		m.warn(m.place(c.line), "the same value of %s is stated in line %d; delete one of the two, or distinguish their places with at:", c.field.Name, sorted[same+before].line.line)
		c.repeated, repeated = true, true
	}
	if !repeated {
		return claims
	}
	return slices.DeleteFunc(claims, func(c claim) bool { return c.repeated })
}

// inOrder sorts claims by file, then line: the order of the dataset.
func (m *merger) inOrder(claims []claim) {
	slices.SortStableFunc(claims, func(a, b claim) int {
		if a.line.file != b.line.file {
			return strings.Compare(m.files.names[a.line.file], m.files.names[b.line.file])
		}
		return cmp.Compare(a.line.line, b.line.line)
	})
}

// key returns a text that differs for different values of a field.
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

// value returns the value of one field of an object, or the zero Value.
func (c *claim) value(f *model.Field) model.Value {
	for _, cell := range c.cells {
		if cell.Field == f {
			return cell.Value
		}
	}
	return model.Value{}
}

// repeats reports whether two claims state the same value, at the same place of one source.
func (c *claim) repeats(d *claim) bool {
	return c.field == d.field && c.source == d.source && c.rank == d.rank && c.date == d.date && c.locator == d.locator && c.key() == d.key()
}

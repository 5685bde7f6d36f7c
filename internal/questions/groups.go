package questions

import (
	"slices"
	"strings"
)

// Apart returns the tables with a column for each key of groups, in place of cells that hold the keys
// of all facets: country and year are two columns.
func Apart(tables []Table) []Table {
	var apart []Table
	for _, t := range tables {
		apart = append(apart, t.apart())
	}
	return apart
}

// The columns of the keys of groups end in these names.
const (
	keyField = "keys.field"
	keyValue = "keys.value"
	keyLabel = "keys.label"
)

func (t Table) apart() Table {
	at := slices.IndexFunc(t.Columns, func(c Column) bool { return strings.HasSuffix(c.Name, keyField) })
	if at < 0 || len(t.Rows) == 0 {
		return t
	}
	above := strings.TrimSuffix(t.Columns[at].Name, keyField)
	split := Table{Name: t.Name, Heading: t.Heading}
	// from is where the cells of a new column come from: a column, and an item of its cells or -1 for
	// all.
	type from struct{ column, item int }
	var cells []from
	for i, c := range t.Columns {
		switch c.Name {
		case above + keyField:
		case above + keyValue, above + keyLabel:
			for j, facet := range t.Rows[0][at] {
				own := c
				own.Name, own.Facet = above+"keys."+facet.Text+strings.TrimPrefix(c.Name, above+"keys"), facet.Text
				split.Columns, cells = append(split.Columns, own), append(cells, from{i, j})
			}
		default:
			split.Columns, cells = append(split.Columns, c), append(cells, from{i, -1})
		}
	}
	for _, row := range t.Rows {
		parts := make([]Cell, len(cells))
		for i, f := range cells {
			switch cell := row[f.column]; {
			case f.item < 0:
				parts[i] = cell
			case f.item < len(cell):
				parts[i] = cell[f.item : f.item+1]
			}
		}
		split.Rows = append(split.Rows, parts)
	}
	return split
}

// sums puts the currency behind each sum, and the field that is summed above them if it is the same
// for all.
func (d description) sums(raw, worded Table) {
	for i, c := range raw.Columns {
		above, ok := strings.CutSuffix(c.Name, "sums.value")
		if !ok {
			continue
		}
		field, currency := raw.column(above+"sums.field"), raw.column(above+"sums.currency")
		if currency >= 0 {
			worded.Columns[currency].Shown = Nowhere
		}
		if field < 0 {
			continue
		}
		var fields []string
		for _, row := range raw.Rows {
			for _, item := range row[field] {
				if !slices.Contains(fields, item.Text) {
					fields = append(fields, item.Text)
				}
			}
		}
		if len(fields) == 1 {
			worded.Columns[field].Shown = Nowhere
			worded.Columns[i].Heading = d.dictionary.Field(fields[0], d.language)
		}
	}
}

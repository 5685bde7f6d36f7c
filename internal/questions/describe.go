package questions

import (
	"cmp"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/wording"
)

// Describe returns the tables of an answer with everyday words in a language as headings and
// values. It leaves out a table that only reports that the answer is complete. Dates have the form
// of the dataset, which is short and sorts.
func (l *Library) Describe(q *Question, tables []Table, language string) []Table {
	return l.describe(q, tables, description{language: language})
}

// DescribePage returns the same for a page, with dates as people write them.
func (l *Library) DescribePage(q *Question, tables []Table, language string) []Table {
	return l.describe(q, tables, description{language: language, dates: true})
}

func (l *Library) describe(q *Question, tables []Table, d description) []Table {
	tables = Apart(tables)
	d.dictionary, d.question, d.names = l.dictionary, q, names(tables)
	var described []Table
	for _, t := range tables {
		if len(tables) == 1 || t.Name != "" || !t.trivial() {
			described = append(described, d.table(t))
		}
	}
	return described
}

// description describes the tables of one answer.
type description struct {
	dictionary *wording.Dictionary
	question   *Question
	// names has the item that represents each entity of the answer, by id.
	names    map[string]Item
	language string
	// dates reports whether dates are written in words.
	dates bool
}

// names collects the names of the entities in tables, by id.
func names(tables []Table) map[string]Item {
	found := map[string]Item{}
	for _, t := range tables {
		for i, c := range t.Columns {
			above, ok := strings.CutSuffix(c.Name, "id")
			name := t.column(above + "name")
			if !ok || name < 0 {
				continue
			}
			for _, row := range t.Rows {
				if len(row[i]) == 1 && len(row[name]) == 1 {
					found[row[i][0].Text] = row[name][0]
				}
			}
		}
	}
	return found
}

// trivial reports whether every value of a table is false, zero or empty.
func (t Table) trivial() bool {
	return !slices.ContainsFunc(t.Rows, func(row []Cell) bool {
		return slices.ContainsFunc(row, func(c Cell) bool { return !slices.Contains([]string{"", "0", "false"}, c.String()) })
	})
}

// column returns the position of a column, or -1.
func (t Table) column(name string) int {
	return slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
}

// table describes one table.
func (d description) table(t Table) Table {
	if t.Name != "" {
		t.Heading = d.heading(t.Name)
	}
	columns := slices.Clone(t.Columns)
	for i, c := range columns {
		columns[i].Heading = d.heading(cmp.Or(c.Facet, c.Name))
		if above, ok := strings.CutSuffix(c.Name, ".currency"); ok && t.column(above+".amount") >= 0 {
			columns[i].Shown = Nowhere
		}
	}
	rows := make([][]Cell, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = make([]Cell, len(row))
		for j := range row {
			rows[i][j] = d.cell(t, row, j)
		}
	}
	worded := t
	worded.Columns, worded.Rows = columns, rows
	d.verdicts(t, worded)
	d.sums(t, worded)
	return worded
}

// heading returns the words for a column or a list: those of the question itself, or else
// the common ones.
func (d description) heading(path string) string {
	if own, ok := d.question.columns[path]; ok {
		return own.In(d.language)
	}
	return d.dictionary.Field(path, d.language)
}

// currencies has the ends of the columns of amounts, and those of their currencies.
var currencies = map[string]string{".amount": ".currency", "sums.value": "sums.currency"}

// cell returns the words for the values in one column of a row.
func (d description) cell(t Table, row []Cell, column int) Cell {
	path, worded := t.Columns[column].Name, slices.Clone(row[column])
	currency := Cell(nil)
	if above, ok := strings.CutSuffix(path, "label"); ok && t.column(above+"value") >= 0 {
		return d.labels(worded, row[t.column(above+"value")], func(i int) string { return t.field(row, column, i) })
	}
	for amount, of := range currencies {
		if above, ok := strings.CutSuffix(path, amount); ok && t.column(above+of) >= 0 {
			currency = row[t.column(above+of)]
		}
	}
	for i, item := range worded {
		switch name, reference := d.names[item.Text]; {
		case item.Text == "" || item.Address != "" || path == "id" || strings.HasSuffix(path, ".id"):
		case reference && (strings.HasSuffix(path, ".row") || strings.HasSuffix(path, ".column")):
			worded[i] = name
		case path == "field" || strings.HasSuffix(path, ".field"):
			worded[i].Text = d.dictionary.Field(item.Text, d.language)
		case d.dictionary.HasDates(t.field(row, column, i)):
			if d.dates {
				worded[i].Text = wording.Date(item.Text, d.language)
			}
		case t.isClaim(column):
			worded[i].Text = d.dictionary.Stated(t.field(row, column, i), item.Text, d.language)
		default:
			worded[i].Text = d.dictionary.Value(t.field(row, column, i), item.Text, d.language)
		}
		if len(currency) == len(worded) && item.Text != "" {
			worded[i].Text = wording.Amount(item.Text, d.language) + "\u00a0" + currency[i].Text
		}
	}
	if strings.HasSuffix(path, evidenceKey+".source.name") {
		return distinct(worded)
	}
	return worded
}

// isClaim reports whether a column has the values of claims.
func (t Table) isClaim(column int) bool {
	above, ok := strings.CutSuffix(t.Columns[column].Name, "value")
	return ok && t.column(above+"field") >= 0 && t.column(above+"rank") >= 0
}

// distinct returns the items of a cell without repetitions: a source that states a fact in two places
// is one source.
func distinct(c Cell) (once Cell) {
	for _, item := range c {
		if !slices.Contains(once, item) {
			once = append(once, item)
		}
	}
	return once
}

// labels returns the words for values with labels. The groups of a list have several in one cell.
func (d description) labels(labels, values Cell, field func(i int) string) Cell {
	if len(values) < 2 || len(labels) != len(values) {
		return d.label(labels, values, field(0))
	}
	var worded Cell
	for i := range values {
		worded = append(worded, d.label(labels[i:i+1], values[i:i+1], field(i))...)
	}
	return worded
}

// label returns the words for a value with a label. A value for which no words exist, such as
// the id of an entity, is shown as its label, if it has one.
func (d description) label(label, value Cell, field string) Cell {
	words := d.dictionary.Value(field, value.String(), d.language)
	if words == value.String() && len(label) > 0 {
		return label
	}
	return Cell{{Text: words}}
}

// field returns the name of the field that an item of a row's cell in a column belongs to. Claims,
// facets and groups hold values of several fields, and name the field in a column of their own.
func (t Table) field(row []Cell, column, item int) string {
	path := t.Columns[column].Name
	if facet := t.Columns[column].Facet; facet != "" {
		return facet
	}
	if key := path[strings.LastIndexByte(path, '.')+1:]; key != "value" && key != "label" {
		return path
	}
	for i, c := range t.Columns {
		above, ok := strings.CutSuffix(c.Name, "field")
		if !ok || !strings.HasPrefix(path, above) {
			continue
		}
		if fields := row[i]; len(fields) == 1 {
			return fields[0].Text
		} else if len(fields) == len(row[column]) {
			return fields[item].Text
		}
	}
	return path
}

// Enum returns the words for a value of an enum in a language.
func (l *Library) Enum(e *model.Enum, value, language string) string {
	return l.dictionary.Enum(e, value, language)
}

// Type returns the word for a type of entities, given as a value of EntityType.
func (l *Library) Type(value, language string) string { return l.dictionary.Type(value, language) }

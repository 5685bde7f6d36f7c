package pages

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"whojoins/internal/questions"
)

// questionPage is the content of the page of one question.
type questionPage struct {
	frame
	Description, GraphQL string
	// Address is the address to which the form is submitted.
	Address string
	Fields  []field
	Offers  []offer
	// Faults are the faults in the given values.
	Faults []string
	// Exemplary reports whether the answer is for the example.
	Exemplary bool
	Tables    []tableView
	// Unknown are the given ids that explain an empty answer.
	Unknown []unknownID
	// Editor is the address of the question in the editor.
	Editor string
	Files  []download
	// Citation is the text by which the answer is cited.
	Citation string
}

// field is a parameter in the form.
type field struct {
	Name, Label, Value, Kind string
	// Hint is shown while the field is empty: the default, or an example.
	Hint           string
	Required, List bool
	Choices        []choice
	Offers         string
}

// choice is a value that can be chosen in a field.
type choice struct {
	Value, Label string
	Chosen       bool
}

// offer holds the entities that fields suggest, by the name of their list.
type offer struct {
	Name     string
	Entities []named
}

// named is an entity by its name.
type named struct{ ID, Name string }

// unknownID is an id that no entity has, with addresses of this page for similar ones.
type unknownID struct {
	Sentence    string
	Suggestions []download
}

// download is the address of another form of the answer, or of another answer.
type download struct{ Label, Address string }

// tableView is a table on a page.
type tableView struct {
	Heading string
	Columns []string
	Rows    [][]questions.Cell
	// More is the number of rows that are only in the files.
	More int
}

// shownRows is the number of rows of a table on a page.
const shownRows = 300

// viewOf returns a described table as a page shows it. The addresses of entities get the
// suffix that carries the language of the page.
func viewOf(t questions.Table, suffix string) tableView {
	shown := func(i int) bool { return t.Columns[i].Shown == questions.Everywhere }
	v := tableView{Heading: t.Heading, More: max(len(t.Rows)-shownRows, 0)}
	for i, c := range t.Columns {
		if shown(i) {
			v.Columns = append(v.Columns, c.Heading)
		}
	}
	for _, row := range t.Rows[:len(t.Rows)-v.More] {
		var cells []questions.Cell
		for i, cell := range row {
			if shown(i) {
				cells = append(cells, itemsOf(cell, suffix))
			}
		}
		v.Rows = append(v.Rows, cells)
	}
	return v
}

// itemsOf returns the values of a cell that are not empty.
func itemsOf(cell questions.Cell, suffix string) (shown questions.Cell) {
	for _, item := range cell {
		if strings.HasPrefix(item.Address, "/id/") {
			item.Address += suffix
		}
		if item.Text != "" {
			shown = append(shown, item)
		}
	}
	return shown
}

// shortLength is the greatest length of a cell that stays on one line, such as a date.
const shortLength = 12

// isShort reports whether a cell stays on one line.
func isShort(c questions.Cell) bool { return utf8.RuneCountInString(c.String()) <= shortLength }

// fields returns the parameters of a question as fields that hold the given values.
func (x *questionExchange) fields(q *questions.Question, values url.Values) (list []field) {
	for _, p := range q.Parameters {
		given := p.Items(values[p.Name])
		f := field{
			Name: p.Name, Label: p.Description.In(x.language), Hint: p.Example, Required: p.Required, List: p.List, Offers: p.Offers,
			Kind: kindOf(p), Value: strings.Join(given, separatorOf(p)),
		}
		if p.Default != "" {
			f.Hint = p.Default
		}
		for _, value := range p.Values() {
			f.Choices = append(f.Choices, choice{value, x.library.Enum(p.Enum, value, x.language), slices.Contains(given, value)})
		}
		list = append(list, f)
	}
	return list
}

// separatorOf returns the separator between the values of a list in a field.
func separatorOf(p *questions.Parameter) string {
	if p.Texts() {
		return "\n"
	}
	return ", "
}

// kindOf returns the kind of field for a parameter: a choice, lines, a number, or a line.
func kindOf(p *questions.Parameter) string {
	switch {
	case p.Enum != nil:
		return "choice"
	case p.List && p.Texts():
		return "lines"
	case !p.List && p.Number():
		return "number"
	}
	return "line"
}

package pages

import (
	"html/template"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/questions"
	"whojoins/internal/register"
	"whojoins/internal/wording"
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
	// Picture is the answer as a picture, Left the number of things that are in the tables alone.
	Picture template.HTML
	Left    int
	// Counts, Paths and Matrix are the answer if it is of that kind; then Tables repeat it.
	Counts []countView
	Paths  []pathView
	Matrix *matrixView
	Tables []tableView
	// Coverage is a sentence about how many participants are on record, or empty. Nothing is the
	// sentence of an answer without rows.
	Coverage, Nothing string
	// Unknown are the given ids that explain an empty answer.
	Unknown []unknownID
	// Editor is the address of the question in the editor.
	Editor string
	Files  []download
	// Citation is the text by which the answer is cited.
	Citation string
	// Order is the order of the tables.
	Order order
}

// field is a parameter in the form.
type field struct {
	Name, Label, Value, Kind string
	// Hint is shown while the field is empty: the default, or an example.
	Hint           string
	Required, List bool
	Choices        []choice
	Offers         string
	// Complete reports whether the field completes names of entities, of Types or of any type.
	Complete bool
	Types    string
}

// choice is a value that can be chosen in a field.
type choice struct {
	Value, Label string
	Chosen       bool
}

// offer holds the names that fields suggest, by the name of their list.
type offer struct {
	Name  string
	Names []string
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

// add adds an answer in its natural form to a page: as a picture, and in words.
func (p *questionPage) add(a answered) {
	spec := a.question.Picture
	if spec != nil && spec.Counts != nil {
		p.Counts = countViews(a.counts(), p.frame)
		return
	}
	for _, one := range a.pictures() {
		d := one.Draw()
		p.Picture, p.Left = d.Inline("picture"), d.Left
	}
	if spec != nil && spec.Paths != nil {
		p.Paths = a.paths(*spec.Paths, p.Suffix)
		return
	}
	if spec != nil && spec.Matrix != nil {
		m := a.matrix(*spec.Matrix).linked(p.Suffix)
		p.Matrix = &m
	}
	for _, t := range a.worded {
		r, _ := a.named(t.Name)
		p.Tables = append(p.Tables, r.view(p.Suffix, p.Order))
	}
}

// fields returns the parameters of a question as fields that hold the given values. labels are the
// names of the entities whose ids are given.
func (x *questionExchange) fields(q *questions.Question, values url.Values, labels map[string]string) (list []field) {
	for _, p := range q.Parameters {
		given := p.Items(values[p.Name])
		f := field{
			Name: p.Name, Label: p.Description.In(x.language), Hint: p.Example, Required: p.Required, List: p.List, Offers: p.Offers,
			Kind: kindOf(p), Complete: p.ID(), Types: strings.Join(p.Types(), ","),
		}
		if p.ID() || p.Countries {
			f.Label = aside.ReplaceAllString(f.Label, "")
		}
		if p.Default != "" {
			f.Hint = p.Default
		}
		for _, value := range p.Values() {
			f.Choices = append(f.Choices, choice{value, x.library.Enum(p.Enum, value, x.language), slices.Contains(given, value)})
		}
		if p.Countries {
			f.Choices = x.countries(given)
		}
		for i := range given {
			if name := labels[given[i]]; p.ID() && name != "" && !(p.List && strings.Contains(name, ",")) {
				given[i] = name
			}
		}
		f.Value = strings.Join(given, separatorOf(p))
		list = append(list, f)
	}
	return list
}

// aside is what a label says in parentheses about ids and codes, which a form does not need.
var aside = regexp.MustCompile(` ?\([^)]*\)`)

// countries returns all countries by their names, of which some are chosen.
func (x *questionExchange) countries(chosen []string) (list []choice) {
	for _, code := range register.Countries() {
		list = append(list, choice{code, wording.Country(code, x.language), slices.Contains(chosen, code)})
	}
	slices.SortFunc(list, func(a, b choice) int { return strings.Compare(model.Fold(a.Label), model.Fold(b.Label)) })
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
	case p.Enum != nil || p.Countries:
		return "choice"
	case p.List && p.Texts():
		return "lines"
	case !p.List && p.Number():
		return "number"
	}
	return "line"
}

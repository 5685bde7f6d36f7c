package questions

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"go.yaml.in/yaml/v3"

	"whojoins/internal/model"
)

// Question is one question of the library.
type Question struct {
	// Name is its address below /questions, and its name in the terminal.
	Name string
	// Audience is one of analysts, dashboards, researchers.
	Audience string
	// Title asks it in words, Tells says what the answer holds.
	Title, Tells Text
	// Parameters are the variables of its GraphQL, in their order.
	Parameters []*Parameter
	// GraphQL is its text: one query with a name.
	GraphQL string
	// forms are what its answer comes in.
	forms []form
	// list says that it asks for a list of the dataset, of which a file has all rows.
	list bool
}

// file is a question as it is written.
type file struct {
	Title, Tells Text
	Parameters   map[string]struct {
		Text    `yaml:",inline"`
		Example string
		// Offers is the root field whose entities the form suggests.
		Offers string
	}
	GraphQL string `yaml:"graphql"`
}

// read reads a question. What its parameters are called, which type they have and what
// stands for them when they are left out is said once, by the GraphQL.
func read(m *model.Model, name string, text []byte) (*Question, error) {
	var f file
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil {
		return nil, err
	}
	document, err := parser.ParseQuery(&ast.Source{Name: name, Input: f.GraphQL})
	if err != nil {
		return nil, err
	}
	if len(document.Operations) != 1 || document.Operations[0].Operation != ast.Query || document.Operations[0].Name == "" {
		return nil, errors.New("the GraphQL is one query with a name")
	}
	q := &Question{Name: name, Title: f.Title, Tells: f.Tells, GraphQL: f.GraphQL}
	if root, ok := document.Operations[0].SelectionSet[0].(*ast.Field); ok {
		q.list = m.RootList(root.Name) != nil
	}
	wrong := []error{f.Title.complete("title"), f.Tells.complete("tells")}
	for _, v := range document.Operations[0].VariableDefinitions {
		told, ok := f.Parameters[v.Variable]
		if !ok && v.Variable == rowsKey {
			told.Text, told.Example, ok = allWords["Rows"], "10", true
		}
		if !ok {
			wrong = append(wrong, fmt.Errorf("the variable %s has no entry in parameters", v.Variable))
			continue
		}
		delete(f.Parameters, v.Variable)
		p, err := newParameter(m, v)
		if err == nil {
			p.Describe, p.Example, p.Offers = told.Text, told.Example, told.Offers
			err = p.check(m)
		}
		wrong = append(wrong, err)
		q.Parameters = append(q.Parameters, p)
	}
	for left := range f.Parameters {
		wrong = append(wrong, fmt.Errorf("the parameter %s is no variable of the GraphQL", left))
	}
	return q, errors.Join(wrong...)
}

// Parameter is the parameter of a name; nil when there is none.
func (q *Question) Parameter(name string) *Parameter {
	i := slices.IndexFunc(q.Parameters, func(p *Parameter) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return q.Parameters[i]
}

// Path is the address of the question's page.
func (q *Question) Path() string { return "/questions/" + q.Name }

// Example is the question as it can be asked: every parameter that must be given has
// its example.
func (q *Question) Example() url.Values {
	values := url.Values{}
	for _, p := range q.Parameters {
		if p.Required {
			values[p.Name] = p.items([]string{p.Example})
		}
	}
	return values
}

// Address is where the question is answered with some values; extension is empty or
// begins with a point.
func (q *Question) Address(extension string, values url.Values) string {
	address := q.Path() + extension
	if len(values) > 0 {
		address += "?" + values.Encode()
	}
	return address
}

// Languages are those that everything is written in, the first being what there is
// when a caller speaks none of them.
var Languages = []string{"en", "fr", "nl"}

// Text is what people read, in each of the languages.
type Text struct {
	EN string `json:"en"`
	FR string `json:"fr"`
	NL string `json:"nl"`
}

// In is the text in a language.
func (t Text) In(language string) string {
	switch language {
	case "fr":
		return t.FR
	case "nl":
		return t.NL
	}
	return t.EN
}

// complete says that a text is written in all languages.
func (t Text) complete(what string) error {
	for _, language := range Languages {
		if strings.TrimSpace(t.In(language)) == "" {
			return fmt.Errorf("%s has nothing in %s; write it in %s", what, language, strings.Join(Languages, ", "))
		}
	}
	return nil
}

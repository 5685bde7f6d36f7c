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
	"whojoins/internal/wording"
)

// Question is one question of the library.
type Question struct {
	// Name is its address below /questions, and its name in the terminal.
	Name string
	// Audience is one of Audiences.
	Audience string
	// Title is the question in words, Description the contents of its answer.
	Title, Description wording.Text
	// Topic is one of Topics.
	Topic string
	// Picture says how its answer is drawn, or is nil.
	Picture *Picture
	// Parameters are the variables of its GraphQL, in their order.
	Parameters []*Parameter
	// GraphQL is its text: one named query.
	GraphQL string
	// List reports whether the query reads a list of the dataset, all of which a file
	// contains.
	List bool
	// Verdicts reports whether each row has a verdict on what it means that no participant matches.
	Verdicts bool
	// columns has the headings that only this question uses, by the path of the column.
	columns map[string]wording.Text
}

// file is a question as its YAML file has it.
type file struct {
	Title, Description wording.Text
	Topic              string
	Picture            *Picture
	Parameters         map[string]parameterText
	// Columns are headings for columns that the common words describe badly.
	Columns map[string]wording.Text
	GraphQL string `yaml:"graphql"`
}

// parameterText is the text of a parameter.
type parameterText struct {
	wording.Text `yaml:",inline"`
	Example      string
	// Offers is the root field whose entities the form suggests.
	Offers string
	// Countries reports whether a value is the code of a country.
	Countries bool
}

// parse reads a question. The names, types and defaults of its parameters come from the
// GraphQL alone; shared are the texts of parameters that questions have in common.
func parse(m *model.Model, name string, text []byte, shared map[string]parameterText) (*Question, error) {
	var f file
	if err := decode(text, &f); err != nil {
		return nil, err
	}
	document, err := parser.ParseQuery(&ast.Source{Name: name, Input: f.GraphQL})
	if err != nil {
		return nil, err
	}
	if len(document.Operations) != 1 || document.Operations[0].Operation != ast.Query || document.Operations[0].Name == "" {
		return nil, errors.New("graphql must be one query with a name")
	}
	operation := document.Operations[0]
	q := &Question{Name: name, Title: f.Title, Description: f.Description, Topic: f.Topic, Picture: f.Picture, GraphQL: f.GraphQL, columns: f.Columns}
	if root, ok := operation.SelectionSet[0].(*ast.Field); ok {
		q.List, q.Verdicts = m.RootList(root.Name) != nil, root.Name == gapsField
	}
	faults := []error{f.Title.Check("title"), f.Description.Check("description"), f.Picture.check()}
	if f.Topic != "" && !slices.Contains(Topics, f.Topic) {
		faults = append(faults, fmt.Errorf("topic must be one of %s", strings.Join(Topics, ", ")))
	}
	for path, heading := range f.Columns {
		faults = append(faults, heading.Check("the column "+path))
	}
	for _, v := range operation.VariableDefinitions {
		described, ok := f.Parameters[v.Variable]
		if !ok {
			described, ok = shared[v.Variable]
		}
		if !ok {
			faults = append(faults, fmt.Errorf("the variable %s has no entry in parameters", v.Variable))
			continue
		}
		delete(f.Parameters, v.Variable)
		p, err := newParameter(m, v, described)
		faults = append(faults, err)
		q.Parameters = append(q.Parameters, p)
	}
	for name := range f.Parameters {
		faults = append(faults, fmt.Errorf("the parameter %s is not a variable of the GraphQL", name))
	}
	return q, errors.Join(faults...)
}

// decode reads YAML and rejects unknown keys.
func decode(text []byte, into any) error {
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	return d.Decode(into)
}

// Parameter returns the parameter with a name, or nil.
func (q *Question) Parameter(name string) *Parameter {
	i := slices.IndexFunc(q.Parameters, func(p *Parameter) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return q.Parameters[i]
}

// Path returns the address of the question's page.
func (q *Question) Path() string { return "/questions/" + q.Name }

// Example returns values for which the question has an answer: the example of each required
// parameter.
func (q *Question) Example() url.Values {
	values := url.Values{}
	for _, p := range q.Parameters {
		if p.Required {
			values[p.Name] = p.Items([]string{p.Example})
		}
	}
	return values
}

// Address returns the address of the answer for some values; extension is empty or
// begins with a dot.
func (q *Question) Address(extension string, values url.Values) string {
	address := q.Path() + extension
	if len(values) > 0 {
		address += "?" + values.Encode()
	}
	return address
}

// Root returns the root field with a name of the question's GraphQL, or nil, and the variables of the
// question's example.
func (q *Question) Root(name string) (root *ast.Field, variables map[string]any) {
	document, err := parser.ParseQuery(&ast.Source{Name: q.Name, Input: q.GraphQL})
	if err != nil {
		return nil, nil // parse has read the same text
	}
	for _, s := range document.Operations[0].SelectionSet {
		if f, ok := s.(*ast.Field); ok && f.Name == name {
			variables, _ = q.Variables(q.Example())
			for _, v := range document.Operations[0].VariableDefinitions {
				if _, given := variables[v.Variable]; !given && v.DefaultValue != nil {
					variables[v.Variable], _ = v.DefaultValue.Value(nil)
				}
			}
			return f, variables
		}
	}
	return nil, nil
}

package questions

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// rowsKey is the parameter that says how many rows are asked for. Questions share it,
// and files have all rows unless it is given.
const rowsKey = "first"

// languageKey is the one key of an address that is no parameter: the language of a page.
const languageKey = "lang"

// ParameterError says that a question was not asked as it can be.
type ParameterError struct {
	Question *Question
	// Faults are what is wrong, each a sentence without its full stop.
	Faults []string
}

// Error lists what is wrong, and what would be right.
func (e *ParameterError) Error() string {
	return strings.Join(e.Faults, "; ") + "; " + e.Hint()
}

// Hint lists the parameters that are right, with an example.
func (e *ParameterError) Hint() string {
	if len(e.Question.Parameters) == 0 {
		return fmt.Sprintf("%s takes no parameters: %s", e.Question.Name, e.Question.Path())
	}
	names := make([]string, len(e.Question.Parameters))
	for i, p := range e.Question.Parameters {
		names[i] = p.Name + " (" + p.Type + ", " + p.Need() + ")"
	}
	return fmt.Sprintf("%s takes %s: %s", e.Question.Name, strings.Join(names, ", "), e.Question.Address("", e.Question.Example()))
}

// Need says what happens when a parameter is left out.
func (p *Parameter) Need() string {
	switch {
	case p.Required:
		return "such as " + p.Example
	case p.Default != "":
		return p.Default + " when left out"
	}
	return "may be left out"
}

// Variables reads what a caller gave into the variables of the GraphQL. The error is a
// ParameterError with all that is wrong.
func (q *Question) Variables(values url.Values) (map[string]any, error) {
	variables, wrong := map[string]any{}, &ParameterError{Question: q}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if q.Parameter(name) == nil && name != languageKey {
			wrong.Faults = append(wrong.Faults, fmt.Sprintf("%.40q is no parameter of %s", name, q.Name))
		}
	}
	for _, p := range q.Parameters {
		value, err := p.value(values[p.Name])
		switch {
		case err != nil:
			wrong.Faults = append(wrong.Faults, p.Name+" "+err.Error())
		case value != nil:
			variables[p.Name] = value
		case p.Required:
			wrong.Faults = append(wrong.Faults, p.Name+" is missing")
		}
	}
	if len(wrong.Faults) > 0 {
		return nil, wrong
	}
	return variables, nil
}

// given says whether an address gives any parameter.
func given(values url.Values) bool {
	return slices.ContainsFunc(slices.Collect(maps.Keys(values)), func(name string) bool { return name != languageKey })
}

package questions

import (
	_ "embed"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/wording"
)

// LanguageKey is the one key of an address that is not a parameter: the language of a
// page.
const LanguageKey = "lang"

//go:embed messages.yaml
var messagesFile []byte

// messages are the sentences about wrong parameters. Their verbs are filled in by
// position, since the order of words differs between languages.
var messages = func() (all map[string]wording.Text) {
	if err := yaml.Unmarshal(messagesFile, &all); err != nil {
		panic(err) // the file is built into the program
	}
	return all
}()

// sentence fills in a message in every language.
func sentence(name string, values ...any) *wording.Text {
	text := messages[name]
	return &wording.Text{EN: fmt.Sprintf(text.EN, values...), FR: fmt.Sprintf(text.FR, values...), NL: fmt.Sprintf(text.NL, values...)}
}

// ParameterError lists the faults in the values given for a question's parameters.
type ParameterError struct {
	Question *Question
	// Faults are sentences without their full stops.
	Faults []wording.Text
}

// Error states the faults and the accepted parameters, in English.
func (e *ParameterError) Error() string {
	return strings.Join(e.In(wording.Languages[0]), "; ") + "; " + e.Hint()
}

// In returns the faults in a language.
func (e *ParameterError) In(language string) (faults []string) {
	for _, f := range e.Faults {
		faults = append(faults, f.In(language))
	}
	return faults
}

// Hint lists the accepted parameters, with an example.
func (e *ParameterError) Hint() string {
	if len(e.Question.Parameters) == 0 {
		return fmt.Sprintf("%s has no parameters: %s", e.Question.Name, e.Question.Path())
	}
	names := make([]string, len(e.Question.Parameters))
	for i, p := range e.Question.Parameters {
		names[i] = p.Name + " (" + p.Type + ", " + p.Need(wording.Languages[0]) + ")"
	}
	return fmt.Sprintf("the parameters of %s are %s: %s", e.Question.Name, strings.Join(names, ", "), e.Question.Address("", e.Question.Example()))
}

// Need states in a language what happens if a parameter is left out.
func (p *Parameter) Need(language string) string {
	switch {
	case p.Required:
		return sentence("NeedRequired", p.Example).In(language)
	case p.Default != "":
		return sentence("NeedDefault", p.Default).In(language)
	}
	return sentence("NeedOptional").In(language)
}

// Variables parses the values that a caller gave into the variables of the GraphQL. The
// error is a *ParameterError with every fault.
func (q *Question) Variables(values url.Values) (map[string]any, error) {
	variables, faults := map[string]any{}, []wording.Text(nil)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if q.Parameter(name) == nil && name != LanguageKey {
			faults = append(faults, *sentence("UnknownParameter", fmt.Sprintf("%.40q", name), q.Name))
		}
	}
	for _, p := range q.Parameters {
		value, fault := p.value(values[p.Name])
		switch {
		case fault != nil:
			faults = append(faults, *fault)
		case value != nil:
			variables[p.Name] = value
		case p.Required:
			faults = append(faults, *sentence("Missing", p.Name))
		}
	}
	if len(faults) > 0 {
		return nil, &ParameterError{q, faults}
	}
	return variables, nil
}

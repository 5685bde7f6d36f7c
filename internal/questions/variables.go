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

// messages are the sentences about wrong parameters and unknown ids.
var messages = func() (all map[string]wording.Text) {
	if err := yaml.Unmarshal(messagesFile, &all); err != nil {
		panic(err) // the file is built into the program
	}
	return all
}()

// Fault is an error in a value that a caller gave.
type Fault struct {
	// Parameter is the parameter of the value; nil if none has that name.
	Parameter *Parameter
	// name is the name of the parameter, message the name of the message.
	name, message string
	// accepted describes the accepted values, if the message mentions them.
	accepted string
}

// fault returns a fault in a value of the parameter.
func (p *Parameter) fault(message string, accepted ...string) *Fault {
	return &Fault{p, p.Name, message, strings.Join(accepted, "")}
}

// In returns a description of the fault in a language, as a clause about the parameter's name.
func (f Fault) In(language string) string { return f.clause(f.name, f.accepted, language) }

func (f Fault) clause(subject, accepted, language string) string {
	return strings.NewReplacer("{name}", subject, "{accepted}", accepted).Replace(messages[f.message].In(language))
}

// Explain returns a description of a fault in a language, in the words of a form: by the label
// of the parameter, with the words for the values of an enum.
func (l *Library) Explain(f Fault, language string) string {
	if f.Parameter == nil {
		return f.In(language)
	}
	accepted := f.accepted
	if e := f.Parameter.Enum; e != nil && f.message == "OneOf" {
		var words []string
		for _, v := range e.Values {
			words = append(words, l.Enum(e, v.Name, language))
		}
		accepted = strings.Join(words, ", ")
	}
	label := strings.ReplaceAll(messages["Label"].In(language), "{name}", f.Parameter.Label(language))
	return f.clause(label, accepted, language)
}

// ParameterError lists the faults in the values given for a question's parameters.
type ParameterError struct {
	Question *Question
	Faults   []Fault
}

// Error lists the faults and the accepted parameters, in English.
func (e *ParameterError) Error() string {
	return strings.Join(e.In(wording.Languages[0]), "; ") + "; " + e.Hint()
}

// In lists the faults in a language, as clauses.
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

// Need describes in a language the effect of leaving a parameter out.
func (p *Parameter) Need(language string) string {
	switch {
	case p.Required:
		return p.fault("NeedRequired", p.Example).In(language)
	case p.Default != "":
		return p.fault("NeedDefault", p.Default).In(language)
	}
	return p.fault("NeedOptional").In(language)
}

// Label returns the first words of the description, which name the parameter; what follows
// in brackets or after a semicolon explains it.
func (p *Parameter) Label(language string) string {
	text := p.Description.In(language)
	if end := strings.IndexAny(text, "(;."); end > 0 {
		text = text[:end]
	}
	return strings.TrimSpace(text)
}

// Variables parses the values that a caller gave into the variables of the GraphQL. The
// error is a *ParameterError with every fault.
func (q *Question) Variables(values url.Values) (map[string]any, error) {
	variables, faults := map[string]any{}, []Fault(nil)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if q.Parameter(name) == nil && name != LanguageKey {
			faults = append(faults, Fault{nil, fmt.Sprintf("%.40q", name), "UnknownParameter", q.Name})
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
			faults = append(faults, *p.fault("Missing"))
		}
	}
	if len(faults) > 0 {
		return nil, &ParameterError{q, faults}
	}
	return variables, nil
}

package questions

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// Parameter is what a question can be asked about.
type Parameter struct {
	Name string
	// Type is as GraphQL writes it: ID!, [Role!].
	Type string
	// Required says that there is no answer without it.
	Required bool
	// Default is what stands for it when it is left out, as a caller would write it;
	// empty for nothing.
	Default string
	// Example is a value that the dataset in the program answers something for.
	Example  string
	Describe Text
	// Offers is the list of entities whose ids it may be; empty for none.
	Offers string
	// List says that it takes several values.
	List bool

	named string
	enum  *model.Enum
}

// newParameter makes a parameter of a variable.
func newParameter(m *model.Model, v *ast.VariableDefinition) (*Parameter, error) {
	p := &Parameter{Name: v.Variable, Type: v.Type.String(), named: v.Type.Name(), List: v.Type.Elem != nil}
	p.Required = v.Type.NonNull && v.DefaultValue == nil
	if v.DefaultValue != nil {
		p.Default = v.DefaultValue.Raw
	}
	if i := slices.IndexFunc(m.Enums, func(e *model.Enum) bool { return e.Name == p.named }); i >= 0 {
		p.enum = m.Enums[i]
		return p, nil
	}
	switch p.named {
	case "ID", "String", "Int", "Float", "Boolean", "Date":
		return p, nil
	}
	return nil, fmt.Errorf("the variable %s is a %s, which cannot be written in an address", p.Name, p.named)
}

// check holds what is written of a parameter to its type.
func (p *Parameter) check(m *model.Model) error {
	if err := p.Describe.complete("the parameter " + p.Name); err != nil {
		return err
	}
	if p.Offers != "" && m.RootList(p.Offers) == nil {
		return fmt.Errorf("the parameter %s offers %s, which is no list", p.Name, p.Offers)
	}
	for _, text := range []string{p.Example, p.Default} {
		if text == "" {
			continue
		}
		if _, err := p.value([]string{text}); err != nil {
			return fmt.Errorf("the parameter %s: %w", p.Name, err)
		}
	}
	if p.Example == "" {
		return fmt.Errorf("the parameter %s has no example", p.Name)
	}
	return nil
}

// Words are the values of an enum; nil for another type.
func (p *Parameter) Words() (words []string) {
	if p.enum != nil {
		for _, w := range p.enum.Values {
			words = append(words, w.Name)
		}
	}
	return words
}

// value reads what a caller wrote: once for one value, and for a list as often as one
// likes, or several values at once, separated by commas or, since names have commas, by
// lines. Nothing but white space is no value; the result is then nil.
func (p *Parameter) value(texts []string) (any, error) {
	items := p.items(texts)
	if len(items) == 0 {
		return nil, nil
	}
	if !p.List {
		if len(items) > 1 {
			return nil, fmt.Errorf("is given %d times; it takes one value", len(items))
		}
		return p.scalar(items[0])
	}
	list := make([]any, len(items))
	for i, item := range items {
		one, err := p.scalar(item)
		if err != nil {
			return nil, err
		}
		list[i] = one
	}
	return list, nil
}

// items are the single texts that a caller wrote.
func (p *Parameter) items(texts []string) (items []string) {
	separator := func(r rune) bool { return r == '\n' || r == '\r' || r == ',' && p.named != "String" }
	for _, text := range texts {
		parts := []string{text}
		if p.List {
			parts = strings.FieldsFunc(text, separator)
		}
		for _, part := range parts {
			if part = strings.TrimSpace(part); part != "" {
				items = append(items, part)
			}
		}
	}
	return items
}

// scalar reads one value. Errors say what is right, never what was sent: that may be
// anything.
func (p *Parameter) scalar(text string) (any, error) {
	switch {
	case p.enum != nil:
		word := strings.ToUpper(strings.NewReplacer(" ", "_", "-", "_").Replace(text))
		if p.enum.Position(word) < 0 {
			return nil, fmt.Errorf("takes one of %s", strings.Join(p.Words(), ", "))
		}
		return word, nil
	case p.named == "Int":
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("takes a whole number, such as %s", p.Example)
		}
		return n, nil
	case p.named == "Float":
		if _, err := strconv.ParseFloat(text, 64); err != nil || !json.Valid([]byte(text)) {
			return nil, fmt.Errorf("takes a number, such as %s", p.Example)
		}
		return json.Number(text), nil
	case p.named == "Boolean":
		if text != "true" && text != "false" {
			return nil, fmt.Errorf("takes true or false")
		}
		return text == "true", nil
	case p.named == "Date":
		if _, _, err := model.ParseDate(text); err != nil {
			return nil, fmt.Errorf("takes a date, such as 2024-05-17, 2021-10 or 2014")
		}
	}
	return text, nil
}

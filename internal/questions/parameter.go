package questions

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
	"whojoins/internal/wording"
)

// RowsParameter is the parameter for the number of rows. Questions share it, and files
// hold all rows unless it is given.
const RowsParameter = "first"

// Parameter is a variable of a question's GraphQL.
type Parameter struct {
	Name string
	// Type is the type as GraphQL writes it: ID!, [Role!].
	Type string
	// Required reports whether the question needs a value for it.
	Required bool
	// Default is the value used when it is left out, as a caller would write it; empty
	// for none.
	Default string
	// Example is a value for which the dataset in the program has an answer.
	Example string
	// Description explains the parameter in words.
	Description wording.Text
	// Offers is the root field of the entities whose ids it accepts; empty for others.
	Offers string
	// Countries reports whether a value is the code of a country.
	Countries bool
	// List reports whether it accepts several values.
	List bool
	// Enum holds the accepted values; nil for another type.
	Enum *model.Enum

	// scalar is the name of the type of one value.
	scalar string
	// types are the types of the offered entities, as values of EntityType.
	types []string
}

// newParameter returns the parameter for a variable and its text.
func newParameter(m *model.Model, v *ast.VariableDefinition, text parameterText) (*Parameter, error) {
	p := &Parameter{
		Name: v.Variable, Type: v.Type.String(), Required: v.Type.NonNull && v.DefaultValue == nil,
		Example: text.Example, Description: text.Text, Offers: text.Offers, Countries: text.Countries, List: v.Type.Elem != nil, scalar: v.Type.Name(),
	}
	if v.DefaultValue != nil {
		p.Default = v.DefaultValue.Raw
	}
	if i := slices.IndexFunc(m.Enums, func(e *model.Enum) bool { return e.Name == p.scalar }); i >= 0 {
		p.Enum = m.Enums[i]
	} else if !slices.Contains([]string{"ID", "String", "Int", "Float", "Boolean", "PartialDate"}, p.scalar) {
		return nil, fmt.Errorf("the variable %s is a %s, which cannot be written in an address", p.Name, p.scalar)
	}
	return p, p.check(m)
}

// check compares the text of a parameter with its type, and sets the offered types.
func (p *Parameter) check(m *model.Model) error {
	if err := p.Description.Check("the parameter " + p.Name); err != nil {
		return err
	}
	if p.Offers != "" {
		list := m.RootList(p.Offers)
		if list == nil {
			return fmt.Errorf("the parameter %s offers %s, which is not a list of the schema", p.Name, p.Offers)
		}
		for _, t := range list.Members {
			p.types = append(p.types, t.Enum)
		}
	}
	if p.Example == "" {
		return fmt.Errorf("the parameter %s has no example", p.Name)
	}
	for _, text := range []string{p.Example, p.Default} {
		if text == "" {
			continue
		}
		if _, fault := p.value([]string{text}); fault != nil {
			return fmt.Errorf("the parameter %s: %s", p.Name, fault.In(wording.Languages[0]))
		}
	}
	return nil
}

// Values returns the accepted values of an enum; nil for another type.
func (p *Parameter) Values() (values []string) {
	if p.Enum != nil {
		for _, v := range p.Enum.Values {
			values = append(values, v.Name)
		}
	}
	return values
}

// Types returns the types of the entities whose ids are accepted, as values of EntityType; none for
// any.
func (p *Parameter) Types() []string { return p.types }

// Texts reports whether a value may be any text, in which a comma is not a separator.
func (p *Parameter) Texts() bool { return p.scalar == "String" }

// Number reports whether a value is a whole number.
func (p *Parameter) Number() bool { return p.scalar == "Int" }

// ID reports whether a value is the id of an entity.
func (p *Parameter) ID() bool { return p.scalar == "ID" }

// value parses the texts that a caller gave: one for a single value; for a list any
// number, each with one value or several separated by commas or, for texts, by lines.
// The result is nil if there is only white space.
func (p *Parameter) value(texts []string) (any, *Fault) {
	items := p.Items(texts)
	if len(items) == 0 {
		return nil, nil
	}
	if !p.List {
		if len(items) > 1 {
			return nil, p.fault("Twice", strconv.Itoa(len(items)))
		}
		return p.parse(items[0])
	}
	list := make([]any, len(items))
	for i, item := range items {
		one, fault := p.parse(item)
		if fault != nil {
			return nil, fault
		}
		list[i] = one
	}
	return list, nil
}

// Items splits the texts that a caller gave into single values.
func (p *Parameter) Items(texts []string) (items []string) {
	separator := func(r rune) bool { return r == '\n' || r == '\r' || r == ',' && !p.Texts() }
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

// parse parses one value. A fault describes the accepted values and never quotes the caller's
// text, which may be anything.
func (p *Parameter) parse(text string) (any, *Fault) {
	switch {
	case p.Enum != nil:
		value := strings.ToUpper(strings.NewReplacer(" ", "_", "-", "_").Replace(text))
		if p.Enum.Position(value) < 0 {
			return nil, p.fault("OneOf", strings.Join(p.Values(), ", "))
		}
		return value, nil
	case p.scalar == "Int":
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return nil, p.fault("WholeNumber", p.Example)
		}
		return n, nil
	case p.scalar == "Float":
		if _, err := strconv.ParseFloat(text, 64); err != nil || !json.Valid([]byte(text)) {
			return nil, p.fault("Number", p.Example)
		}
		return json.Number(text), nil
	case p.scalar == "Boolean":
		if text != "true" && text != "false" {
			return nil, p.fault("TrueOrFalse")
		}
		return text == "true", nil
	case p.scalar == "PartialDate":
		if _, _, err := model.ParseDate(text); err != nil {
			return nil, p.fault("Date")
		}
	}
	return text, nil
}

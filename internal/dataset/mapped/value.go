package mapped

import (
	"fmt"
	"regexp"
	"strings"

	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// values returns the values of a column in a row for a field. It returns none for an empty cell.
func (m *Map) values(w *row, field *model.Field, part string, c *Column) (list []statement.Value, err error) {
	text := c.Value
	if c.Column != "" {
		text = w.get(c.Column)
	}
	cells := []string{text}
	if c.Separator != "" {
		cells = strings.Split(text, c.Separator)
	}
	for _, cell := range cells {
		if cell = strings.TrimSpace(cell); cell == "" || cell == "-" {
			continue
		}
		if len(c.Values) > 0 {
			meant, known := meaning(c, cell)
			if !known {
				return nil, fmt.Errorf("%s: the map does not say what %.60q means; add it under values, or write otherwise", c.Column, cell)
			}
			if cell = meant; cell == "" {
				continue
			}
		}
		v, err := m.value(field, part, cell)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Column, err)
		}
		list = append(list, v)
	}
	return list, nil
}

// meaning returns what a word of a column means. Case makes no difference.
func meaning(c *Column, word string) (string, bool) {
	for from, to := range c.Values {
		if strings.EqualFold(from, word) {
			return to, true
		}
	}
	return c.Otherwise, c.Otherwise != ""
}

// value returns a cell as the value of a field.
func (m *Map) value(field *model.Field, part, cell string) (statement.Value, error) {
	switch {
	case field.Money():
		return intake.Money(cell)
	case field.Scalar == model.Parts:
		return object(field, part, cell), nil
	case field.Scalar == model.Date:
		day, err := m.date(cell)
		return statement.Text(day), err
	case field.Role == model.Country:
		if code := intake.Country(cell); code != "" {
			return statement.Text(code), nil
		}
		if code := model.CountryCode(cell); code != "" {
			return statement.Text(code), nil
		}
	case field.Scalar == model.Boolean:
		switch strings.ToLower(cell) {
		case "yes", "y", "1", "true", "x", "oui", "ja":
			return statement.Text("true"), nil
		case "no", "n", "0", "false", "non", "nee":
			return statement.Text("false"), nil
		}
	case field.Scalar == model.EnumValue:
		word := strings.ToUpper(strings.Join(strings.Fields(strings.ReplaceAll(cell, "-", " ")), "_"))
		if statement.CheckWord(field.Enum, word) == nil {
			return statement.Text(word), nil
		}
		return statement.Value{}, fmt.Errorf("%.60q is no %s; say under values what it means: %w", cell, field.Enum.Name, statement.CheckWord(field.Enum, cell))
	}
	return statement.Text(cell), nil
}

// object returns a cell as an object of a list, whose first required part is the word of the map.
func object(field *model.Field, part, cell string) statement.Value {
	names := required(field)
	if field.Object.Field("url") != nil && part != "" && strings.Contains(strings.Join(names, " "), "url") {
		if address := intake.URL(cell); address != "" {
			cell = address
		}
	}
	words := make([]string, 0, 6)
	for i, name := range names {
		switch {
		case i == 0 && len(names) > 1:
			words = append(words, name, part)
		case i < 2:
			words = append(words, name, cell)
		default: // how exact a figure is
			words = append(words, name, "EQ")
		}
	}
	return statement.Parts(words...)
}

// written is a day in another order than that of ISO 8601.
var written = regexp.MustCompile(`^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})$`)

// date returns a date as the schema writes it.
func (m *Map) date(cell string) (string, error) {
	if day, err := intake.Day(cell); err == nil {
		return day, nil
	}
	if _, _, err := model.ParseDate(cell); err == nil {
		return cell, nil
	}
	parts := written.FindStringSubmatch(cell)
	if parts == nil {
		return "", fmt.Errorf("%.40q is not a date; 2024-05-17, 2024-05 or 2024 would be one", cell)
	}
	day, month := parts[1], parts[2]
	switch m.Dates {
	case monthFirst:
		day, month = month, day
	case dayFirst:
	default:
		return "", fmt.Errorf("%.40q could have the day or the month first; write dates: %s, or dates: %s, in the map", cell, dayFirst, monthFirst)
	}
	text := fmt.Sprintf("%s-%02s-%02s", parts[3], month, day)
	if _, _, err := model.ParseDate(text); err != nil {
		return "", fmt.Errorf("%.40q is not a date: %w", cell, err)
	}
	return text, nil
}

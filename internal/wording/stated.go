package wording

import (
	"regexp"
	"strings"
)

// The forms in which a claim has the values of fields that are objects: those of a sum of money, of a
// figure, and of an item that begins with a word of its own, as notes and identifiers do.
var (
	moneyForm  = regexp.MustCompile(`^([A-Z]{3}) (-?[0-9]+(?:\.[0-9]+)?)$`)
	figureForm = regexp.MustCompile(`^measure: (.+), value: (-?[0-9.]+), comparator: ([A-Z]+)(?:, unit: (.+?))?(?:, date: ([-/0-9]+))?$`)
	itemForm   = regexp.MustCompile(`^([a-z ]+): ?(.+)$`)
)

// Stated returns the words for the value that a claim has for a field, which is one text also where the
// field is an object.
func (d *Dictionary) Stated(field, value, language string) string {
	if d.HasDates(field) {
		return Date(value, language)
	}
	if m := moneyForm.FindStringSubmatch(value); m != nil {
		return Amount(m[2], language) + "\u00a0" + m[1]
	}
	if m := figureForm.FindStringSubmatch(value); m != nil {
		return capital(m[1]) + ": " + d.Figure(m[3], m[2], m[4], m[5], language)
	}
	if m := itemForm.FindStringSubmatch(value); m != nil {
		if about, ok := domain.Notes[m[1]]; ok {
			return about.In(language) + ": " + m[2]
		}
		if scheme, ok := domain.Schemes[m[1]]; ok {
			return scheme.In(language) + ": " + m[2]
		}
	}
	return d.Value(field, value, language)
}

// Figure returns a figure in words: About 1 000 EUR (2020). The unit and the date may be empty.
func (d *Dictionary) Figure(comparator, value, unit, date, language string) string {
	var parts []string
	if comparator != "EQ" {
		parts = append(parts, d.Value("comparator", comparator, language))
	}
	parts = append(parts, Number(value, language))
	if unit != "" {
		parts = append(parts, unit)
	}
	if date != "" {
		parts = append(parts, "("+Date(date, language)+")")
	}
	return strings.Join(parts, " ")
}

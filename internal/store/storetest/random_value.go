package storetest

import (
	"fmt"

	"whojoins/internal/model"
)

// words are texts that need folding or escaping, or that could confuse a parser.
var words = []string{
	"plain", "Plain", "plain words", "Ünïcode", "Łódź-like", "naïve (synthetic)", `with "quotes"`, `back\slash`,
	"two\nlines", "<b>&amp;</b>", "line\u2028separator", "emoji 🧬", "zz", "a-b-c", "ſtraße", "Ωmega",
}

// currencies are real currency codes, so that a validation of codes accepts them.
var currencies = []string{"CHF", "EUR", "USD"}

// value returns a random value of a field.
func (r *randomizer) value(f *model.Field) model.Value {
	switch f.Scalar {
	case model.Int:
		return model.IntValue(int64(1900 + r.IntN(130)))
	case model.Float:
		if r.IntN(20) > 0 && f.Role == model.Latitude {
			return model.FloatValue(float64(r.IntN(1441)-720) / 8)
		}
		if r.IntN(20) > 0 && f.Role == model.Longitude {
			return model.FloatValue(float64(r.IntN(2881)-1440) / 8)
		}
		return model.FloatValue(r.float())
	case model.Boolean:
		return model.BoolValue(r.IntN(2) == 0)
	case model.Date:
		return model.DateValue(r.date(f.Name))
	case model.EnumValue:
		return model.EnumOf(f.Enum.Values[r.IntN(len(f.Enum.Values))].Name)
	case model.Cents:
		return model.CentsValue([]int64{0, 1, 10, 150, 99_999, 1_600_000_000}[r.IntN(6)] * int64(1+r.IntN(3)))
	case model.ID:
		return model.IDValue(fmt.Sprintf("id-%d", r.IntN(1000)))
	}
	if f.Parent != nil && f.Parent.Money() {
		return model.TextValue(currencies[r.IntN(len(currencies))])
	}
	if f.Name == "measure" && r.IntN(2) == 0 {
		return model.TextValue([]string{"partners", "members", "participants"}[r.IntN(3)])
	}
	word := words[r.IntN(len(words))]
	if r.IntN(2) == 0 {
		word = fmt.Sprintf("%s %d", word, r.IntN(20))
	}
	return model.TextValue(word)
}

// float returns a number that is exact in sums and in print, or one with an exponent.
func (r *randomizer) float() float64 {
	switch r.IntN(20) {
	case 0:
		return []float64{0, 1e21, 1e-7, 123456789.5, -0.25}[r.IntN(5)]
	case 1, 2, 3, 4, 5, 6:
		return float64(r.IntN(6)) // as many as an entity has relations
	}
	return float64(r.IntN(1800)-900) / 8
}

// date returns a date of any precision. Most starts are before 2015 and ends after it;
// sometimes a start is after its end, since sources may contradict each other.
func (r *randomizer) date(field string) string {
	year := 2005 + r.IntN(20)
	switch usual := r.IntN(10) > 0; {
	case usual && (field == "start" || field == "since" || field == "opens"):
		year = 2005 + r.IntN(10)
	case usual && (field == "end" || field == "until"):
		year = 2016 + r.IntN(10)
	}
	month, day := 1+r.IntN(12), 1+r.IntN(28)
	switch r.IntN(5) {
	case 0:
		return fmt.Sprintf("%04d", year)
	case 1:
		return fmt.Sprintf("%04d-%02d", year, month)
	case 2:
		return fmt.Sprintf("%04d-%02d/%04d", year, month, year+1)
	default:
		return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	}
}

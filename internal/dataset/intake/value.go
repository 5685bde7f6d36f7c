package intake

import (
	"fmt"
	"math/big"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/register"
)

// plainAmount is a sum with at most one separator, groupedAmount one with groups of three digits.
var (
	plainAmount   = regexp.MustCompile(`^(-?)([0-9]+)(?:([.,])([0-9]+))?$`)
	groupedAmount = regexp.MustCompile(`^(-?)([0-9]{1,3}(?:[., \x{a0}\x{202f}'][0-9]{3})+)(?:([.,])([0-9]+))?$`)
)

// Money returns a sum in euros in its short form, or nothing if the text is empty: an unknown sum
// is not zero. Registers write a decimal point or a decimal comma, sometimes both in one row; more
// than two decimals are rounded to cents. A sum that could be read in two ways is an error.
func Money(text string) (statement.Value, error) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(text), "EUR"), "€"))
	if text == "" || text == "-" {
		return statement.Value{}, nil
	}
	if plainSum(text) {
		return statement.Text("EUR " + text), nil
	}
	sign, whole, decimals, err := amount(text)
	if err != nil {
		return statement.Value{}, err
	}
	if len(decimals) > 2 {
		exact, ok := new(big.Rat).SetString(whole + "." + decimals)
		if !ok {
			return statement.Value{}, fmt.Errorf("%q is not a sum of money", text)
		}
		return statement.Text("EUR " + sign + exact.FloatString(2)), nil
	}
	if decimals != "" {
		decimals = "." + decimals
	}
	return statement.Text("EUR " + sign + whole + decimals), nil
}

// plainSum reports whether a sum is written as most are, and as statements have it: digits, perhaps
// with a point and one or two decimals.
func plainSum(text string) bool {
	whole, decimals, point := strings.Cut(text, ".")
	return isDigits(whole) && (!point || isDigits(decimals) && len(decimals) <= 2)
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// amount splits a sum into its parts.
func amount(text string) (sign, whole, decimals string, err error) {
	if m := plainAmount.FindStringSubmatch(text); m != nil {
		if m[3] == "," && len(m[4]) == 3 && len(m[2]) <= 3 && m[2] != "0" {
			return "", "", "", fmt.Errorf("%q is one of two sums, with a decimal comma or with a comma after the thousands", text)
		}
		return m[1], m[2], m[4], nil
	}
	m := groupedAmount.FindStringSubmatch(text)
	if m == nil {
		return "", "", "", fmt.Errorf("%q is not a sum of money; 1234.50 or 1234,50 would be one", text)
	}
	group := strings.Trim(m[2], "0123456789")
	separator := []rune(group)[0]
	if strings.Trim(group, "0123456789"+string(separator)) != "" || m[3] == string(separator) {
		return "", "", "", fmt.Errorf("%q is not a sum of money; 1234.50 or 1234,50 would be one", text)
	}
	return m[1], strings.ReplaceAll(m[2], string(separator), ""), m[4], nil
}

// Day returns a day without its time, or an error if the text is neither empty nor a day.
func Day(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" || text == "-" {
		return "", nil
	}
	day, rest := text, ""
	if len(text) > 10 {
		day, rest = text[:10], text[10:]
	}
	if len(day) != 10 || rest != "" && rest[0] != 'T' && rest[0] != ' ' || day[4] != '-' || day[7] != '-' ||
		!isDigits(day[:4]) || !within(day[5:7], "01", "12") || !within(day[8:], "01", "31") {
		return "", fmt.Errorf("%q is not a day; 2024-05-17 would be one", text)
	}
	return day, nil
}

// within reports whether two digits are at least and at most those of two numbers.
func within(digits, least, most string) bool {
	return isDigits(digits) && digits >= least && digits <= most
}

// Country returns the code of a country in ISO 3166-1, or "" if the text is none.
func Country(text string) string {
	code, _, err := register.Country(strings.ToUpper(strings.TrimSpace(text)))
	if err != nil {
		return ""
	}
	return code
}

// placeholders are what registers write where they have no identifier, in lower case.
var placeholders = map[string]bool{"": true, "missing": true, "notapplicable": true, "not applicable": true, "n/a": true, "na": true, "none": true, "null": true, "-": true, "0": true, "unknown": true, "x": true, "xxx": true}

// VAT returns a VAT number in its standard form, or "" and whether the text was a placeholder.
func VAT(text, country string) (number string, placeholder bool) {
	text = strings.ToUpper(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" .-/", r) }), ""))
	if placeholders[strings.ToLower(text)] || strings.Trim(text, "0") == "" {
		return "", true
	}
	for _, candidate := range []string{text, country + text} {
		if number, err := register.Identifier("vat", candidate); err == nil {
			return number, false
		}
	}
	return "", false
}

// PIC returns a participant identification code, or "".
func PIC(text string) string {
	if pic, err := register.Identifier("pic", strings.TrimSpace(text)); err == nil && strings.Trim(pic, "0") != "" {
		return pic
	}
	return ""
}

// Grant returns a grant number, or "" if the text is none: registers use digits.
func Grant(text string) string {
	text = strings.TrimSpace(text)
	if len(text) < 3 || len(text) > 12 || strings.Trim(text, "0123456789") != "" {
		return ""
	}
	return text
}

// Location returns a position, or nothing if the text is none. The position 0,0 stands for an
// unknown one.
func Location(latitude, longitude string) statement.Value {
	lat, latErr := strconv.ParseFloat(strings.TrimSpace(latitude), 64)
	long, longErr := strconv.ParseFloat(strings.TrimSpace(longitude), 64)
	if latErr != nil || longErr != nil || !(lat >= -90 && lat <= 90) || !(long >= -180 && long <= 180) || lat == 0 && long == 0 {
		return statement.Value{}
	}
	return statement.Parts("latitude", strconv.FormatFloat(lat, 'f', -1, 64), "longitude", strconv.FormatFloat(long, 'f', -1, 64))
}

// URL returns the address of a web page, or "" if the text is none. Registers often leave out
// the beginning.
func URL(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.ContainsAny(text, " \t\n\"<>") {
		return ""
	}
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || !strings.Contains(u.Host, ".") || u.User != nil {
		return ""
	}
	return text
}

// Slug returns a text as part of an id: lower-case letters, digits and single hyphens.
func Slug(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(words, "-")
}

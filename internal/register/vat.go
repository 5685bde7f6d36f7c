package register

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// vatRule is what is known of the VAT numbers of a country.
type vatRule struct {
	// form is the form of a number without the letters of the country.
	form *regexp.Regexp
	// words describe the form.
	words string
	// expect returns the number with the check digits that fit its other digits, or "" if none
	// fit. It is nil where the check digits are not checked.
	expect func(number string) string
}

func rule(form, words string, expect func(string) string) vatRule {
	return vatRule{regexp.MustCompile("^(?:" + form + ")$"), words, expect}
}

// vatRules are those of the member states of the European Union, by the letters that their
// numbers begin with (Council Directive 2006/112/EC, art. 215; EL is Greece), and of Northern
// Ireland (XI).
var vatRules = map[string]vatRule{
	"AT": rule(`U\d{8}`, "U and 8 digits", vatAT),
	"BE": rule(`[01]\d{9}`, "10 digits, the first 0 or 1", vatBE),
	"BG": rule(`\d{9,10}`, "9 or 10 digits", nil),
	"CY": rule(`\d{8}[A-Z]`, "8 digits and a letter", nil),
	"CZ": rule(`\d{8,10}`, "8 to 10 digits", nil),
	"DE": rule(`[1-9]\d{8}`, "9 digits", func(n string) string { return n[:8] + string(mod11x10(n[:8])) }),
	"DK": rule(`\d{8}`, "8 digits", nil),
	"EE": rule(`\d{9}`, "9 digits", nil),
	"EL": rule(`\d{9}`, "9 digits", nil),
	"ES": rule(`[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z]`, "9 characters, of which the first, the last or both are letters", vatES),
	"FI": rule(`\d{8}`, "8 digits", nil),
	"FR": rule(`[A-HJ-NP-Z0-9]{2}\d{9}`, "2 characters and 9 digits", vatFR),
	"HR": rule(`\d{11}`, "11 digits", func(n string) string { return n[:10] + string(mod11x10(n[:10])) }),
	"HU": rule(`\d{8}`, "8 digits", nil),
	"IE": rule(`\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W]`, "7 digits and 1 or 2 letters, or a letter as the second character", nil),
	"IT": rule(`\d{11}`, "11 digits", func(n string) string { return n[:10] + string(luhn(n[:10])) }),
	"LT": rule(`\d{9}|\d{12}`, "9 or 12 digits", nil),
	"LU": rule(`\d{8}`, "8 digits", vatLU),
	"LV": rule(`\d{11}`, "11 digits", nil),
	"MT": rule(`\d{8}`, "8 digits", nil),
	"NL": rule(`\d{9}B\d{2}`, "9 digits, B and 2 digits", vatNL),
	"PL": rule(`\d{10}`, "10 digits", nil),
	"PT": rule(`\d{9}`, "9 digits", nil),
	"RO": rule(`[1-9]\d{1,9}`, "2 to 10 digits", nil),
	"SE": rule(`\d{10}01`, "12 digits, the last 01", nil),
	"SI": rule(`\d{8}`, "8 digits", nil),
	"SK": rule(`\d{10}`, "10 digits", nil),
	"XI": rule(`\d{9}|\d{12}|GD\d{3}|HA\d{3}`, "9 or 12 digits", nil),
}

var vatSeparators = strings.NewReplacer(" ", "", ".", "", "-", "")

// vat checks a VAT number, which begins with the letters of its country. Of countries outside
// the European Union only these letters and the characters are known.
func vat(text string) (string, error) {
	bare := strings.ToUpper(vatSeparators.Replace(text))
	if rest, greek := strings.CutPrefix(bare, "GR"); greek {
		bare = "EL" + rest
	}
	if len(bare) < 4 || !strings.ContainsAny(bare, "0123456789") || !isVATCountry(bare[:2]) {
		return "", fmt.Errorf("%q is not a VAT number; one starts with the two letters of its country, such as BE and 10 digits", text)
	}
	country, number := bare[:2], bare[2:]
	if country == "BE" && len(number) == 9 {
		number = "0" + number // the form until 2005
	}
	if r, known := vatRules[country]; known {
		if !r.form.MatchString(number) {
			return "", fmt.Errorf("%q is not a VAT number of %s; after %[2]s it has %s", text, country, r.words)
		}
		if r.expect != nil {
			if want := r.expect(number); want == "" {
				return "", fmt.Errorf("%q is not a VAT number of %s, since no check digit fits its other digits; compare it with the source", text, country)
			} else if want != number {
				return "", fmt.Errorf("%q is not a VAT number of %s, since its check digits are wrong; %[2]s%s would be one; compare it with the source", text, country, want)
			}
		}
	}
	if bare = country + number; bare != text {
		return "", fmt.Errorf("%q is not the form of a VAT number; write %s", text, bare)
	}
	return text, nil
}

// isVATCountry reports whether a VAT number can begin with two letters.
func isVATCountry(letters string) bool {
	_, known := vatRules[letters]
	return known || slices.Contains(countries, letters)
}

// vatAT expects Luhn's check digit of the first six digits, less the seventh and less 4.
func vatAT(n string) string {
	return n[:8] + string('0'+(luhn(n[1:7])-'0'+20-(n[7]-'0')-4)%10)
}

func vatBE(n string) string {
	first, _ := strconv.Atoi(n[:8]) // the form has digits there
	return fmt.Sprintf("%s%02d", n[:8], 97-first%97)
}

// vatFR expects the key before the SIREN in numbers that have the key of digits, and the SIREN's
// own check digit except in Monaco, whose numbers begin with 000.
func vatFR(n string) string {
	siren := n[2:]
	if !strings.HasPrefix(siren, "000") {
		siren = siren[:8] + string(luhn(siren[:8]))
	}
	if strings.Trim(n[:2], "0123456789") != "" {
		return n[:2] + siren
	}
	return fmt.Sprintf("%02d%s", mod97(siren+"12"), siren)
}

func vatLU(n string) string {
	first, _ := strconv.Atoi(n[:6]) // the form has digits there
	return fmt.Sprintf("%s%02d", n[:6], first%89)
}

// vatNL accepts both kinds of numbers: those whose first nine digits pass the test of eleven, and
// those of sole traders since 2020, which pass ISO 7064 mod 97-10 as a whole. All others are
// expected to have the digit of the first kind.
func vatNL(n string) string {
	sum := 0
	for i := range 8 {
		sum += (9 - i) * int(n[i]-'0')
	}
	// N, L and B count as 23, 21 and 11.
	if mod97("2321"+n[:9]+"11"+n[10:]) == 1 {
		return n
	}
	if check := sum % 11; check < 10 {
		return n[:8] + strconv.Itoa(check) + n[9:]
	}
	return ""
}

const (
	nifLetters = "TRWAGMYFPDXBNJZSQVHLCKE"
	cifLetters = "JABCDEFGHI"
)

// vatES expects the letter of people (DNI, NIE) or the digit or letter of bodies (CIF).
func vatES(n string) string {
	last := n[len(n)-1]
	switch {
	case n[0] >= '0' && n[0] <= '9':
		return nif(n[:8], n[:8])
	case n[0] >= 'X' && n[0] <= 'Z':
		return nif(n[:8], string('0'+n[0]-'X')+n[1:8])
	case n[0] >= 'K' && n[0] <= 'M':
		return nif(n[:8], n[1:8])
	}
	digit := luhn(n[1:8])
	if letter := cifLetters[digit-'0']; last == letter {
		return n
	}
	return n[:8] + string(digit)
}

func nif(before, digits string) string {
	number, _ := strconv.Atoi(digits) // the form has digits there
	return before + string(nifLetters[number%23])
}

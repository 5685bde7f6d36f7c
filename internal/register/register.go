// Package register knows what public registers and standards can contain: the codes of
// countries (ISO 3166-1) and currencies (ISO 4217), and the form and the check digits of
// identifiers (ROR, ORCID, ISNI, PIC, VAT, Wikidata, DOI, grant numbers). It looks nothing up:
// an identifier that it accepts can be one, whether or not the register has it.
//
// All functions are pure. Their errors say what is wrong, and the correct form where it can be
// computed.
package register

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"whojoins/internal/model"
)

// schemes are the checks of the known registers. Each returns the identifier in the form in
// which the register writes it.
var schemes = map[string]func(text string) (string, error){
	"ror": ror, "orcid": orcid, "isni": isni, "pic": pic, "vat": vat, "wikidata": wikidata, "doi": doi, "grant": grant,
}

// Schemes returns the schemes of the registers whose identifiers this package knows, in order.
func Schemes() []string { return slices.Sorted(maps.Keys(schemes)) }

// Identifier returns an identifier of a register, whose scheme is in lower case, in the form in
// which the register writes it. The address of an identifier is read as the identifier. The
// identifiers of unknown registers are returned as they are.
func Identifier(scheme, text string) (string, error) {
	check, known := schemes[scheme]
	if !known {
		return text, nil
	}
	if value := model.AddressedAs(scheme, text); value != "" {
		text = value
	}
	return check(text)
}

//go:embed countries.txt
var countriesFile string

//go:embed currencies.txt
var currenciesFile string

var countries, currencies = codes(countriesFile), codes(currenciesFile)

// codes returns the words of a file, without its first line, which describes it.
func codes(file string) []string {
	_, list, _ := strings.Cut(file, "\n")
	return strings.Fields(list)
}

// Countries returns the codes of all countries: ISO 3166-1 alpha-2, and XK.
func Countries() []string { return slices.Clone(countries) }

// Country returns the code of a country: ISO 3166-1 alpha-2, or XK. The institutions of the
// European Union write EL and UK for GR and GB; foreign reports whether the text is one of these.
func Country(text string) (code string, foreign bool, err error) {
	switch {
	case slices.Contains(countries, text):
		return text, false, nil
	case text == "EL":
		return "GR", true, nil
	case text == "UK":
		return "GB", true, nil
	}
	if code := model.CountryCode(text); slices.Contains(countries, code) {
		return "", false, fmt.Errorf("%q is not the code of a country; write %s (ISO 3166-1)", text, code)
	}
	return "", false, fmt.Errorf("%q is not the code of a country; write its two capital letters (ISO 3166-1), such as BE, or XK", text)
}

// Currency returns an error if a text is not the code of a currency that is in use.
func Currency(text string) error {
	if slices.Contains(currencies, text) {
		return nil
	}
	if upper := strings.ToUpper(text); slices.Contains(currencies, upper) {
		return fmt.Errorf("%q is not a currency; write %s, its three capital letters (ISO 4217)", text, upper)
	}
	return fmt.Errorf("%q is not a currency in use; write its three capital letters (ISO 4217), such as EUR 1234.50; a sum in another unit is a figure", text)
}

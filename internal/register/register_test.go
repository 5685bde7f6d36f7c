package register_test

import (
	"strings"
	"testing"

	"whojoins/internal/register"
)

// TestIdentifier checks identifiers that documentation publishes as examples (ROR, ORCID, ISNI,
// the VAT numbers of the tax offices' specifications), synthetic ones, and the same with a fault.
func TestIdentifier(t *testing.T) {
	for _, test := range []struct {
		reason, scheme, text, want, fault string
	}{
		{"ROR's own example", "ror", "02mhbdp94", "02mhbdp94", ""},
		{"check digits below ten", "ror", "0zzzzzz02", "0zzzzzz02", ""},
		{"wrong check digits", "ror", "02mhbdp95", "", "02mhbdp94 would be one"},
		{"capital letters", "ror", "02MHBDP94", "", "write 02mhbdp94"},
		{"a letter that base 32 lacks", "ror", "02mhbdi94", "", "six letters or digits"},
		{"nothing but a digit", "ror", "1", "", "is not an id of ROR"},
		{"an address", "ror", "https://ror.org/02mhbdp94", "02mhbdp94", ""},
		{"an address of another register", "ror", "https://orcid.org/0000-0002-1825-0097", "", "is not an id of ROR"},

		{"ORCID's own example", "orcid", "0000-0002-1825-0097", "0000-0002-1825-0097", ""},
		{"X as the check digit", "orcid", "0000-0002-1694-233X", "0000-0002-1694-233X", ""},
		{"an address", "orcid", "https://orcid.org/0000-0002-1694-233x", "", "write 0000-0002-1694-233X"},
		{"a wrong check digit", "orcid", "0000-0002-1825-0098", "", "0000-0002-1825-0097 would be one"},
		{"no hyphens", "orcid", "0000000218250097", "", "write 0000-0002-1825-0097"},
		{"too short", "orcid", "0000-1", "", "16 digits"},

		{"ISNI's own example", "isni", "0000000121032683", "0000000121032683", ""},
		{"four blocks", "isni", "0000 0001 2103 2683", "0000000121032683", ""},
		{"an address", "isni", "https://isni.org/isni/0000000121032683", "0000000121032683", ""},
		{"hyphens", "isni", "0000-0001-2103-2683", "", "write 0000000121032683"},
		{"a wrong check digit", "isni", "0000000121032684", "", "0000000121032683 would be one"},
		{"letters", "isni", "isni", "", "16 digits"},

		{"nine digits", "pic", "900000001", "900000001", ""},
		{"eight digits", "pic", "90000001", "", "nine digits"},
		{"a placeholder", "pic", "MISSING", "", "nine digits"},

		{"an item", "wikidata", "Q42", "Q42", ""},
		{"its address", "wikidata", "http://www.wikidata.org/entity/Q42", "Q42", ""},
		{"its page", "wikidata", "https://www.wikidata.org/wiki/Q42", "Q42", ""},
		{"a small letter", "wikidata", "q42", "", "write Q42"},
		{"a property", "wikidata", "P42", "", "a Q and a number"},
		{"number nought", "wikidata", "Q0", "", "a Q and a number"},

		{"the handbook's example", "doi", "10.1000/182", "10.1000/182", ""},
		{"an address", "doi", "https://doi.org/10.1000/182", "10.1000/182", ""},
		{"the DOI of a grant", "doi", "https://doi.org/10.3030/101000001", "10.3030/101000001", ""},
		{"no suffix", "doi", "10.1000/", "", "is not a DOI"},
		{"another handle", "doi", "11.1000/182", "", "is not a DOI"},

		{"nine digits", "grant", "101000001", "101000001", ""},
		{"a national number", "grant", "G0A1234N/2-b", "G0A1234N/2-b", ""},
		{"the DOI of the grant", "grant", "https://doi.org/10.3030/101000001", "101000001", ""},
		{"the page of the grant", "grant", "https://cordis.europa.eu/project/id/101000001", "101000001", ""},
		{"no digit", "grant", "pending", "", "is not the number of a grant"},
		{"a space", "grant", "101 000 001", "", "without spaces"},
		{"the longest", "grant", strings.Repeat("1", 50), strings.Repeat("1", 50), ""},
		{"longer", "grant", strings.Repeat("1", 51), "", "is not the number"},

		{"an unknown register", "x", "any thing", "any thing", ""},
	} {
		check(t, test.scheme+", "+test.reason, test.want, test.fault)(register.Identifier(test.scheme, test.text))
	}
}

func TestVAT(t *testing.T) {
	for _, test := range []struct{ reason, text, fault string }{
		{"Austria, the specification's example", "ATU13585627", ""},
		{"Austria, a check digit that the subtraction leads through nought", "ATU00000006", ""},
		{"Austria, a wrong check digit", "ATU13585628", "ATU13585627 would be one"},
		{"Belgium", "BE0123456749", ""},
		{"Belgium, a number that starts with 1", "BE1000000091", "BE1000000021 would be one"},
		{"Belgium, wrong check digits", "BE0123456750", "BE0123456749 would be one"},
		{"Belgium, nine digits", "BE123456749", "write BE0123456749"},
		{"Belgium, points and a space", "BE 0123.456.749", "write BE0123456749"},
		{"Belgium, a number that starts with 2", "BE2123456749", "after BE it has 10 digits, the first 0 or 1"},
		{"Germany, the specification's example", "DE136695976", ""},
		{"Germany, a wrong check digit", "DE136695978", "DE136695976 would be one"},
		{"Germany, a letter", "DE13669597A", "after DE it has 9 digits"},
		{"France, an old number", "FR40303265045", ""},
		{"France, a wrong key", "FR41303265045", "FR40303265045 would be one"},
		{"France, a wrong SIREN", "FR83404833047", "would be one"},
		{"France, a key with a letter, of which only the SIREN is checked", "FRK7303265045", ""},
		{"France, a key with a letter and a wrong SIREN", "FRK7303265046", "FRK7303265045 would be one"},
		{"Croatia", "HR33392005961", ""},
		{"Croatia, a wrong check digit", "HR33392005962", "HR33392005961 would be one"},
		{"Italy", "IT00743110157", ""},
		{"Italy, a wrong check digit", "IT00743110158", "IT00743110157 would be one"},
		{"Luxembourg", "LU15027442", ""},
		{"Luxembourg, wrong check digits", "LU15027443", "LU15027442 would be one"},
		{"the Netherlands, a company", "NL004495445B01", ""},
		{"the Netherlands, a sole trader since 2020", "NL002455799B11", ""},
		{"the Netherlands, wrong check digits", "NL004495446B01", "NL004495445B01 would be one"},
		{"the Netherlands, no digit fits", "NL100000060B01", "no check digit fits"},
		{"the Netherlands, no B", "NL004495445C01", "9 digits, B and 2 digits"},
		{"Spain, the ministry's example of a citizen", "ES12345678Z", ""},
		{"Spain, a wrong letter of a citizen", "ES12345678A", "ES12345678Z would be one"},
		{"Spain, the ministry's example of a foreigner", "ESX1234567L", ""},
		{"Spain, a body with a digit", "ESA58818501", ""},
		{"Spain, a body with a letter", "ESQ5881850A", ""},
		{"Spain, a wrong digit of a body", "ESA58818502", "ESA58818501 would be one"},
		{"Spain, digits only", "ES123456789", "letters"},
		{"Greece", "EL123456789", ""},
		{"Greece with the letters of the standard", "GR123456789", "write EL123456789"},
		{"Ireland, old and new", "IE1234567WA", ""},
		{"Sweden", "SE123456789001", ""},
		{"Sweden, another end", "SE123456789002", "the last 01"},
		{"a country outside the Union", "CHE123456789", ""},
		{"no country", "0123456749", "starts with the two letters of its country"},
		{"letters of no country", "ZZ123456789", "starts with the two letters of its country"},
		{"a placeholder", "MISSING", "is not a VAT number"},
		{"too short", "BE1", "is not a VAT number"},
	} {
		want := test.text
		if test.fault != "" {
			want = ""
		}
		check(t, test.reason, want, test.fault)(register.Identifier("vat", test.text))
	}
}

func TestCountry(t *testing.T) {
	for _, test := range []struct {
		text, want string
		foreign    bool
		fault      string
	}{
		{"BE", "BE", false, ""},
		{"XK", "XK", false, ""},
		{"EL", "GR", true, ""},
		{"UK", "GB", true, ""},
		{"be", "", false, "write BE"},
		{"BEL", "", false, "write BE"},
		{"Belgium", "", false, "write BE"},
		{"uk", "", false, "write GB"},
		{"EU", "", false, "two capital letters"},
		{"YU", "", false, "two capital letters"},
		{"AC", "", false, "two capital letters"},
		{"Atlantis", "", false, "two capital letters"},
	} {
		code, foreign, err := register.Country(test.text)
		check(t, test.text, test.want, test.fault)(code, err)
		if foreign != test.foreign {
			t.Errorf("%s: foreign is %v", test.text, foreign)
		}
	}
}

func TestCurrency(t *testing.T) {
	for code, fault := range map[string]string{
		"EUR": "", "NOK": "", "XCG": "", "eur": "write EUR", "HRK": "not a currency in use", "XXX": "not a currency in use", "XAU": "not a currency in use", "€": "three capital letters",
	} {
		check(t, code, "", fault)("", register.Currency(code))
	}
}

func check(t *testing.T, reason, want, fault string) func(string, error) {
	t.Helper()
	return func(got string, err error) {
		t.Helper()
		if got != want || (err == nil) != (fault == "") || err != nil && !strings.Contains(err.Error(), fault) {
			t.Errorf("%s: %q, %v; want %q, %q", reason, got, err, want, fault)
		}
	}
}

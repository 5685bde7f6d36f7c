package register

import (
	"fmt"
	"regexp"
	"strings"
)

var rorForm = regexp.MustCompile(`^0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}$`)

// ror checks an id of ROR: a zero, six digits in base 32, and two check digits.
func ror(text string) (string, error) {
	if !rorForm.MatchString(text) {
		if lower := strings.ToLower(text); rorForm.MatchString(lower) {
			return "", fmt.Errorf("%q is not an id of ROR; write %s", text, lower)
		}
		return "", fmt.Errorf("%q is not an id of ROR; one is a zero, six letters or digits and two check digits, such as 02mhbdp94", text)
	}
	if want := fmt.Sprintf("%02d", mod97base32(text[:7])); text[7:] != want {
		return "", fmt.Errorf("%q is not an id of ROR, since its check digits are wrong; %s%s would be one; compare it with the register", text, text[:7], want)
	}
	return text, nil
}

var (
	orcidForm = regexp.MustCompile(`^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$`)
	isniForm  = regexp.MustCompile(`^\d{15}[\dX]$`)
)

// orcid checks an ORCID iD: four blocks of four, the last character being the check digit.
func orcid(text string) (string, error) {
	bare := strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(text))
	if !isniForm.MatchString(bare) {
		return "", fmt.Errorf("%q is not an ORCID iD; one has 16 digits in four blocks, such as 0000-0002-1825-0097", text)
	}
	if want := mod11x2(bare[:15]); bare[15] != want {
		return "", fmt.Errorf("%q is not an ORCID iD, since its check digit is wrong; %s would be one; compare it with the register", text, blocks(bare[:15]+string(want)))
	}
	if !orcidForm.MatchString(text) {
		return "", fmt.Errorf("%q is not the form of an ORCID iD; write %s", text, blocks(bare))
	}
	return text, nil
}

// blocks returns 16 characters in four blocks.
func blocks(s string) string { return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:] }

// isni checks an ISNI: 16 digits, the last being the check digit. The register prints them in
// four blocks, which count as the same.
func isni(text string) (string, error) {
	bare := strings.ReplaceAll(text, " ", "")
	if !isniForm.MatchString(bare) {
		if upper := strings.ToUpper(strings.ReplaceAll(bare, "-", "")); isniForm.MatchString(upper) {
			return "", fmt.Errorf("%q is not the form of an ISNI; write %s", text, upper)
		}
		return "", fmt.Errorf("%q is not an ISNI; one has 16 digits, such as 0000000121032683", text)
	}
	if want := mod11x2(bare[:15]); bare[15] != want {
		return "", fmt.Errorf("%q is not an ISNI, since its check digit is wrong; %s%c would be one; compare it with the register", text, bare[:15], want)
	}
	return bare, nil
}

var picForm = regexp.MustCompile(`^\d{9}$`)

// pic checks a participant identification code of the European Commission.
func pic(text string) (string, error) {
	if !picForm.MatchString(text) {
		return "", fmt.Errorf("%q is not a PIC; one has nine digits", text)
	}
	return text, nil
}

var wikidataForm = regexp.MustCompile(`^Q[1-9]\d*$`)

// wikidata checks the id of an item of Wikidata.
func wikidata(text string) (string, error) {
	if !wikidataForm.MatchString(text) {
		if upper := strings.ToUpper(text); wikidataForm.MatchString(upper) {
			return "", fmt.Errorf("%q is not an item of Wikidata; write %s", text, upper)
		}
		return "", fmt.Errorf("%q is not an item of Wikidata; one is a Q and a number, such as Q42", text)
	}
	return text, nil
}

var doiForm = regexp.MustCompile(`^10\.\d{4,9}(?:\.\d+)*/\S+$`)

// doi checks a digital object identifier: the prefix of a registrant, a slash and a suffix.
func doi(text string) (string, error) {
	if !doiForm.MatchString(text) {
		return "", fmt.Errorf("%q is not a DOI; one starts with 10., digits and a slash, such as 10.1000/182", text)
	}
	return text, nil
}

var grantForm = regexp.MustCompile(`^[\p{L}\p{N}](?:[\p{L}\p{N}./_-]{0,48}[\p{L}\p{N}])?$`)

// grant checks the number of a grant agreement. Those of the European Commission have six or
// nine digits; other funders also use letters and punctuation.
func grant(text string) (string, error) {
	if !grantForm.MatchString(text) || !strings.ContainsAny(text, "0123456789") {
		return "", fmt.Errorf("%q is not the number of a grant; one has digits, and perhaps letters and ./_- between them, without spaces, such as 101000001", text)
	}
	return text, nil
}

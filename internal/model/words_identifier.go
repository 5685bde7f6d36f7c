package model

import (
	"regexp"
	"strings"
)

// addresses map the address of an identifier to its scheme; the group of the pattern is the
// value. Grant agreements of the European Commission have DOIs (10.3030/GRANT, CORDIS, field
// grantDoi), so that such a DOI is a grant number too.
var addresses = []struct {
	scheme  string
	pattern *regexp.Regexp
}{
	{"ror", regexp.MustCompile(`(?i)^(?:api\.)?ror\.org/(?:v\d/)?(?:organizations/)?(0[a-z0-9]{8})/?$`)},
	{"orcid", regexp.MustCompile(`(?i)^orcid\.org/(\d{4}-\d{4}-\d{4}-\d{3}[\dx])/?$`)},
	{"grant", regexp.MustCompile(`(?i)^(?:(?:dx\.)?doi\.org/|doi:\s*)?10\.3030/(\d+)/?$`)},
	{"grant", regexp.MustCompile(`(?i)^cordis\.europa\.eu/project/(?:id|rcn)/(\d+)`)},
	{"doi", regexp.MustCompile(`(?i)^(?:dx\.)?doi\.org/(10\.\d{4,}/\S+)$`)},
	{"doi", regexp.MustCompile(`(?i)^doi:\s*(10\.\d{4,}/\S+)$`)},
	{"wikidata", regexp.MustCompile(`(?i)^(?:m\.)?wikidata\.org/(?:wiki|entity)/(Q\d+)$`)},
	{"isni", regexp.MustCompile(`(?i)^isni\.org/(?:isni/)?([\dx ]{15,19})$`)},
}

// Wholes returns the folded texts that equal a search text as a whole: its own folded form,
// also written as one word (JoinedWhole), and, where it is the address of an identifier, that
// of the identifier with its scheme. A text without words has none.
func Wholes(text string) []string {
	folded := Fold(text)
	if !strings.ContainsFunc(folded, inWord) {
		return nil
	}
	list := joinedToo(folded)
	eachAddressed(text, func(scheme, value string) bool {
		list = append(list, Fold(scheme+":"+value))
		return true
	})
	return list
}

// RefOf returns a reference to an entity as stores know it: the address of an identifier
// (https://ror.org/05abc) as the identifier with its scheme (ror:05abc), and any other text, such
// as an id, unchanged.
func RefOf(text string) string {
	if scheme, value := Addressed(text); scheme != "" {
		return scheme + ":" + value
	}
	return text
}

// Addressed returns the identifier that a text is the address of, or "" if it is none. The DOI of a
// grant agreement is a grant number.
func Addressed(text string) (scheme, value string) {
	if strings.Contains(text, "/") {
		eachAddressed(text, func(s, v string) bool {
			scheme, value = s, v
			return false
		})
	}
	return scheme, value
}

// AddressedAs returns the value of an identifier with a scheme that a text is the address of, or "".
func AddressedAs(scheme, text string) (value string) {
	if strings.Contains(text, "/") {
		eachAddressed(text, func(s, v string) bool {
			if s == scheme {
				value = v
			}
			return value == ""
		})
	}
	return value
}

// eachAddressed calls f with each identifier that a text is the address of, until f returns false.
func eachAddressed(text string, f func(scheme, value string) bool) {
	bare := strings.TrimSpace(text)
	// A path of an address has one slash where there were two.
	for _, prefix := range []string{"https://", "http://", "https:/", "http:/", "www."} {
		if len(bare) > len(prefix) && strings.EqualFold(bare[:len(prefix)], prefix) {
			bare = bare[len(prefix):]
		}
	}
	for _, a := range addresses {
		if m := a.pattern.FindStringSubmatch(bare); m != nil && !f(a.scheme, m[1]) {
			return
		}
	}
}

// WholesOf returns the folded forms of a stored text as a whole: its own, also written as one
// word (JoinedWhole), and, for the value of an identifier, the one with its scheme in front
// instead. For other texts scheme is empty.
func WholesOf(text, scheme string) []string {
	folded := Fold(text)
	if scheme == "" || folded == "" {
		return joinedToo(folded)
	}
	return []string{folded, Fold(scheme) + " " + folded}
}

// joinedToo returns a folded text, and the text written as one word.
func joinedToo(folded string) []string {
	if len(folded) > joinedBytes {
		return []string{folded}
	}
	if one := JoinedWhole(folded); one != "" {
		return []string{folded, one}
	}
	return []string{folded}
}

package model

import (
	"regexp"
	"strings"
)

// addresses lead from the address of an identifier to its scheme; what a group holds is
// the value. The grant agreements of the European Commission have DOIs of their own
// (10.3030/GRANT, CORDIS, field grantDoi), so that such a DOI is a grant number too.
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

// Wholes are the folded texts that a text stands for as a whole: its own folded form and,
// where it is the address of an identifier, the identifier's: with its scheme and alone.
// A text without any word stands for none.
func Wholes(text string) []string {
	if len(SearchWords(text)) == 0 {
		return nil
	}
	list := []string{Fold(text)}
	bare := strings.TrimSpace(text)
	for _, prefix := range []string{"https://", "http://", "www."} {
		if len(bare) > len(prefix) && strings.EqualFold(bare[:len(prefix)], prefix) {
			bare = bare[len(prefix):]
		}
	}
	for _, a := range addresses {
		if m := a.pattern.FindStringSubmatch(bare); m != nil {
			list = append(list, Fold(a.scheme+":"+m[1]))
		}
	}
	return list
}

// WholesOf are the folded forms of a stored text as a whole: its own and, of the value of
// an identifier, with its scheme in front. Elsewhere the scheme is empty.
func WholesOf(text, scheme string) []string {
	folded := Fold(text)
	if scheme == "" || folded == "" {
		return []string{folded}
	}
	return []string{folded, Fold(scheme) + " " + folded}
}

package statement

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxText is the largest number of bytes in a text. Neo4j rejects longer texts in an index.
const MaxText = 8000

// maxID is the largest number of bytes in an id, which is part of addresses.
const maxID = 100

// IDRule describes the form of an id; it ends messages about ids.
const IDRule = "an id consists of lower-case letters a to z, digits, and single hyphens between them, at most 100 characters"

// Clean returns a text in Unicode's composed form (NFC), without white space at its ends and
// with single spaces in it. It returns an error if the text cannot be a value.
func Clean(s string) (string, error) {
	s = strings.Join(strings.Fields(norm.NFC.String(s)), " ")
	switch {
	case s == "":
		return "", errors.New("the value is empty; write a value, or leave the key out")
	case len(s) > MaxText:
		return "", fmt.Errorf("the text has %d bytes; shorten it to at most %d", len(s), MaxText)
	case !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl):
		return "", errors.New("the text contains control characters or bytes that are not UTF-8; write plain text")
	}
	return s, nil
}

// IsID reports whether a text can be the id of an entity.
func IsID(s string) bool {
	if s == "" || len(s) > maxID || s[0] == '-' || s[len(s)-1] == '-' || strings.Contains(s, "--") {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-'
	})
}

// IsIdentifier reports whether a reference to an entity is an external identifier
// (scheme:value), and not an id.
func IsIdentifier(ref string) bool { return strings.Contains(ref, ":") }

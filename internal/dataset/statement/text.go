package statement

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"whojoins/internal/model"
	"whojoins/internal/register"
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
	if isClean(s) {
		return s, nil
	}
	s = strings.Join(strings.Fields(norm.NFC.String(s)), " ")
	switch {
	case s == "":
		return "", errors.New("the value is empty; write a value, or leave the key out")
	case !strings.ContainsFunc(s, visible) && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl):
		return "", fmt.Errorf("the value consists of invisible characters (%+q); write a value, or leave the key out", shortened(s))
	case len(s) > MaxText:
		return "", fmt.Errorf("the text has %d bytes; shorten it to at most %d", len(s), MaxText)
	case !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl):
		return "", errors.New("the text contains control characters or bytes that are not UTF-8; write plain text")
	}
	return s, nil
}

// isClean reports whether Clean returns a text as it is, for most texts: those of visible ASCII
// characters with single spaces between them.
func isClean(s string) bool {
	for i := range len(s) {
		if b := s[i]; b > '~' || b < ' ' || b == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			return false
		}
	}
	return s != "" && len(s) <= MaxText
}

// blank is the Braille pattern without dots, which counts as a symbol.
const blank = '\u2800'

// visible reports whether a character alone shows something: it is neither a space, nor a mark on
// another character, nor one of those that only format a text or fill it.
func visible(r rune) bool {
	return r != blank && !unicode.In(r, unicode.Z, unicode.M, unicode.C, unicode.Other_Default_Ignorable_Code_Point)
}

// shortened returns the first characters of a text, which a message quotes.
func shortened(s string) string {
	const most = 8
	for i := range s {
		if utf8.RuneCountInString(s[:i]) == most {
			return s[:i]
		}
	}
	return s
}

// NotUTF8 returns the line, from 1, of the first bytes of a file that are not UTF-8, or 0 if all
// are. Readers of files report it as the place of the fault.
func NotUTF8(content []byte) (line int) {
	if utf8.Valid(content) {
		return 0
	}
	for line = 1; ; line++ {
		row, rest, _ := bytes.Cut(content, []byte("\n"))
		if !utf8.Valid(row) {
			return line
		}
		content = rest
	}
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

// Ref returns a reference to an entity as the merge knows it: an external identifier, or the
// address of one, as scheme:value in the form in which its register writes it, and an id as it is.
// It returns an error if the register can have no such identifier.
func Ref(ref string) (string, error) {
	if !IsIdentifier(ref) {
		return ref, nil
	}
	scheme, value := model.Addressed(ref)
	if scheme == "" {
		scheme, value, _ = strings.Cut(ref, ":")
	}
	value, err := register.Identifier(scheme, value)
	return scheme + ":" + value, err
}

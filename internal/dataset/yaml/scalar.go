package yaml

import (
	"regexp"
	"slices"
	"strconv"
)

// plainText matches the texts that need no quotes, as a value of their own and within braces.
var plainText = regexp.MustCompile(`^-?[\p{L}\p{N}]([\p{L}\p{M}\p{N}._/+()' -]*[\p{L}\p{N}.)])?$`)

// nothing are the plain texts that YAML reads as no value.
var nothing = []string{"null", "Null", "NULL"}

// scalar returns a text as YAML, in quotes if it needs them.
func scalar(text string) string {
	if plainText.MatchString(text) && !slices.Contains(nothing, text) {
		return text
	}
	return strconv.Quote(text)
}

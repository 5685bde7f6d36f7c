package graph

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
)

// loneSurrogate returns an error if a string of a parsed document has the escape of a lone
// surrogate. Such an escape represents no character, and the parser replaces it with U+FFFD.
func loneSurrogate(text string) *gqlerror.Error {
	if !strings.Contains(text, `\u`) {
		return nil
	}
	runes := []rune(text)
	for token := range tokensOf(text) {
		if token.Kind != lexer.String {
			continue
		}
		if wrong := loneEscape(string(runes[token.Pos.Start:token.Pos.End])); wrong != "" {
			return gqlerror.ErrorPosf(&token.Pos, "the escape %s is half of a character; write both halves, or the character itself", wrong)
		}
	}
	return nil
}

// loneEscape returns the first escape of a lone surrogate in the source text of a string, or
// "".
func loneEscape(raw string) string {
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		length, r := escape(raw[i:])
		if utf16.IsSurrogate(r) {
			more, low := escape(raw[min(i+length, len(raw)):])
			if length != len(`\uD83D`) || more != length || utf16.DecodeRune(r, low) == '\uFFFD' {
				return raw[i : i+length]
			}
			length += more
		}
		i += length - 1
	}
	return ""
}

// escape parses the escape at the beginning of a text: its length and, for \u, its code unit
// or code point.
func escape(text string) (length int, r rune) {
	digits := ""
	switch {
	case strings.HasPrefix(text, `\u{`):
		digits, _, _ = strings.Cut(text[len(`\u{`):], "}")
		length = len(`\u{}`) + len(digits)
	case strings.HasPrefix(text, `\u`) && len(text) >= len(`\uD83D`):
		digits = text[2:6]
		length = len(`\uD83D`)
	default:
		return 2, 0
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return 2, 0
	}
	return length, rune(n)
}

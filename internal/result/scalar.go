package result

import (
	"math"
	"strconv"
	"unicode/utf8"

	"whojoins/internal/model"
)

// appendValue appends a scalar in JSON; a missing value is null.
func appendValue(dst []byte, v model.Value) []byte {
	switch v.Kind {
	case 0:
		return append(dst, "null"...)
	case model.Int:
		return strconv.AppendInt(dst, v.Int, 10)
	case model.Float:
		return appendFloat(dst, v.Float)
	case model.Boolean:
		return strconv.AppendBool(dst, v.Int != 0)
	case model.Cents:
		return model.AppendCents(dst, v.Int)
	default:
		return appendString(dst, v.Text)
	}
}

// appendFloat appends a number as JavaScript writes it (ECMA-262, Number::toString): the
// shortest digits that restore it, with an exponent only from 1e21 and below 1e-6. NaN and
// infinity are null.
func appendFloat(dst []byte, f float64) []byte {
	size := math.Abs(f)
	switch {
	case size == 0:
		return append(dst, '0')
	case math.IsNaN(f) || math.IsInf(f, 0):
		return append(dst, "null"...)
	case size >= 1e-6 && size < 1e21:
		return strconv.AppendFloat(dst, f, 'f', -1, 64)
	}
	dst = strconv.AppendFloat(dst, f, 'e', -1, 64)
	// Go pads an exponent to two digits, JavaScript does not: 1e-07, 1e-7.
	if n := len(dst); dst[n-2] == '0' && (dst[n-3] == '-' || dst[n-3] == '+') {
		dst[n-2] = dst[n-1]
		dst = dst[:n-1]
	}
	return dst
}

// plain reports which bytes need no escape in a JSON string.
var plain = func() (table [256]bool) {
	for b := 0x20; b < utf8.RuneSelf; b++ {
		table[b] = b != '"' && b != '\\'
	}
	return table
}()

const hex = "0123456789abcdef"

// appendString appends text as a JSON string. UTF-8 is unchanged, including <, > and &; bytes
// that are not UTF-8 become U+FFFD.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(s); {
		b := s[i]
		if plain[b] {
			i++
			continue
		}
		if b >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				dst = append(append(dst, s[start:i]...), "\uFFFD"...)
				start = i + 1
			}
			i += size
			continue
		}
		dst = appendEscape(append(dst, s[start:i]...), b)
		i++
		start = i
	}
	return append(append(dst, s[start:]...), '"')
}

// appendEscape appends a quote, a backslash or a control character.
func appendEscape(dst []byte, b byte) []byte {
	switch b {
	case '"', '\\':
		return append(dst, '\\', b)
	case '\b':
		return append(dst, `\b`...)
	case '\f':
		return append(dst, `\f`...)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	return append(dst, '\\', 'u', '0', '0', hex[b>>4], hex[b&15])
}

package picture

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Readers' programs choose the font. The Go font, which is wide, stands for all of them, and spare is
// what wider ones need.
const spare = 1.08

// known is the number of characters whose widths are kept: Latin, Greek and Cyrillic.
const known = 0x530

// advances returns the widths of characters in the Go font, for a size of 1.
var advances = sync.OnceValue(func() (list [known]float64) {
	f, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		panic(err) // the font is built into the program
	}
	var b sfnt.Buffer
	const em = 1000
	for r := range rune(known) {
		glyph, err := f.GlyphIndex(&b, r)
		if err != nil || glyph == 0 {
			list[r] = 0.65
			continue
		}
		if advance, err := f.GlyphAdvance(&b, glyph, fixed.I(em), font.HintingNone); err == nil {
			list[r] = float64(advance) / 64 / em
		}
	}
	return list
})

// textWidth returns the width of a line of text; other scripts are as wide as they are high.
func textWidth(s string, size float64, bold bool) float64 {
	sum, list := 0.0, advances()
	for _, r := range s {
		if r < known {
			sum += list[r]
		} else {
			sum++
		}
	}
	if bold {
		sum *= 1.06
	}
	return sum * size * spare
}

// codeEnd is the number of letters at the end of a code that tell it from others: HORIZ…01-03.
const codeEnd = 5

// fit returns a text that is at most limit wide, cut with an ellipsis if it must be: at its end, or in the
// middle if it is a single word with hyphens, as codes are, whose ends differ.
func fit(s string, limit, size float64, bold bool) string {
	s = strings.Join(strings.Fields(s), " ")
	if textWidth(s, size, bold) <= limit {
		return s
	}
	if code := []rune(s); !strings.Contains(s, " ") && strings.Contains(s, "-") && len(code) > 2*codeEnd {
		for n := len(code) - codeEnd - 1; n >= codeEnd; n-- {
			if short := string(code[:n]) + "…" + string(code[len(code)-codeEnd:]); textWidth(short, size, bold) <= limit {
				return short
			}
		}
	}
	for len(s) > 0 {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
		if short := strings.TrimRight(s, " ,;:-–(") + "…"; textWidth(short, size, bold) <= limit {
			return short
		}
	}
	return ""
}

// wrap breaks a text into lines of a greatest width; the last one is cut if there is more.
func wrap(s string, limit, size float64, bold bool, most int) (rows []string) {
	words := strings.Fields(s)
	for len(words) > 0 {
		n := 1
		for n < len(words) && textWidth(strings.Join(words[:n+1], " "), size, bold) <= limit {
			n++
		}
		if len(rows) == most-1 {
			n = len(words)
		}
		rows = append(rows, fit(strings.Join(words[:n], " "), limit, size, bold))
		words = words[n:]
	}
	return rows
}

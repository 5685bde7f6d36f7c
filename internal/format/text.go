package format

import (
	"bufio"
	"encoding/xml"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"whojoins/internal/model"
)

// plain returns a value as text; a missing value is empty.
func plain(v model.Value) string {
	switch v.Kind {
	case 0:
		return ""
	case model.Int:
		return strconv.FormatInt(v.Int, 10)
	case model.Boolean:
		return strconv.FormatBool(v.Int != 0)
	case model.Cents:
		return string(model.AppendCents(nil, v.Int))
	case model.Float:
		if math.IsNaN(v.Float) || math.IsInf(v.Float, 0) {
			return ""
		}
		return number(v.Float)
	}
	return v.Text
}

// number returns a number with a decimal point.
func number(n float64) string { return strconv.FormatFloat(n, 'g', -1, 64) }

// direction is what formats call the links of a network.
func (c *Columns) direction() string {
	if c.Undirected {
		return "undirected"
	}
	return "directed"
}

// size is the size of the buffer in front of a file.
const size = 64 << 10

// sink is the buffered output of a writer. It keeps the first error for Flush.
type sink struct{ *bufio.Writer }

func newSink(w io.Writer) sink { return sink{bufio.NewWriterSize(w, size)} }

// put writes texts unchanged.
func (s sink) put(texts ...string) {
	for _, t := range texts {
		_, _ = s.WriteString(t) // Flush returns the error
	}
}

// xml writes text for an element or an attribute of XML. Characters that XML 1.0 forbids
// become U+FFFD.
func (s sink) xml(text string) { _ = xml.EscapeText(s.Writer, []byte(text)) } // Flush returns the error

// attribute writes an attribute of an element.
func (s sink) attribute(name, text string) {
	s.put(" ", name, `="`)
	s.xml(text)
	s.put(`"`)
}

// dot writes a quoted string of DOT. A label shows two backslashes as one; a single one would
// begin an escape sequence, and at the end of a string it would escape the quote.
func (s sink) dot(text string) {
	s.put(`"`)
	s.put(dotEscapes.Replace(printable(text)))
	s.put(`"`)
}

var dotEscapes = strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`, "\r", "")

// printable returns a text without control characters other than line ends and tabs.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

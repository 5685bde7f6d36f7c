package result

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"unicode/utf8"

	"whojoins/internal/model"
)

// Form is a text format of tables: the separator of cells and the end of lines.
type Form struct {
	comma rune
	end   string
}

// The forms of a table. Both quote as RFC 4180 does.
var (
	CSV = Form{comma: ',', end: "\r\n"}
	TSV = Form{comma: '\t', end: "\n"}
)

// separator separates the items of a list in one cell. Within an item, a semicolon or a
// backslash follows a backslash.
const separator = "; "

// escape puts a backslash before the semicolons and backslashes in dst from start on.
func escape(dst []byte, start int) []byte {
	if !bytes.ContainsAny(dst[start:], `;\`) {
		return dst
	}
	for i := start; i < len(dst); i++ {
		if dst[i] == ';' || dst[i] == '\\' {
			dst = slices.Insert(dst, i, '\\')
			i++
		}
	}
	return dst
}

// harmless keeps spreadsheets from reading the text in dst from start on as a formula: it
// puts an apostrophe before a character that begins one, at the start and after a semicolon,
// where programs in some countries start a new cell. Apostrophes before such a character
// count as part of it, so that removing one restores any text. The characters are those of
// OWASP's page on CSV injection.
func harmless(dst []byte, start int) []byte {
	for i := start; i < len(dst); i++ {
		if (i == start || dst[i-1] == ';') && begins(dst[i:]) {
			dst = slices.Insert(dst, i, '\'')
			i++
		}
	}
	return dst
}

// begins reports whether a text, apostrophes aside, begins like a formula.
func begins(text []byte) bool {
	text = bytes.TrimLeft(text, "'")
	if len(text) == 0 {
		return false
	}
	if text[0] < utf8.RuneSelf {
		return strings.IndexByte("=+-@\t\r\n", text[0]) >= 0
	}
	r, _ := utf8.DecodeRune(text)
	return strings.ContainsRune("＝＋－＠", r)
}

// appendCell appends a scalar; a missing value is empty.
func appendCell(dst []byte, v model.Value) []byte {
	switch v.Kind {
	case 0:
		return dst
	case model.Int, model.Boolean, model.Cents:
		return appendValue(dst, v)
	case model.Float:
		return appendNumber(dst, v.Float)
	}
	return append(dst, strings.ToValidUTF8(v.Text, "\uFFFD")...)
}

// appendNumber appends a number as in JSON; NaN and infinity are empty.
func appendNumber(dst []byte, f float64) []byte {
	if f-f != 0 {
		return dst
	}
	return appendFloat(dst, f)
}

// lines writes records through encoding/csv, with the line ends of a form. CRLF of that
// package would also change line ends within a cell.
type lines struct {
	form Form
	csv  *csv.Writer
	line bytes.Buffer
}

func newLines(f Form) *lines {
	l := &lines{form: f}
	l.csv = csv.NewWriter(&l.line)
	l.csv.Comma = f.comma
	return l
}

// append writes one record.
func (l *lines) append(dst []byte, record []string) ([]byte, error) {
	if len(record) == 1 && record[0] == "" {
		// Most readers skip an empty line.
		return append(append(dst, `""`...), l.form.end...), nil
	}
	l.line.Reset()
	if err := l.csv.Write(record); err != nil {
		return dst, err
	}
	l.csv.Flush()
	dst = append(dst, bytes.TrimSuffix(l.line.Bytes(), []byte("\n"))...)
	return append(dst, l.form.end...), l.csv.Error()
}

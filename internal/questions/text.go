package questions

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"
	"unicode/utf8"
)

// cellWidth is the number of characters of a cell that a terminal shows, and minWidth the number
// that it shows of each wide cell where the window is narrow.
const (
	cellWidth = 60
	minWidth  = 8
)

// Layout is the form of tables for a terminal.
type Layout struct {
	// Width is the number of characters in a line; 0 for any number.
	Width int
	// Bold marks the headings with the control sequences of ECMA-48.
	Bold bool
}

// WriteText writes described tables for a terminal, with aligned columns. It reports whether
// cells were cut to fit.
func WriteText(w io.Writer, tables []Table, l Layout) (cut bool, err error) {
	for i, t := range tables {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if t.Heading != "" {
			fmt.Fprintf(w, "%s (%d)\n", l.heading(t.Heading), len(t.Rows))
		}
		if len(t.Columns) == 0 {
			continue
		}
		some, err := t.writeText(w, l)
		if cut = cut || some; err != nil {
			return cut, err
		}
	}
	return cut, nil
}

// heading returns the text of a heading.
func (l Layout) heading(text string) string {
	if l.Bold {
		return "\x1b[1m" + text + "\x1b[0m"
	}
	return text
}

func (t Table) writeText(w io.Writer, l Layout) (cut bool, err error) {
	shown := t.inTerminal()
	rows := make([][]string, 1, len(t.Rows)+1)
	for _, i := range shown {
		rows[0] = append(rows[0], t.Columns[i].Heading)
	}
	for _, row := range t.Rows {
		line := make([]string, len(shown))
		for at, i := range shown {
			line[at] = printable(row[i].String())
		}
		rows = append(rows, line)
	}
	limits := widths(rows, l.Width)
	for _, row := range rows {
		for i, text := range row {
			some := false
			row[i], some = shorten(text, limits[i])
			cut = cut || some
		}
	}
	var text bytes.Buffer
	if err := Align(&text, rows); err != nil {
		return cut, err
	}
	head, rest, _ := bytes.Cut(text.Bytes(), []byte("\n"))
	_, err = fmt.Fprintf(w, "%s\n%s", l.heading(string(head)), rest)
	return cut, err
}

// inTerminal returns the positions of the columns that a terminal shows: names before their ids.
func (t Table) inTerminal() (list []int) {
	for i, c := range t.Columns {
		if c.Shown == Nowhere {
			continue
		}
		list = append(list, i)
		above, ok := strings.CutSuffix(c.Name, "name")
		if id := t.column(above + "id"); ok && id >= 0 && id < i && t.Columns[id].Shown != Nowhere {
			from := slices.Index(list, id)
			list = append(slices.Delete(list, from, from+1), id)
		}
	}
	return list
}

// widths returns the largest number of characters of each column with which rows fit a line: the
// widest columns become equally narrow.
func widths(rows [][]string, line int) []int {
	list := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, text := range row {
			list[i] = max(list[i], min(utf8.RuneCountInString(text), cellWidth))
		}
	}
	for limit := cellWidth; line > 0 && limit >= minWidth; limit-- {
		all := (len(list) - 1) * len(gap)
		for i := range list {
			list[i] = min(list[i], limit)
			all += list[i]
		}
		if all <= line {
			break
		}
	}
	return list
}

// printable returns a text as one line without control characters.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text)
}

// shorten returns a text of at most width characters, and reports whether it was cut.
func shorten(text string, width int) (short string, cut bool) {
	if utf8.RuneCountInString(text) <= width {
		return text, false
	}
	return string([]rune(text)[:width-1]) + "…", true
}

// gap separates columns.
const gap = "  "

// Align writes rows with aligned columns.
func Align(w io.Writer, rows [][]string) error {
	var b bytes.Buffer
	columns := tabwriter.NewWriter(&b, 0, 0, len(gap), ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(columns, strings.Join(row, "\t"))
	}
	if err := columns.Flush(); err != nil {
		return err
	}
	for line := range bytes.Lines(b.Bytes()) {
		if _, err := w.Write(append(bytes.TrimRight(line, " \n"), '\n')); err != nil {
			return err
		}
	}
	return nil
}

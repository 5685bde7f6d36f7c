package questions

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode"
)

// cellWidth is the number of characters of a cell that a terminal shows.
const cellWidth = 60

// WriteText writes described tables for a terminal, with aligned columns. It reports whether
// cells were cut to fit.
func WriteText(w io.Writer, tables []Table) (cut bool, err error) {
	for i, t := range tables {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if t.Heading != "" {
			fmt.Fprintf(w, "%s (%d)\n", t.Heading, len(t.Rows))
		}
		if len(t.Columns) == 0 {
			continue
		}
		some, err := t.writeText(w)
		if cut = cut || some; err != nil {
			return cut, err
		}
	}
	return cut, nil
}

func (t Table) writeText(w io.Writer) (cut bool, err error) {
	var names []string
	for _, c := range t.Columns {
		if c.Shown != Nowhere {
			names = append(names, c.Heading)
		}
	}
	rows := [][]string{names}
	for _, row := range t.Rows {
		var line []string
		for i, cell := range row {
			if t.Columns[i].Shown == Nowhere {
				continue
			}
			text, some := fit(cell.String())
			line, cut = append(line, text), cut || some
		}
		rows = append(rows, line)
	}
	return cut, Align(w, rows)
}

// fit returns a text as one short line without control characters, and reports whether it was
// cut.
func fit(text string) (short string, cut bool) {
	runes := []rune(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text))
	if len(runes) > cellWidth {
		return string(runes[:cellWidth-1]) + "…", true
	}
	return string(runes), false
}

// Align writes rows with aligned columns.
func Align(w io.Writer, rows [][]string) error {
	var b bytes.Buffer
	columns := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
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

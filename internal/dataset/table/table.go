// Package table reads CSV tables whose first row names the columns.
package table

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// Row is a row of a table.
type Row struct {
	// Line is the physical line on which the row starts, counted from 1.
	Line  int
	cells map[string]string
}

// Get returns the cell of a column, with single spaces and none at its ends. It panics if the
// column was not requested.
func (r Row) Get(column string) string {
	cell, ok := r.cells[column]
	if !ok {
		panic("table: the column " + column + " was not requested")
	}
	return cell
}

// ErrHeader is the error of a table whose first row does not have the columns.
var ErrHeader = errors.New("the first row must name the columns")

// Rows yields the rows of a table in which all of the columns are named, in any order. Columns
// with other names are ignored, and so are a byte order mark and repeated header rows. A row
// that cannot be read is yielded as an error with its line, and the next row follows; after an
// error of the input or of the header nothing follows.
func Rows(in io.Reader, columns ...string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		r, header, err := open(in)
		if err == nil {
			err = checkHeader(header, columns)
		}
		if err != nil {
			yield(Row{Line: 1}, reason(err))
			return
		}
		for {
			cells, err := r.Read()
			var broken *csv.ParseError
			row := Row{}
			switch {
			case errors.Is(err, io.EOF):
				return
			case errors.As(err, &broken):
				row.Line = broken.StartLine
			case err != nil:
				yield(row, err)
				return
			default:
				row.Line, _ = r.FieldPos(0)
				if row.cells, err = cellsOf(header, columns, cells); err == nil && row.cells == nil {
					continue
				}
			}
			if !yield(row, reason(err)) {
				return
			}
		}
	}
}

// open skips a byte order mark and reads the header.
func open(in io.Reader) (*csv.Reader, []string, error) {
	const mark = "\ufeff"
	b := bufio.NewReader(in)
	switch start, err := b.Peek(len(mark)); {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, nil, err
	case string(start) == mark:
		_, _ = b.Discard(len(mark)) // it was peeked
	}
	r := csv.NewReader(b)
	r.FieldsPerRecord = -1
	header, err := r.Read()
	return r, clean(header), err
}

// checkHeader checks that every column is named once.
func checkHeader(header, columns []string) error {
	for _, c := range columns {
		switch n := len(slices.DeleteFunc(slices.Clone(header), func(h string) bool { return h != c })); {
		case n == 0:
			return fmt.Errorf("%w: %q is missing among %s", ErrHeader, c, strings.Join(header, ", "))
		case n > 1:
			return fmt.Errorf("%w: %q is there twice", ErrHeader, c)
		}
	}
	return nil
}

// cellsOf returns the requested cells by column, or nil for a repeated header.
func cellsOf(header, columns, cells []string) (map[string]string, error) {
	cells = clean(cells)
	if slices.Equal(cells, header) {
		return nil, nil //nolint:nilnil // a repeated header is neither a row nor a fault
	}
	if len(cells) != len(header) {
		return nil, fmt.Errorf("the row has %d cells, but there are %d columns", len(cells), len(header))
	}
	byColumn := make(map[string]string, len(columns))
	for _, c := range columns {
		byColumn[c] = cells[slices.Index(header, c)]
	}
	return byColumn, nil
}

// clean returns cells with single spaces and none at their ends.
func clean(cells []string) []string {
	cleaned := make([]string, len(cells))
	for i, c := range cells {
		cleaned[i] = strings.Join(strings.Fields(c), " ")
	}
	return cleaned
}

// reason returns an error without the line, which its row has.
func reason(err error) error {
	var broken *csv.ParseError
	switch {
	case errors.As(err, &broken):
		return broken.Err
	case errors.Is(err, io.EOF):
		return errors.New("the table is empty")
	}
	return err
}

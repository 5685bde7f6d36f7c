package mapped

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/table"
)

// maxWorkbook is the largest number of bytes to which a workbook may expand.
const maxWorkbook = 1 << 30

// open opens a table: its header, and its rows. Done closes it.
func open(f archive.File, sheet string) (header []string, rows iter.Seq2[table.Line, error], done func(), err error) {
	in, err := f.Open()
	if err != nil {
		return nil, nil, nil, err
	}
	closed := func() { _ = in.Close() } // it was only read
	if !strings.HasSuffix(f.Base(), ".xlsx") {
		s, err := table.NewSheet(in)
		if err != nil {
			closed()
			return nil, nil, nil, err
		}
		return s.Header(), s.Rows(), closed, nil
	}
	book, err := excelize.OpenReader(in, excelize.Options{UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: maxWorkbook / 16})
	closed()
	if err != nil {
		return nil, nil, nil, fmt.Errorf("it is not a workbook (.xlsx), or is damaged: %w", err)
	}
	header, rows, err = openSheet(book, sheet)
	if err != nil {
		return nil, nil, nil, errors.Join(err, book.Close())
	}
	return header, rows, func() { _ = book.Close() }, nil // it was only read
}

// openSheet opens a sheet of a workbook: the first one by default.
func openSheet(book *excelize.File, sheet string) (header []string, rows iter.Seq2[table.Line, error], err error) {
	names := book.GetSheetList()
	if sheet == "" && len(names) > 0 {
		sheet = names[0]
	}
	if !slices.Contains(names, sheet) {
		return nil, nil, fmt.Errorf("the workbook has no sheet %q; it has %s", sheet, strings.Join(names, ", "))
	}
	cursor, err := book.Rows(sheet)
	if err != nil {
		return nil, nil, err
	}
	if !cursor.Next() {
		return nil, nil, errors.New("the sheet is empty")
	}
	if header, err = cursor.Columns(); err != nil {
		return nil, nil, err
	}
	for i := range header {
		header[i] = strings.Join(strings.Fields(header[i]), " ")
		if header[i] != "" && slices.Contains(header[:i], header[i]) {
			return nil, nil, fmt.Errorf("%w: %q is there twice", table.ErrHeader, header[i])
		}
	}
	return header, func(yield func(table.Line, error) bool) {
		defer func() { _ = cursor.Close() }() // it was only read
		for number := 2; cursor.Next(); number++ {
			cells, err := cursor.Columns()
			line := table.Line{Number: number, Cells: cells}
			switch {
			case err != nil:
				yield(line, err)
				return
			case strings.Join(cells, "") == "":
				continue
			case slices.Equal(cells, header):
				err = &table.RowError{Reason: "the header row is repeated", Header: true}
			}
			if !yield(line, err) {
				return
			}
		}
		if err := cursor.Error(); err != nil {
			yield(table.Line{}, err)
		}
	}, nil
}

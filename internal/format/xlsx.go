package format

import (
	"archive/zip"
	"errors"
	"io"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
)

// Bounds of a sheet, which are those of the format
// (https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3).
const (
	sheetRows = excelize.TotalRows
	cellRunes = excelize.TotalCellChars
)

// Days are numbered from dayZero on. Spreadsheets disagree about the number of days before firstDay,
// since some of them believe that 1900 was a leap year; these days are texts.
var (
	dayZero  = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	firstDay = time.Date(1900, time.March, 1, 0, 0, 0, 0, time.UTC)
)

// The sheets of a workbook.
const (
	dataSheet  = "Data"
	aboutSheet = "About"
)

// xlsx writes a workbook: the list, and a second sheet with its description. Many rows go to
// a temporary file, so that memory stays bounded; nothing is sent before the end. Cells are
// texts, numbers, truth values or days, never formulas.
type xlsx struct {
	w      Output
	book   *excelize.File
	stream *excelize.StreamWriter
	table  *result.Table
	kinds  []result.CellKind
	// day is the style of a full day.
	day   int
	row   int
	cells []any
}

func newXLSX(w Output) List { return &xlsx{w: w} }

func (x *xlsx) Begin(a *About, p *plan.Plan, _ bool) (err error) {
	if x.table, err = x.w.table(p); err != nil {
		return err
	}
	x.kinds, x.book = x.table.Kinds(), excelize.NewFile()
	days := "yyyy-mm-dd"
	if x.day, err = x.book.NewStyle(&excelize.Style{CustomNumFmt: &days}); err != nil {
		return err
	}
	// Once a sheet has rows, excelize would read all of them again to select it.
	x.book.SetActiveSheet(0)
	x.book.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return archive{zip.NewWriter(w), x.w} })
	if err := errors.Join(x.book.SetSheetName(x.book.GetSheetName(0), dataSheet), x.describe(a)); err != nil {
		return err
	}
	if x.stream, err = x.sheet(dataSheet); err != nil {
		return err
	}
	// The names stay visible.
	if err := x.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for _, name := range x.table.Columns() {
		x.cells = append(x.cells, name)
	}
	return x.put()
}

// archive is an archive whose files are packed piece by piece.
type archive struct {
	*zip.Writer
	out Output
}

// Create implements excelize.ZipWriter.
func (a archive) Create(name string) (io.Writer, error) {
	w, err := a.Writer.Create(name)
	return packing{Output{To: w, Work: a.out.Work}}, err
}

// sheet starts a sheet. Its size is unknown, and a wrong one would hide rows from readers
// that rely on it.
func (x *xlsx) sheet(name string) (*excelize.StreamWriter, error) {
	if err := x.book.SetSheetDimension(name, ""); err != nil {
		return nil, err
	}
	return x.book.NewStreamWriter(name)
}

// describe writes the sheet with the description.
func (x *xlsx) describe(a *About) error {
	if _, err := x.book.NewSheet(aboutSheet); err != nil {
		return err
	}
	s, err := x.sheet(aboutSheet)
	if err != nil {
		return err
	}
	if err := s.SetColWidth(1, 2, 24); err != nil {
		return err
	}
	n := 0
	line := func(cells ...any) {
		n++
		err = errors.Join(err, s.SetRow("A"+strconv.Itoa(n), cells))
	}
	for _, p := range a.Pairs() {
		line(p.Name, p.Text)
	}
	if len(a.Sources) > 0 {
		line()
		line("source", "name", "address", "licence")
	}
	for _, source := range a.Sources {
		line(source.ID, source.Name, source.URL, source.Licence)
	}
	return errors.Join(err, s.Flush())
}

func (x *xlsx) Page(c store.Cursor, limit int) error {
	return x.table.Each(c, limit, x.w.Work, func(cells [][]byte) error {
		x.cells = x.cells[:0]
		for i, cell := range cells {
			x.cells = append(x.cells, x.value(string(cell), x.kinds[i]))
		}
		return x.put()
	})
}

// value returns the value of a cell: a number, a truth value, a full day, a text, or nothing where it
// is empty. A text that is too long for a cell is cut and marked.
func (x *xlsx) value(cell string, kind result.CellKind) any {
	if cell == "" {
		return nil
	}
	switch kind {
	case result.WholeCell, result.NumberCell:
		if f, err := strconv.ParseFloat(cell, 64); err == nil {
			return f
		}
	case result.TruthCell:
		return cell == "true"
	case result.DateCell, result.DayCell:
		if day, err := time.Parse(time.DateOnly, cell); err == nil && !day.Before(firstDay) {
			return excelize.Cell{StyleID: x.day, Value: int(day.Sub(dayZero).Hours() / 24)}
		}
	case result.TextCell:
	}
	if utf8.RuneCountInString(cell) > cellRunes {
		const mark = "… (cut)"
		return string([]rune(cell)[:cellRunes-len([]rune(mark))]) + mark
	}
	return printable(cell)
}

func (x *xlsx) put() error {
	if x.row++; x.row > sheetRows {
		return plan.Over(plan.TooLarge, "rows", x.row, sheetRows, "request CSV, or filter with `where`", "rows in a sheet")
	}
	return x.stream.SetRow("A"+strconv.Itoa(x.row), x.cells)
}

func (x *xlsx) End() error {
	if err := x.stream.Flush(); err != nil {
		return err
	}
	_, err := x.book.WriteTo(x.w)
	return err
}

// Close removes the temporary file. Callers of Begin close the lists that have this method.
func (x *xlsx) Close() error {
	if x.book == nil {
		return nil
	}
	return x.book.Close()
}

package table

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// Sheet reads a table as publishers write them: separated by semicolons, commas or tabs, with or
// without quotes, with quotes and line breaks in cells, and with broken lines. A row that cannot be
// read never takes a row after it along: reading continues at the next line that begins a row.
//
// encoding/csv cannot do that: it takes everything up to the next quote for one cell.
type Sheet struct {
	in        *bufio.Reader
	header    []string
	separator byte
	// number is the number of lines that were taken from in or ahead.
	number int
	// ahead are lines that were read before.
	ahead []string
	cells []string
	cell  []byte
}

// RowError is the error of one row. The rows after it can be read.
type RowError struct {
	Reason string
	// Header reports whether the row only repeats the header.
	Header bool
	// First is the first cell of a row that has too few or too many, or does not end.
	First string
}

func (e *RowError) Error() string { return e.Reason }

// Limits of rows. A row of a register has at most some thousand bytes.
const (
	maxRow    = 1 << 18
	maxHeader = 1 << 16
	// maxRetry is the number of bytes of a broken row that are read again in search of the next
	// row.
	maxRetry = 1 << 23
)

// NewSheet reads the header of a table.
func NewSheet(in io.Reader) (*Sheet, error) {
	s := &Sheet{in: bufio.NewReaderSize(in, 1<<16)}
	line, err := s.line()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the table is empty")
	} else if err != nil {
		return nil, err
	}
	line = strings.TrimPrefix(line, "\ufeff")
	if len(line) > maxHeader || !utf8.ValidString(line) || strings.ContainsRune(line, 0) {
		return nil, fmt.Errorf("%w of a table in UTF-8, separated by semicolons, commas or tabs", ErrHeader)
	}
	s.separator = separatorOf(line)
	if _, err := s.split([]string{line}); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHeader, err)
	}
	s.header = clean(s.cells)
	for i, name := range s.header {
		if name != "" && slices.Contains(s.header[:i], name) {
			return nil, fmt.Errorf("%w: %q is there twice", ErrHeader, name)
		}
	}
	return s, nil
}

// separatorOf returns the separator that occurs most in a header.
func separatorOf(header string) byte {
	best := byte(',')
	for _, c := range []byte(";\t|") {
		if strings.Count(header, string(c)) > strings.Count(header, string(best)) {
			best = c
		}
	}
	return best
}

// Header returns the names of the columns.
func (s *Sheet) Header() []string { return s.header }

// Column returns the position of a column, whose case does not matter, or -1.
func (s *Sheet) Column(name string) int {
	return slices.IndexFunc(s.header, func(h string) bool { return strings.EqualFold(h, name) })
}

// Rows yields the rows after the header, each with the physical line on which it begins. The cells
// are valid until the next row. A row that cannot be read, or that repeats the header, comes with a
// *RowError; any other error is the last.
func (s *Sheet) Rows() iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		for {
			row, err := s.next()
			if errors.Is(err, io.EOF) {
				return
			}
			var one *RowError
			if !yield(row, err) || err != nil && !errors.As(err, &one) {
				return
			}
		}
	}
}

// Line is a row with the physical line on which it begins, counted from 1.
type Line struct {
	Number int
	Cells  []string
}

// next returns the next row.
func (s *Sheet) next() (Line, error) {
	var lines []string
	row := Line{}
	for size := 0; ; {
		line, err := s.line()
		if errors.Is(err, io.EOF) && len(lines) > 0 {
			return s.broken(row, lines, errOpen)
		} else if err != nil {
			return row, err
		}
		if len(lines) == 0 {
			if strings.TrimSpace(line) == "" {
				continue
			}
			row.Number = s.number
		}
		lines, size = append(lines, line), size+len(line)
		complete, err := s.split(lines)
		switch {
		case err != nil:
			return s.broken(row, lines, err)
		case complete:
			return s.check(row, lines)
		case size > maxRow:
			return s.broken(row, lines, errOpen)
		}
	}
}

var errOpen = errors.New("the quotes of a cell do not end")

// check checks the cells of a row.
func (s *Sheet) check(row Line, lines []string) (Line, error) {
	if len(s.cells) != len(s.header) {
		return s.broken(row, lines, fmt.Errorf("the row has %d cells, but there are %d columns", len(s.cells), len(s.header)))
	}
	if len(lines) > 1 {
		cells := slices.Clone(s.cells)
		if i := s.alone(lines); i > 0 {
			return s.broken(row, lines, errors.New("another row begins within a cell"))
		}
		s.cells = cells
	}
	row.Cells = s.cells
	if slices.Equal(clean(s.cells[:1]), s.header[:1]) && slices.Equal(clean(s.cells), s.header) {
		return row, &RowError{Reason: "the header row is repeated", Header: true}
	}
	for _, cell := range s.cells {
		if !utf8.ValidString(cell) {
			return row, &RowError{Reason: "the row has bytes that are not UTF-8", First: s.cells[0]}
		}
	}
	return row, nil
}

// alone returns the first of the lines after the first one that is a row on its own, or 0. A row
// whose first cell does not end has as many cells as there are columns, together with the next row.
func (s *Sheet) alone(lines []string) int {
	for i := 1; i < len(lines); i++ {
		if strings.HasPrefix(lines[i], `"`) {
			if complete, err := s.split(lines[i : i+1]); complete && err == nil && len(s.cells) == len(s.header) && len(s.header) > 1 {
				return i
			}
		}
	}
	return 0
}

// broken returns the error of a row that cannot be read. If one of its lines after the first begins
// a row that can be read, reading continues there.
func (s *Sheet) broken(row Line, lines []string, reason error) (Line, error) {
	row.Cells = nil
	first, _, _ := strings.Cut(lines[0], string(s.separator))
	if i := s.begins(lines); i > 0 {
		s.ahead = append(slices.Clone(lines[i:]), s.ahead...)
		s.number -= len(lines) - i
	}
	return row, &RowError{Reason: reason.Error(), First: strings.Trim(first, `"`)}
}

// begins returns the first of the lines after the first one that begins a row, or 0.
func (s *Sheet) begins(lines []string) int {
	work := 0
	for i := 1; i < len(lines); i++ {
		for n := i + 1; n <= len(lines) && work < maxRetry; n++ {
			complete, err := s.split(lines[i:n])
			for _, line := range lines[i:n] {
				work += len(line) + 1
			}
			if complete && len(s.cells) == len(s.header) {
				return i
			}
			if complete || err != nil {
				break
			}
		}
	}
	return 0
}

// line returns the next line, without its end; io.EOF after the last one.
func (s *Sheet) line() (string, error) {
	if len(s.ahead) > 0 {
		line := s.ahead[0]
		s.ahead, s.number = s.ahead[1:], s.number+1
		return line, nil
	}
	line, err := s.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		long := bytes.Clone(line)
		for errors.Is(err, bufio.ErrBufferFull) && len(long) <= maxRow {
			line, err = s.in.ReadSlice('\n')
			long = append(long, line...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			return "", fmt.Errorf("line %d has more than %d bytes; this is no table", s.number+1, maxRow)
		}
		line = long
	}
	if err != nil && !errors.Is(err, io.EOF) || len(line) == 0 {
		return "", err
	}
	s.number++
	return strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r"), nil
}

// split splits a row into cells. It reports false if the row continues in the next line.
func (s *Sheet) split(lines []string) (complete bool, err error) {
	s.cells = s.cells[:0]
	text := lines[0]
	if len(lines) > 1 {
		text = strings.Join(lines, "\n")
	}
	if len(text) > maxRow {
		return false, fmt.Errorf("the row has more than %d bytes", maxRow)
	}
	for {
		if text == "" || text[0] != '"' {
			cell, rest, more := strings.Cut(text, string(s.separator))
			s.cells = append(s.cells, cell)
			if !more {
				return true, nil
			}
			text = rest
			continue
		}
		cell, rest, ok := s.quoted(text[1:])
		if !ok {
			return false, nil
		}
		s.cells = append(s.cells, cell)
		if rest == "" {
			return true, nil
		}
		text = rest[1:]
	}
}

// quoted returns the cell after a quote, and what follows its end. A quote within a cell that
// neither ends it nor is doubled is part of it.
func (s *Sheet) quoted(text string) (cell, rest string, ok bool) {
	s.cell = s.cell[:0]
	plain := true
	for i := 0; i < len(text); {
		next := strings.IndexByte(text[i:], '"')
		if next < 0 {
			return "", "", false
		}
		next += i
		switch after := text[next+1:]; {
		case after == "" || after[0] == s.separator:
			if plain {
				return text[:next], after, true
			}
			return string(append(s.cell, text[i:next]...)), after, true
		case after[0] == '"':
			s.cell, plain, i = append(s.cell, text[i:next+1]...), false, next+2
		default:
			s.cell, plain, i = append(s.cell, text[i:next+1]...), false, next+1
		}
	}
	return "", "", false
}

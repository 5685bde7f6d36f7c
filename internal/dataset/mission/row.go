package mission

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/dataset/table"
)

// rows takes the rows of a table, and reports the faults of each at its line. The error that a
// row cannot be read comes with an empty row.
func (r *reader) rows(f File, columns []string, take func(row, error) []error) {
	at := statement.Place{File: f.Name}
	in, err := f.Open()
	if err != nil {
		r.FaultAt(at, err)
		return
	}
	defer func() { _ = in.Close() }() // it was only read
	for cells, err := range table.Rows(in, columns...) {
		at.Line = cells.Line
		r.Base.Place = at
		for _, fault := range take(row{cells}, err) {
			if fault != nil {
				r.FaultAt(at, fault)
			}
		}
		if r.Stopped() {
			return
		}
	}
}

// row is a row of a table of the register.
type row struct{ table.Row }

// grant returns the grant number.
func (w row) grant() (string, error) {
	number := w.Get("grant")
	if _, err := strconv.ParseUint(number, 10, 64); err != nil {
		return "", fmt.Errorf("grant: %q is not a grant number; write its digits", number)
	}
	return number, nil
}

// money returns a sum of money in its short form, or nothing for an empty cell: an unknown sum
// is not zero. The register writes some sums with a decimal comma.
func (w row) money(column string) (statement.Value, error) {
	amount := strings.Replace(w.Get(column), ",", ".", 1)
	if amount == "" {
		return statement.Value{}, nil
	}
	whole, cents, _ := strings.Cut(amount, ".")
	if !digits(whole) || cents != "" && !digits(cents) || strings.HasSuffix(amount, ".") {
		return statement.Value{}, fmt.Errorf("%s: %q is not a sum of money; write 1234.50 or 1234,50", column, w.Get(column))
	}
	return statement.Text("EUR " + amount), nil
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// country returns the country as ISO 3166 writes it. The register writes EL and UK for Greece
// and the United Kingdom.
func (w row) country() string {
	switch code := w.Get("country"); code {
	case "EL":
		return "GR"
	case "UK":
		return "GB"
	default:
		return code
	}
}

// choice returns what a cell stands for.
func choice[V any](w row, column string, choices map[string]V, known string) (V, error) {
	v, ok := choices[strings.ToLower(w.Get(column))]
	if !ok {
		return v, fmt.Errorf("%s: %q is none of %s", column, w.Get(column), known)
	}
	return v, nil
}

// anyOf returns the errors of a row, or nil if there are none.
func anyOf(errs ...error) []error {
	if errors.Join(errs...) == nil {
		return nil
	}
	return errs
}

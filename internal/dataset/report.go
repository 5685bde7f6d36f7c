package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
)

// Report is the result of checking a dataset.
type Report struct {
	// Name is the name of the dataset.
	Name string
	// Version changes whenever the data does.
	Version string
	// Entities and Relations are the numbers of entities and relations that were loaded; both
	// are 0 if there is a fault.
	Entities, Relations int
	// Faults keep the dataset from being loaded, Warnings do not. Both are ordered by
	// file, then line.
	Faults, Warnings []Fault
}

// Fault is one error in a dataset. The message describes the error and its correction.
type Fault struct {
	File string
	// Line counts from 1; it is 0 for the file as a whole.
	Line    int
	Message string
}

// String returns the fault as file:line: message.
func (f Fault) String() string {
	return statement.Place{File: f.File, Line: f.Line}.String() + ": " + f.Message
}

// maxInError is the largest number of faults in an error; the report has all.
const maxInError = 20

// err returns nil if there is no fault.
func (r *Report) err() error {
	if len(r.Faults) == 0 {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "the dataset was not loaded, because it has faults (%d):", len(r.Faults))
	for i, f := range r.Faults {
		if i == maxInError {
			fmt.Fprintf(&b, "\n  and %d more", len(r.Faults)-i)
			break
		}
		b.WriteString("\n  " + f.String())
	}
	return errors.New(b.String())
}

func (r *Report) sort() {
	for _, list := range [][]Fault{r.Faults, r.Warnings} {
		slices.SortStableFunc(list, func(a, b Fault) int {
			return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
		})
	}
}

func (r *Report) fault(at statement.Place, format string, args ...any) {
	r.Faults = append(r.Faults, faultAt(at, format, args...))
}

func (r *Report) warn(at statement.Place, format string, args ...any) {
	r.Warnings = append(r.Warnings, faultAt(at, format, args...))
}

func faultAt(at statement.Place, format string, args ...any) Fault {
	return Fault{File: at.File, Line: at.Line, Message: fmt.Sprintf(format, args...)}
}

package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Report is what was found in a dataset.
type Report struct {
	// Name is the dataset's own.
	Name string
	// Version changes whenever the data does.
	Version string
	// Entities and Relations count what was loaded; zero when there is a fault.
	Entities, Relations int
	// Faults are reasons not to load it, Warnings are not; both by file, then line.
	Faults, Warnings []Fault
}

// Fault is one thing that is wrong with a dataset. The message says what was found and
// what would be right.
type Fault struct {
	File string
	// Line counts from 1; it is 0 for what concerns the whole file.
	Line    int
	Message string
}

// String is file:line: message.
func (f Fault) String() string {
	if f.Line == 0 {
		return f.File + ": " + f.Message
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Message)
}

// shownInError is how many faults an error spells out; the report has all.
const shownInError = 20

// err is nil when there is no fault.
func (r *Report) err() error {
	if len(r.Faults) == 0 {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "the dataset has faults (%d), and nothing of it was loaded:", len(r.Faults))
	for i, f := range r.Faults {
		if i == shownInError {
			fmt.Fprintf(&b, "\n  and %d more", len(r.Faults)-i)
			break
		}
		b.WriteString("\n  " + f.String())
	}
	return errors.New(b.String())
}

func (r *Report) finish() {
	for _, list := range [][]Fault{r.Faults, r.Warnings} {
		slices.SortStableFunc(list, func(a, b Fault) int {
			return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
		})
	}
}

// place is a line of a file of the dataset.
type place struct {
	file string
	line int
}

func (p place) String() string { return fmt.Sprintf("%s:%d", p.file, p.line) }

func (r *Report) fault(at place, format string, args ...any) {
	r.Faults = append(r.Faults, Fault{File: at.file, Line: at.line, Message: fmt.Sprintf(format, args...)})
}

func (r *Report) warn(at place, format string, args ...any) {
	r.Warnings = append(r.Warnings, Fault{File: at.file, Line: at.line, Message: fmt.Sprintf(format, args...)})
}

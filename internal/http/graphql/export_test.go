package graphql

import "io"

// Causes returns the rows of the table of statuses, for the test that has a request for each.
func Causes() (all []string) {
	for c := range statuses {
		all = append(all, string(c))
	}
	return all
}

// Bounded returns a writer that appends to a slice, up to a number of bytes.
func Bounded(out *[]byte, left int) io.Writer { return &bounded{out, left} }

// WithDeadline is withDeadline, for its tests.
var WithDeadline = withDeadline

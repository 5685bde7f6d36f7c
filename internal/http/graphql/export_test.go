package graphql

// Causes returns the rows of the table of statuses, for the test that has a request for each.
func Causes() (all []string) {
	for c := range statuses {
		all = append(all, string(c))
	}
	return all
}

// WithDeadline is withDeadline, for its tests.
var WithDeadline = withDeadline

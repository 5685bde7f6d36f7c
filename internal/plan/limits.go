package plan

import "fmt"

// Limits bound a request before it runs. Every one is above zero: take DefaultLimits
// and change what differs.
type Limits struct {
	// Body is the size of a request's body in bytes, Document that of its document, and
	// of any other text in it. Tokens is how many tokens the document may have.
	Body, Document, Tokens int
	// Depth is how many levels of fields may be nested, IntrospectionDepth how many
	// under __schema and __type.
	Depth, IntrospectionDepth int
	// Aliases and RootFields bound one operation, Selections all operations of a
	// document together; fragments are spread out.
	Aliases, RootFields, Selections int
	// FilterDepth, Predicates and RelationFilters bound one filter: its nested levels,
	// its comparisons, and its relation filters within one another.
	FilterDepth, Predicates, RelationFilters int
	// Inputs is how many values a request may send, and how many its filters may have
	// together once variables are filled in.
	Inputs int
	// Values bounds one in or hasAny.
	Values int
	// SortKeys and Facets bound one list.
	SortKeys, Facets int
	// IDs bounds one request for several entities, Terms one for several names.
	IDs, Terms int
	// Page is how many rows one page may have.
	Page int
	// Cost is how many objects one answer may hold.
	Cost int
	// Visits is how many relations one question may look at.
	Visits int
	// Time is how long a request may take, in milliseconds.
	Time int
	// InFlight is how many operations are answered at the same time.
	InFlight int
	// Exports is how many files are written at the same time, ExportTime how long one may
	// take, in milliseconds.
	Exports, ExportTime int
}

// DefaultLimits are the limits of a service on the open internet.
func DefaultLimits() Limits {
	return Limits{
		Body: 1 << 20, Document: 64 << 10, Tokens: 5000, Depth: 15, IntrospectionDepth: 20,
		Aliases: 30, RootFields: 20, Selections: 500,
		FilterDepth: 8, Predicates: 100, RelationFilters: 4, Inputs: 10_000, Values: 1000,
		SortKeys: 5, Facets: 10, IDs: 200, Terms: 1000,
		Page: 1000, Cost: 50_000, Visits: 200_000, Time: 10_000, InFlight: 256,
		Exports: 4, ExportTime: 600_000,
	}
}

// pageDefault is how many rows a page has unless asked, where the limit is not lower.
const pageDefault = 20

// Named gives the limits by their names in `meta.limits`.
func (l *Limits) Named() map[string]*int {
	return map[string]*int{
		"body": &l.Body, "document": &l.Document, "tokens": &l.Tokens,
		"depth": &l.Depth, "introspectionDepth": &l.IntrospectionDepth,
		"aliases": &l.Aliases, "rootFields": &l.RootFields, "selections": &l.Selections,
		"filterDepth": &l.FilterDepth, "predicates": &l.Predicates, "relationFilters": &l.RelationFilters,
		"inputs": &l.Inputs, "values": &l.Values, "sortKeys": &l.SortKeys, "facets": &l.Facets,
		"ids": &l.IDs, "terms": &l.Terms, "page": &l.Page, "cost": &l.Cost, "visits": &l.Visits,
		"time": &l.Time, "inFlight": &l.InFlight,
		"exports": &l.Exports, "exportTime": &l.ExportTime,
	}
}

// Check refuses limits that let nothing through. The first wrong one, by name, is told.
func (l *Limits) Check() error {
	wrong, value := "", 0
	for name, n := range l.Named() {
		if *n <= 0 && (wrong == "" || name < wrong) {
			wrong, value = name, *n
		}
	}
	if wrong != "" {
		return fmt.Errorf("the limit %q is %d: a limit is a whole number above 0", wrong, value)
	}
	return nil
}

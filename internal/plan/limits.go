package plan

import "fmt"

// Limits bound a request before it runs. Every limit is above zero: start from
// DefaultLimits.
type Limits struct {
	// Body is the largest size of a request's body in bytes, Document that of its document
	// and of any other text in it. Tokens is the largest number of tokens in the document.
	Body, Document, Tokens int
	// Headers is the largest size of a request's address and headers together, Header that of
	// one header that chooses the form of the answer, both in bytes.
	Headers, Header int
	// Name is the largest number of letters of a name or a number in a document, Term that of
	// any other text, Cursor that of a cursor. The longest cursor of a dataset that is checked
	// (statement.MaxText) has as many as the default sort keys allow.
	Name, Term, Cursor int
	// Depth is the largest number of levels of nested fields, IntrospectionDepth that below
	// __schema and __type.
	Depth, IntrospectionDepth int
	// IntrospectionItems bounds the items of the lists of the schema in one answer.
	IntrospectionItems int
	// Aliases and RootFields bound one operation, Selections all operations of a document
	// together, after fragments are expanded.
	Aliases, RootFields, Selections int
	// FilterDepth, Predicates and RelationFilters bound one filter: its nested levels, its
	// comparisons, and its nested relation filters.
	FilterDepth, Predicates, RelationFilters int
	// Inputs bounds the values that a request sends, and the values in all its filters after
	// variables are filled in.
	Inputs int
	// Values bounds one in or hasAny.
	Values int
	// SortKeys and Facets bound one list.
	SortKeys, Facets int
	// Groups bounds the groups of one list that are shown.
	Groups int
	// Periods bounds the periods of one series.
	Periods int
	// IDs bounds one request for several entities, Terms one for several names, Representations
	// one of a gateway.
	IDs, Terms, Representations int
	// Page bounds the rows of one page.
	Page int
	// Cost bounds the work of one request, in units of Work.
	Cost int
	// AnswerBytes bounds the size of one answer.
	AnswerBytes int
	// Visits bounds the relations that one graph query visits.
	Visits int
	// Pairs bounds the pairs of partners that one graph query counts. Measures bounds the work
	// of measuring the betweenness of a network: the number of its nodes times that of its links.
	Pairs, Measures int
	// Time bounds a request, in milliseconds.
	Time int
	// InFlight bounds the cheap operations that run at the same time, and the heavy ones that
	// wait for a slot.
	InFlight int
	// Exports bounds the files that are written at the same time, ExportTime the time for
	// each, in milliseconds.
	Exports, ExportTime int
	// FileBytes bounds the size of one file.
	FileBytes int
	// Sending bounds the bytes of all answers that are being sent, Receiving those of all
	// bodies that are being received or executed. Each caller may have a quarter of them.
	Sending, Receiving int
	// Connections bounds the connections of one caller; all callers together may have four
	// times as many.
	Connections int
}

// DefaultLimits are the limits of a service on the open internet.
func DefaultLimits() Limits {
	return Limits{
		Body: 1 << 20, Document: 64 << 10, Tokens: 5000, Headers: 64 << 10, Header: 4 << 10,
		Name: 100, Term: 1000, Cursor: 64 << 10, Depth: 15, IntrospectionDepth: 20, IntrospectionItems: 50_000,
		Aliases: 30, RootFields: 20, Selections: 500,
		FilterDepth: 8, Predicates: 100, RelationFilters: 4, Inputs: 10_000, Values: 1000,
		SortKeys: 5, Facets: 10, Groups: 5000, Periods: 400, IDs: 200, Terms: 1000, Representations: 1000,
		Page: 1000, Cost: 100_000_000, AnswerBytes: 32 << 20, Visits: 200_000, Pairs: 20_000_000, Measures: 200_000_000, Time: 10_000, InFlight: 256,
		Exports: 4, ExportTime: 600_000, FileBytes: 1 << 30, Sending: 48 << 20, Receiving: 32 << 20, Connections: 1024,
	}
}

// pageDefault is the default number of rows on a page, unless the limit is lower.
const pageDefault = 20

// Named returns the limits by their names in `meta.limits`.
func (l *Limits) Named() map[string]*int {
	return map[string]*int{
		"body": &l.Body, "document": &l.Document, "tokens": &l.Tokens,
		"headers": &l.Headers, "header": &l.Header, "name": &l.Name, "term": &l.Term, "cursor": &l.Cursor,
		"depth": &l.Depth, "introspectionDepth": &l.IntrospectionDepth, "introspectionItems": &l.IntrospectionItems,
		"aliases": &l.Aliases, "rootFields": &l.RootFields, "selections": &l.Selections,
		"filterDepth": &l.FilterDepth, "predicates": &l.Predicates, "relationFilters": &l.RelationFilters,
		"inputs": &l.Inputs, "values": &l.Values, "sortKeys": &l.SortKeys, "facets": &l.Facets, "groups": &l.Groups, "periods": &l.Periods,
		"ids": &l.IDs, "terms": &l.Terms, "representations": &l.Representations, "page": &l.Page, "cost": &l.Cost, "answerBytes": &l.AnswerBytes, "visits": &l.Visits,
		"pairs": &l.Pairs, "measures": &l.Measures,
		"time": &l.Time, "inFlight": &l.InFlight,
		"exports": &l.Exports, "exportTime": &l.ExportTime, "fileBytes": &l.FileBytes,
		"sending": &l.Sending, "receiving": &l.Receiving, "connections": &l.Connections,
	}
}

// Check rejects limits below 1; the error names the first, by name.
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

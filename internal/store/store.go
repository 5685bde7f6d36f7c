// Package store says what every store must do, and holds what all of them share: the
// graph as it is loaded, and the rules of comparison and order.
package store

import (
	"context"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Store keeps one dataset and answers plans from it. It is safe for concurrent use.
type Store interface {
	// View pins the dataset for one operation: all its plans read the same version.
	// An error carries a code of package plan (UNAVAILABLE, TIMEOUT).
	View(ctx context.Context, o ViewOptions) (View, error)
	// Close frees what the store holds; no View is used after it.
	Close() error
}

// View is the dataset as it was when the view was opened. It is used by one goroutine
// at a time.
//
// A view may also implement the optional interfaces Searcher, Walker, LookAhead,
// PathFinder and Partners, which are only about speed: package fallback has an
// implementation of each that needs nothing but Run. Memoizer and Ready are optional too.
type View interface {
	// Info describes the dataset. It does not change during a view.
	Info() *Info
	// Run answers a plan. The cursor stands at the root object, whose slots are those of
	// plan.Root: one, or several lookups. It is valid until the next Run or Close of this view. An
	// error, of Run or of Cursor.Err, carries a code of package plan when the caller
	// can do something about it.
	Run(ctx context.Context, p *plan.Plan) (Cursor, error)
	// Close ends the view. It can be called more than once.
	Close()
}

// Cursor walks an answer. It stands on an object; Enter goes into one of the object's
// slots, Leave comes back. What can be entered can be entered again, and then starts
// from its beginning.
type Cursor interface {
	// Type is the concrete type of the current entity or relation; nil for a part. Where
	// the Select is not Typed it may be another type of the same level.
	Type() *model.Type
	// Value is the scalar in a Column slot of the current object; the zero Value when
	// it is missing.
	Value(slot int) model.Value

	// Enter goes into a slot of the current object.
	//   - Referred, EndOf, Lookup (one): the current object is then the entity; false,
	//     with nothing entered, when there is none.
	//   - PartList, Lookup (many), list Column: before the first item; Next moves on.
	//     Always true, also when empty.
	//   - Connection: before the first row of its page; Next moves on, and Rows, Len,
	//     Key, More, Count, Facet and Aggregate speak of it. Always true.
	//   - Meta: the current object is then the description of the service.
	Enter(slot int) bool
	// Leave comes back to the object that the slot was entered from.
	Leave()

	// Next moves to the next item of the list or page that was entered; false at its
	// end. An item that is unknown (Lookup many) has no object: Missing is then true.
	// The item of a list Column has its value in slot 0.
	Next() bool
	// Item moves to the i-th item of the Lookup (many) that was entered, as if Next had
	// been called so often; Next then goes on behind it.
	Item(i int)
	// Missing says that the current item is null.
	Missing() bool

	// Rows goes before the first row of the page of the entered connection, also when
	// it was walked before. The objects that Next then gives are the rows, with the
	// slots of Connection.Rows.
	Rows()
	// Len is the number of rows of the page.
	Len() int
	// Key appends the values by which the row at a position of the page is ordered, as
	// Order.Width counts them: for each sort key its value (of money currency and
	// amount), then the id. Missing values are null. Its memory may be used again by
	// the next call.
	Key(row int, dst []model.Value) []model.Value
	// More says whether further rows match behind the page, in the direction of
	// travel: after it, or before it when the page is Backward. It is exact. Only with
	// Connection.Info.
	More() bool
	// Count is the number of rows that match, whatever the page. Only with
	// Connection.Count.
	Count() int
	// Facet is the i-th of Connection.Facets.
	Facet(i int) FacetResult
	// Aggregate is the aggregate of all rows that match. Only with
	// Connection.Aggregate.
	Aggregate() AggregateResult

	// Err is the first failure, such as a deadline. After a failure the other methods
	// still return, with nothing useful.
	Err() error
}

// Ready is what a Cursor can do beside: it gives values as they stand in JSON. It is
// only about speed; a writer asks for the Value when there is nothing ready.
type Ready interface {
	// Ready is the text in a Column slot of the current object, in quotes and with what
	// needs an escape escaped; empty when the value is missing, is no text, or is not
	// kept so.
	Ready(slot int) string
}

// FacetResult is the count of the rows that match, by value. Buckets are ordered by
// count, most first, then by value in code points.
type FacetResult struct {
	Buckets []Bucket
	// Other is the sum of the counts that Buckets does not show.
	Other int
	// Missing is the number of rows without a value.
	Missing int
}

// Bucket is one value and how many rows have it. Value is text: an id, a word, a
// number, a year. Label is the name of an entity, the description of an enum value,
// else the value.
type Bucket struct {
	Value, Label string
	Count        int
}

// AggregateResult is over all rows that match.
type AggregateResult struct {
	Count int
	// Fields are in the order of Connection.Aggregates.
	Fields []FieldAggregate
}

// FieldAggregate is over the rows that have a value. Of none, Count is 0 and the rest
// has no meaning.
type FieldAggregate struct {
	Count int
	// MinDay and MaxDay are of the first days of dates.
	MinDay, MaxDay model.Days
	// Min, Max and Sum are of numbers. A sum of floats is taken in ascending order.
	Min, Max, Sum float64
	// Money has one item for each currency, by currency in code points.
	Money []MoneyAggregate
}

// MoneyAggregate is in whole cents.
type MoneyAggregate struct {
	Currency      string
	Count         int
	Min, Max, Sum int64
}

// Info describes a dataset.
type Info struct {
	// Name is the title of the dataset.
	Name string
	// Version changes whenever the data does.
	Version string
	// Date is the day that the dataset's maker gives it; empty for none.
	Date     string
	Licence  string
	LoadedAt time.Time
	// Counts is how many there are of each concrete type, by Type.Index; deprecated
	// relations do not count.
	Counts [model.MaxTypes]int
}

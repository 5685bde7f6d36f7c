// Package store is the contract of a store, and what all stores share: the graph as it is
// loaded, the rules of order, and errors.
//
// A store implements Store and View, which have five methods. It returns answers with a
// Cursor: its own, or TreeCursor over an answer in memory. What it can do faster than by
// running plans it offers by optional interfaces: Searcher, Walker, LookAhead, PathFinder,
// Partners, Memoizer and Ready. Package fallback implements those that graph queries need.
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
	// Close releases what the store holds. No view is used after it.
	Close() error
}

// View is the dataset as it was when the view was opened. It is used by one goroutine
// at a time.
//
// A view may also implement the optional interfaces Searcher, Walker, LookAhead,
// PathFinder and Partners, which only save time: package fallback has an implementation of
// each that needs nothing but Run. Memoizer is optional, too.
type View interface {
	// Info describes the dataset. It does not change during a view.
	Info() *Info
	// Run answers a plan. The cursor is on the root object, whose slots are those of
	// plan.Root: one, or several lookups. It is valid until the next Run or Close of this
	// view. An error of Run or of Cursor.Err carries a code of package plan where the caller
	// can do something about it; it is that of Ended where ctx has ended.
	Run(ctx context.Context, p *plan.Plan) (Cursor, error)
	// Close ends the view. It can be called more than once.
	Close()
}

// Cursor walks an answer. It is on an object; Enter enters one of the object's slots, and
// Leave returns. What can be entered can be entered again, and then starts from its
// beginning.
type Cursor interface {
	// Type is the concrete type of the current entity or relation; nil for a part. Where
	// the Select is not Typed, it may be another type of the same level.
	Type() *model.Type
	// Value is the scalar in a Column slot of the current object; the zero Value where it
	// is missing.
	Value(slot int) model.Value

	// Enter enters a slot of the current object.
	//   - Referred, EndOf, Lookup (one): the current object is then the entity. Where there
	//     is none, nothing is entered and the result is false.
	//   - PartList, Lookup (many), list Column: the cursor is before the first item, and
	//     Next moves on. Always true, also for an empty list.
	//   - Connection: the cursor is before the first row of its page, and Next moves on.
	//     Rows, Len, Key, More, Count, Facet and Aggregate are about it. Always true.
	//   - Meta: the current object is then the description of the service.
	Enter(slot int) bool
	// Leave returns to the object whose slot was entered.
	Leave()

	// Next moves to the next item of the list or page that was entered; it is false at its
	// end. An unknown item of a Lookup (many) has no object: Missing is then true. The item
	// of a list Column has its value in slot 0.
	Next() bool
	// Item moves to item i of the Lookup (many) that was entered. Next moves on from there.
	Item(i int)
	// Missing reports whether the current item is null.
	Missing() bool

	// Rows moves before the first row of the page of the entered connection, also after the
	// page was walked. The objects to which Next then moves are the rows, with the slots of
	// Connection.Rows.
	Rows()
	// Len is the number of rows of the page.
	Len() int
	// Key appends the values by which a row of the page is ordered, as Order.Width counts
	// them: for each sort key its value (of money, currency and amount), then the id.
	// Missing values are null. The next call may reuse the memory of the values.
	Key(row int, dst []model.Value) []model.Value
	// More reports whether further rows match beyond the page in the direction of travel:
	// after it, or before it where the page is Backward. It is exact. It is set only with
	// Connection.Info.
	More() bool
	// Count is the number of rows that match, whatever the page. It is set only with
	// Connection.Count.
	Count() int
	// Facet is the result of facet i of Connection.Facets.
	Facet(i int) FacetResult
	// Aggregate is over all rows that match. It is set only with Connection.Aggregate.
	Aggregate() AggregateResult

	// Err is the first failure, such as a deadline. After a failure the other methods
	// still return, with undefined results.
	Err() error
}

// Ready is an optional interface of a Cursor that has values as JSON. It only saves time:
// the writer uses Value where nothing is ready.
type Ready interface {
	// Ready is the text in a Column slot of the current object as a JSON string, with its
	// quotes and escapes. It is empty where the value is missing, is no text, or is not
	// stored as JSON.
	Ready(slot int) string
}

// FacetResult counts the rows that match by value. Buckets are ordered by count, highest
// first, then by value in code points.
type FacetResult struct {
	Buckets []Bucket
	// Other is the sum of the counts that Buckets omits.
	Other int
	// Missing is the number of rows without a value.
	Missing int
}

// Bucket is one value with the number of rows that have it. Value is text: an id, a word,
// a number, a year. Label is the name of an entity, the description of an enum value, or
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

// FieldAggregate is over the rows that have a value. Where Count is 0, the rest is
// undefined.
type FieldAggregate struct {
	Count int
	// MinDay and MaxDay are over the first days of dates.
	MinDay, MaxDay model.Days
	// Min, Max and Sum are over numbers. Floats are added in ascending order.
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
	// Date is the date of the dataset as its maker states it; empty for none.
	Date     string
	Licence  string
	LoadedAt time.Time
	// Counts are the numbers of objects of each concrete type, by Type.Index, without
	// deprecated relations.
	Counts [model.MaxTypes]int
}

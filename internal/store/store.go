// Package store defines the contract between the engine and a store, and contains what all
// stores share: the graph that is loaded, the order of names, and errors.
//
// A store implements Store and View, which have five methods in total, and returns answers
// through a Cursor: its own, or TreeCursor over an answer in memory. It may also implement
// optional interfaces for what it can do faster than by running plans: Searcher, Walker,
// LookAhead, PathFinder, Partners, Memoizer, Keeper and Ready. Package fallback implements those that
// graph queries need by running plans. Package storetest contains the tests that every store
// must pass.
package store

import (
	"context"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Store holds one dataset and answers plans from it. It is safe for concurrent use.
type Store interface {
	// View opens a view for one operation: all plans of the operation read the same version of
	// the dataset. Its error has a code of package plan (UNAVAILABLE, TIMEOUT).
	View(ctx context.Context, o ViewOptions) (View, error)
	// Close releases the resources of the store. No view may be used afterwards.
	Close() error
}

// Describer is an optional interface of a Store. It only saves time: the work of a request can be
// estimated before a view is opened.
type Describer interface {
	// Known returns the description of the dataset as far as it is known without reading it, or
	// nil.
	Known() *Info
}

// View is the dataset as it was when the view was opened. It is used by one goroutine at a
// time.
//
// A view may also implement the optional interfaces Searcher, Walker, LookAhead, PathFinder,
// Partners, Memoizer and Keeper, which only save time. For each of the first five, package fallback has
// an implementation that needs nothing but Run.
type View interface {
	// Info returns the description of the dataset, which does not change while the view is
	// open.
	Info() *Info
	// Run answers a plan. It returns a cursor on the root object, whose slots are those of
	// plan.Root: a single slot, or several lookups. The cursor is valid until the next Run or
	// Close of this view. An error of Run or of Cursor.Err has a code of package plan if the
	// caller can do something about it; once ctx has ended, it is the error of Ended.
	Run(ctx context.Context, p *plan.Plan) (Cursor, error)
	// Close ends the view. It may be called more than once.
	Close()
}

// Database is an optional interface of a View whose plans are run by a database, which does not
// count its work. The estimate of that work is then added to what ViewOptions.Work counts.
type Database interface {
	View
	// Database does nothing.
	Database()
}

// Cursor reads an answer step by step. Its position is an object: Enter moves into one of the
// object's slots, and Leave moves back. A slot can be entered again, and is then read from its
// beginning.
type Cursor interface {
	// Type returns the concrete type of the current entity or relation, or nil for a part. If
	// the Select is not Typed, the store need not determine the type, and may return any type
	// that an object of this level can have.
	Type() *model.Type
	// Value returns the scalar in a Column slot of the current object, or the zero Value if it
	// is missing.
	Value(slot int) model.Value

	// Enter moves into a slot of the current object. The result depends on the kind of slot:
	//   - Referred, EndOf, Lookup (one): the current object becomes the one that the slot
	//     refers to. If there is none, the cursor does not move, and Enter returns false.
	//   - PartList, Lookup (many), list Column: the cursor is before the first item, and Next
	//     moves to it. Enter returns true, even if the list is empty.
	//   - Connection: the cursor is before the first row of the page, and Next moves to it.
	//     Rows, Len, Key, More, Count, Facet, Aggregate, Groups and Series refer to this
	//     connection. Enter returns true.
	//   - Meta: the current object becomes the description of the service. Enter returns true.
	Enter(slot int) bool
	// Leave moves back to the object whose slot was entered.
	Leave()

	// Next moves to the next item of the list or page that was entered, and returns false at
	// its end. An item of a list Column has its value in slot 0. An unknown reference in a
	// Lookup (many) yields an item without an object, for which Missing reports true.
	Next() bool
	// Item moves to item i of the Lookup (many) that was entered; Next continues from there.
	Item(i int)
	// Missing reports whether the current item is null.
	Missing() bool

	// Rows moves back before the first row of the entered connection's page, even if the page
	// was read to its end. Next then moves to the rows, whose slots are those of
	// Connection.Rows.
	Rows()
	// Len returns the number of rows on the page.
	Len() int
	// Key appends to dst the Order.Width values that a row of the page is sorted by: one for
	// each sort key (two for money: currency and amount), then the id. Missing values are null.
	// The next call may reuse the memory of the values.
	Key(row int, dst []model.Value) []model.Value
	// More reports whether more rows match beyond the page in the direction of travel: after
	// the page, or before it if the page is Backward. It is exact. It is defined only if
	// Connection.Info is set.
	More() bool
	// Count returns the number of all matching rows, not only those on the page. It is defined
	// only if Connection.Count is set.
	Count() int
	// Facet returns the result of item i of Connection.Facets.
	Facet(i int) FacetResult
	// Aggregate returns the aggregate over all matching rows. It is defined only if
	// Connection.Aggregate is set.
	Aggregate() AggregateResult
	// Groups returns the result of item i of Connection.Groups.
	Groups(i int) GroupsResult
	// Series returns the result of item i of Connection.Series.
	Series(i int) SeriesResult

	// Err returns the first failure, such as a deadline that has passed. After a failure the
	// other methods may still be called, but their results are undefined.
	Err() error
}

// Ready is an optional interface of a Cursor that stores texts as JSON. It only saves time:
// without it, or if its result is empty, the writer encodes Value.
type Ready interface {
	// Ready returns the text in a Column slot of the current object as a JSON string, with its
	// quotes and escapes. It returns "" if the value is missing, is not a text, or is not
	// stored as JSON.
	Ready(slot int) string
}

// FacetResult holds the number of matching rows for each value. Buckets are ordered by count,
// highest first, then by value in code points.
type FacetResult struct {
	Buckets []Bucket
	// Other is the sum of the counts of the values that Buckets omits.
	Other int
	// Missing is the number of rows without a value.
	Missing int
}

// Bucket is a value and the number of rows that have it. Value is the value as text: an id, a
// word, a number or a year. Label is the name of an entity or the description of an enum value;
// otherwise it equals Value.
type Bucket struct {
	Value, Label string
	Count        int
}

// AggregateResult is the aggregate over all matching rows.
type AggregateResult struct {
	Count int
	// Fields are in the order of Connection.Aggregates.
	Fields []FieldAggregate
}

// FieldAggregate is the aggregate of one field over the rows that have a value. If Count is 0,
// the other fields are undefined.
type FieldAggregate struct {
	Count int
	// MinDay and MaxDay are the lowest and the highest first day of a date field.
	MinDay, MaxDay model.Days
	// Min, Max and Sum are for number fields. Floats are added in ascending order, so that
	// every store returns the same sum.
	Min, Max, Sum float64
	// Money has one item for each currency, ordered by currency in code points.
	Money []MoneyAggregate
}

// MoneyAggregate is the aggregate of the amounts in one currency, in whole cents.
type MoneyAggregate struct {
	Currency      string
	Count         int
	Min, Max, Sum int64
}

// GroupsResult holds the numbers of matching rows for each combination of values. Groups are
// ordered by count, highest first, then by their values in code points, with missing values last.
type GroupsResult struct {
	Groups []Group
	// Total is the number of all groups, those that Groups omits included.
	Total int
}

// Group has the rows with one combination of values.
type Group struct {
	// Keys are in the order of plan.Groups.By.
	Keys  []GroupKey
	Count int
	// Sums are in the order of plan.Groups.Sums, then by currency in code points.
	Sums []MoneySum
	// Distinct has for each of plan.Groups.Ends the number of different entities.
	Distinct []int
}

// GroupKey is a value with its label, as in a Bucket, or a missing value.
type GroupKey struct {
	Value, Label string
	Missing      bool
}

// MoneySum is a sum of money in one field, which is the position in plan.Groups.Sums, and one
// currency, in whole cents.
type MoneySum struct {
	Field    int
	Currency string
	Sum      int64
}

// SeriesResult has the periods in which matching rows begin and end, in order. Rows without a first
// day are in none, those that have no last day only begin.
type SeriesResult struct{ Began, Ended []PeriodCount }

// PeriodCount is the number of rows that begin or end in a period, by its number.
type PeriodCount struct {
	Period, Count int
	// Void is the number of those whose last day is before their first, as sources contradict each
	// other. They are never active.
	Void int
}

// Label returns the label of a value in a bucket or a group: the description of an enum value,
// otherwise the value. It is not for entities, whose label is their name.
func Label(f *model.Field, value string) string {
	if f.Enum == nil {
		return value
	}
	if i := f.Enum.Position(value); i >= 0 && f.Enum.Values[i].Description != "" {
		return f.Enum.Values[i].Description
	}
	return value
}

// Info describes a dataset.
type Info struct {
	// Name is the title of the dataset.
	Name string
	// Version changes whenever the data does.
	Version string
	// Date is the date that the dataset states for itself; empty if it states none.
	Date     string
	Licence  string
	LoadedAt time.Time
	// Counts has the number of objects of each concrete type, by Type.Index. Deprecated
	// entities and relations are not counted.
	Counts [model.MaxTypes]int
	// Statistics describes the sizes of the dataset, from which the work of requests is
	// estimated; nil if they are unknown.
	Statistics *Statistics
}

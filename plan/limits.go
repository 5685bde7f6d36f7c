package plan

// Limits bound a request before it runs. Zero values are not limits of zero: take
// DefaultLimits and change what differs.
type Limits struct {
	// Page is how many rows one page may have, PageDefault how many it has unless asked.
	Page, PageDefault int
	// Cost is how many objects one answer may hold.
	Cost int
	// Visits is how many relations one question may look at.
	Visits int
	// Selections is how many fields one operation may select, fragments spread out.
	Selections int
	// Depth is how many levels of fields may be nested.
	Depth int
	// FilterDepth, Predicates and RelationFilters bound one filter: its nested levels,
	// its comparisons, and its relation filters within one another.
	FilterDepth, Predicates, RelationFilters int
	// Values bounds one in or hasAny.
	Values int
	// SortKeys and Facets bound one list.
	SortKeys, Facets int
	// IDs bounds one request for several entities.
	IDs int
	// Body is the size of a request's body in bytes.
	Body int
	// Time is how long a request may take, in milliseconds.
	Time int
}

// DefaultLimits are the limits of a service on the open internet.
func DefaultLimits() Limits {
	return Limits{
		Page: 1000, PageDefault: 20, Cost: 50_000, Visits: 200_000, Selections: 500, Depth: 15,
		FilterDepth: 8, Predicates: 100, RelationFilters: 4, Values: 1000, SortKeys: 5, Facets: 10,
		IDs: 200, Body: 1 << 20, Time: 10_000,
	}
}

// Package cost estimates the work of a request before it runs, from its plans and from the
// statistics of the dataset. It is pure: the same plan and the same statistics give the same
// estimate, in every store.
//
// The units are those that plan.Work counts while the request runs; one takes about 10 ns of
// processor time. The estimate follows what the embedded store does (package memory): which
// lists it scans, where it uses an index, when it stops. What it cannot know it replaces by the
// mean: the relations of an entity, the rows that a filter leaves, the length of a text.
//
// A test in package scale compares the estimates of random operations with the work that is
// counted:
//
//	go test ./internal/scale -run TestEstimates -v
package cost

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Estimate is the estimated work of a request, in units.
type Estimate struct {
	// Units is the number of all units; it is at most math.MaxInt32.
	Units int
	// Store is the number of those that a store spends to find the answer, before it is read
	// and written.
	Store int
	// Most is the part of the request with the most units, and names a way to spend fewer.
	Most Part
}

// Part is the work of one kind in one place of a request.
type Part struct {
	// Path has the response keys that lead to the field.
	Path  []string
	Kind  Kind
	Units int
}

// Kind is a kind of work.
type Kind uint8

// The kinds of work.
const (
	// Answer reads and writes objects.
	Answer Kind = iota
	// Filter tests rows, Text those of a filter that compares texts.
	Filter
	Text
	// Related tests relations of rows.
	Related
	// Sort sorts rows, Facets and Aggregate count them.
	Sort
	Facets
	Aggregate
	// Walk follows relations.
	Walk
	// Words looks up words and compares names.
	Words
	// Pairs counts pairs of actors.
	Pairs
)

// about has for each kind of work what it is for, before the name of a field, and how a request
// spends less on it.
var about = map[Kind]struct{ purpose, hint string }{
	Answer:    {"to write", "request fewer rows with `first`, above all in nested lists, or fewer fields"},
	Filter:    {"to filter", "filter by fewer conditions, or by one that few rows meet, such as `id`, `country` or `type`"},
	Text:      {"to compare texts for", "replace `contains`, `startsWith`, `endsWith` and `matches` by `search`, `folds` or `eq`, which use an index, or compare fewer texts"},
	Related:   {"to filter by relations", "filter by fewer relations, or by `count` without its own `where`"},
	Sort:      {"to sort", "sort by fewer keys, or request the list without nested lists that are sorted"},
	Facets:    {"for the facets of", "request fewer facets, or filter by a condition that few rows meet"},
	Aggregate: {"for the aggregates of", "request fewer aggregates, or filter by a condition that few rows meet"},
	Walk:      {"to follow relations for", "follow fewer relations by `via`, fewer hops or less depth"},
	Words:     {"to look up words for", "send fewer or shorter terms"},
	Pairs:     {"to count pairs for", "query between fewer actors, in fewer initiatives, or on one day"},
}

// Hint returns how the request spends less on the part.
func (p *Part) Hint() string { return about[p.Kind].hint }

// String returns what the part is for: "to filter `institutes`".
func (p *Part) String() string { return about[p.Kind].purpose + " `" + strings.Join(p.Path, ".") + "`" }

// Estimator estimates the work of plans on one dataset. It is safe for concurrent use.
type Estimator struct {
	// Statistics describes the dataset; nil if nothing is known.
	Statistics *store.Statistics
	model      *model.Model
	// common is the sum of the numbers of entities that have the most common words, and squares
	// that of their squares.
	common, squares float64
	// walks is computed on first use.
	once  sync.Once
	walks walks
}

// New returns an Estimator. Without statistics it counts only what a plan itself says.
func New(s *store.Statistics, m *model.Model) *Estimator {
	x := &Estimator{Statistics: s, model: m}
	if s != nil {
		for _, n := range s.Words.Common {
			x.common += float64(n)
			x.squares += float64(n) * float64(n)
		}
	}
	return x
}

// Of estimates the work of a plan.
func (x *Estimator) Of(p *plan.Plan) Estimate {
	s := x.Statistics
	if s == nil {
		s = &store.Statistics{}
	}
	e := &estimator{Estimator: x, statistics: s, parts: map[place]float64{}, folded: map[string]string{}, compared: map[comparison]float64{}, texts: map[comparedText][]wordShare{}}
	e.entities = e.all(x.model.AnyEntity, false).n
	e.root(p)
	return e.estimate()
}

// Sum adds the estimates of the root fields of a request.
func Sum(list ...Estimate) (sum Estimate) {
	for _, e := range list {
		sum.Units = clamp(float64(sum.Units) + float64(e.Units))
		sum.Store = clamp(float64(sum.Store) + float64(e.Store))
		if e.Most.Units > sum.Most.Units {
			sum.Most = e.Most
		}
	}
	return sum
}

// estimator estimates the work of one plan.
type estimator struct {
	*Estimator
	// statistics is empty if there are none.
	statistics *store.Statistics
	// entities is the number of all entities.
	entities float64
	// folded has the folded forms of common values.
	folded map[string]string
	// compared has the part of the objects of a kind that meet a comparison, and texts what is
	// known of the texts of comparisons, whatever the kind: a filter is estimated in several ways.
	compared map[comparison]float64
	texts    map[comparedText][]wordShare
	// path has the response keys that lead to the current field.
	path  []string
	parts map[place]float64
}

// place is a kind of work in one place of a request.
type place struct {
	path string
	kind Kind
}

// add adds units of a kind at the current field.
func (e *estimator) add(k Kind, units float64) {
	if units > 0 {
		e.parts[place{strings.Join(e.path, "."), k}] += units
	}
}

// within calls do for the field with a response key.
func (e *estimator) within(key string, do func()) {
	e.path = append(e.path, key)
	do()
	e.path = e.path[:len(e.path)-1]
}

// estimate adds up the parts, in a fixed order, since sums of floats depend on it.
func (e *estimator) estimate() Estimate {
	places := make([]place, 0, len(e.parts))
	for at := range e.parts {
		places = append(places, at)
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.kind, b.kind)) })
	total, inStore := 0.0, 0.0
	var most Part
	for _, at := range places {
		units := e.parts[at]
		total += units
		if at.kind != Answer {
			inStore += units
		}
		if n := clamp(units); n > most.Units {
			most = Part{Path: strings.Split(at.path, "."), Kind: at.kind, Units: n}
		}
	}
	return Estimate{Units: clamp(total), Store: clamp(inStore), Most: most}
}

// clamp rounds up to a whole number that fits into 32 bits, as numbers of the schema do.
func clamp(units float64) int {
	if !(units < math.MaxInt32) {
		return math.MaxInt32
	}
	return int(math.Ceil(units))
}

// root estimates the one slot of a plan.
func (e *estimator) root(p *plan.Plan) {
	e.within(p.Out.Key, func() {
		e.field(p.Root, &p.Out, &group{n: 1})
	})
}

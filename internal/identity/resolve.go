package identity

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Rules by which two records are one, as identity shows them.
const (
	ruleIdentifier = "identifier"
	ruleEvidence   = "evidence"
)

// Link is the reason why two records are one.
type Link struct {
	// Left and Right are the records (Record.Ref).
	Left, Right string
	// Record is the record that the link adds to the entity.
	Record *Record
	Reason string
	// Score is between 0 and 1.
	Score float64
	// By is the rule, or the pseudonym of the person who decided.
	By string
}

// Entity is a set of records that are one.
type Entity struct {
	// ID is the id of the entity: the curated one, or the first of its records' ids.
	ID string
	// Records are ordered; the first has the id of the entity.
	Records []*Record
	// Links connect the records; there are none if there is one record.
	Links []Link
}

// Conflict is what keeps two records apart although something shows that they are one, or what
// contradicts a decision.
type Conflict struct{ Left, Right, Shared, Against string }

// Result has the entities, ordered by id, what nobody has decided, most deciding first, and the
// conflicts, ordered.
type Result struct {
	Entities  []Entity
	Open      []Pair
	Conflicts []Conflict
}

// resolver is the state of Resolve.
type resolver struct {
	ctx     context.Context
	records []*Record
	// byID has the records by id, byIdentifier those that have an identifier.
	byID         map[string]int32
	byIdentifier holders
	ghosts       map[string]int32
	// strangers are the things that records take part in and that are no records. The mutex guards
	// them, since profiles are made at the same time.
	mutex     sync.Mutex
	strangers map[string]int32
	union     *union
	// edges are the links between records, by position.
	edges     []edge
	open      []Pair
	conflicts map[Conflict]bool
}

type edge struct {
	a, b   int32
	reason string
	score  float64
	by     string
}

// Resolve finds which records are one. The records and the decisions may come in any order. The
// result refers to the records, which are not changed. An error names decisions that contradict each
// other, or is that of ctx.
func Resolve(ctx context.Context, records []Record, decisions []Decision) (*Result, error) {
	r := &resolver{ctx: ctx, byID: map[string]int32{}, byIdentifier: holders{one: map[Identifier]int32{}}, ghosts: map[string]int32{}, strangers: map[string]int32{}, conflicts: map[Conflict]bool{}}
	r.index(records)
	if err := r.decide(decisions); err != nil {
		return nil, err
	}
	r.identify()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := r.weigh(); err != nil {
		return nil, err
	}
	return r.result(), nil
}

// CheckDecisions returns an error that names decisions which contradict each other.
func CheckDecisions(decisions []Decision) error {
	r := &resolver{byID: map[string]int32{}, ghosts: map[string]int32{}, conflicts: map[Conflict]bool{}}
	return r.decide(decisions)
}

// index orders the records, and joins those with one id.
func (r *resolver) index(records []Record) {
	sorted := make([]*Record, 0, len(records))
	for i := range records {
		sorted = append(sorted, &records[i])
	}
	slices.SortStableFunc(sorted, func(a, b *Record) int { return strings.Compare(a.ID, b.ID) })
	for _, next := range sorted {
		if n := len(r.records); n > 0 && r.records[n-1].ID == next.ID {
			joined := join(r.records[n-1], next)
			r.records[n-1] = &joined
			continue
		}
		r.records = append(r.records, next)
	}
	for i, record := range r.records {
		r.byID[record.ID] = int32(i)
		for _, id := range record.Identifiers {
			r.byIdentifier.add(id, int32(i))
		}
	}
}

// join returns what two sources state under one id.
func join(a, b *Record) Record {
	return Record{ID: a.ID, Class: min(a.Class, b.Class), Curated: a.Curated || b.Curated, Named: a.Named || b.Named,
		Sources: both(a.Sources, b.Sources), Names: both(a.Names, b.Names), Countries: both(a.Countries, b.Countries),
		Cities: both(a.Cities, b.Cities), Domains: both(a.Domains, b.Domains), Partners: both(a.Partners, b.Partners),
		Places: bothFunc(a.Places, b.Places, func(p, q [2]float64) int { return slices.Compare(p[:], q[:]) }),
		Identifiers: bothFunc(a.Identifiers, b.Identifiers, func(p, q Identifier) int {
			return cmp.Or(strings.Compare(p.Scheme, q.Scheme), strings.Compare(p.Value, q.Value))
		})}
}

func both(a, b []string) []string { return bothFunc(a, b, strings.Compare) }

// bothFunc returns the values of two lists, each once, sorted.
func bothFunc[T comparable](a, b []T, compare func(T, T) int) []T {
	all := slices.Concat(a, b)
	slices.SortFunc(all, compare)
	return slices.Compact(all)
}

// position returns the record that a decision names, or one that only decisions know: a record
// that no source has any longer still connects others.
func (r *resolver) position(ref string) int32 {
	i, ok := r.lookUp(ref)
	if ok {
		return i
	}
	i, ok = r.ghosts[ref]
	if !ok {
		i = int32(len(r.records) + len(r.ghosts))
		r.ghosts[ref] = i
	}
	return i
}

// lookUp returns the record with an id or an identifier.
func (r *resolver) lookUp(ref string) (int32, bool) {
	if i, ok := r.byID[ref]; ok {
		return i, true
	}
	scheme, value, ok := strings.Cut(ref, ":")
	if !ok {
		return 0, false
	}
	id := Identifier{scheme, value}
	if i, ok := r.byID[IDOf(id)]; ok {
		return i, true
	}
	return r.byIdentifier.first(id)
}

// decide applies the decisions of people.
func (r *resolver) decide(decisions []Decision) error {
	sorted := slices.Clone(decisions)
	slices.SortStableFunc(sorted, func(a, b Decision) int {
		p, q := a.pair(), b.pair()
		return cmp.Or(slices.Compare(p[:], q[:]), strings.Compare(a.On, b.On))
	})
	ends := make([][2]int32, len(sorted))
	for i := range sorted {
		ends[i] = [2]int32{r.position(sorted[i].Left), r.position(sorted[i].Right)}
	}
	r.union = newUnion(r.records, len(r.ghosts))
	for i := range sorted {
		if d := &sorted[i]; d.Verdict == Same {
			a, b := ends[i][0], ends[i][1]
			if against := r.union.contradiction(a, b); against != "" {
				r.conflict(a, b, "decision "+d.String(), against)
			}
			r.union.merge(a, b)
			r.edges = append(r.edges, edge{a, b, cmp.Or(d.Why, "decided"), 1, d.By})
		}
	}
	var errs []string
	for i := range sorted {
		d := &sorted[i]
		a, b := r.union.find(ends[i][0]), r.union.find(ends[i][1])
		switch {
		case d.Verdict == Same:
		case a != b:
			r.union.keepApart(a, b, d)
		case d.Verdict == Different:
			errs = append(errs, fmt.Sprintf("%v contradicts %s; correct one of them", d, r.chain(sorted, ends, ends[i])))
		}
	}
	if len(errs) > 0 {
		return fmt.Errorf("decisions.csv contradicts itself:\n%s", strings.Join(errs, "\n"))
	}
	return nil
}

// chain names the shortest chain of decisions that make two records one.
func (r *resolver) chain(decisions []Decision, ends [][2]int32, pair [2]int32) string {
	from := map[int32]int{pair[0]: -1} // the decision by which a record was reached
	for queue := []int32{pair[0]}; len(queue) > 0; queue = queue[1:] {
		for i := range decisions {
			if decisions[i].Verdict != Same {
				continue
			}
			for side := range 2 {
				if next := ends[i][1-side]; ends[i][side] == queue[0] {
					if _, seen := from[next]; !seen {
						from[next], queue = i, append(queue, next)
					}
				}
			}
		}
	}
	var names []string
	for at := pair[1]; at != pair[0]; {
		i := from[at]
		names = append(names, decisions[i].String())
		at = ends[i][0] + ends[i][1] - at
	}
	slices.Reverse(names)
	return strings.Join(names, " and ")
}

// identify merges the records that share an identifier, unless these contradict each other.
func (r *resolver) identify() {
	ids := slices.DeleteFunc(slices.Collect(maps.Keys(r.byIdentifier.several)), func(id Identifier) bool { return !slices.Contains(schemes, id.Scheme) })
	slices.SortFunc(ids, func(a, b Identifier) int {
		return cmp.Or(cmp.Compare(slices.Index(schemes, a.Scheme), slices.Index(schemes, b.Scheme)), strings.Compare(a.Value, b.Value))
	})
	for _, id := range ids {
		byClass := map[string][]int32{}
		for _, i := range r.byIdentifier.several[id] {
			class := r.records[i].Class
			byClass[class] = append(byClass[class], i)
		}
		for _, class := range slices.Sorted(maps.Keys(byClass)) {
			r.share(id, byClass[class])
		}
	}
}

// share merges the records with one identifier. If any two of their groups contradict each
// other, the identifier does not tell which of them a third one belongs to, so none are merged.
func (r *resolver) share(id Identifier, list []int32) {
	firsts := map[int32]int32{} // by root, the first record
	var roots []int32
	for _, i := range list {
		root := r.union.find(i)
		if _, seen := firsts[root]; !seen {
			firsts[root] = i
			roots = append(roots, root)
		}
	}
	contradictory := false
	for i, a := range roots {
		for _, b := range roots[:i] {
			if against := r.union.contradiction(a, b); against != "" {
				contradictory = true
				r.conflict(firsts[b], firsts[a], id.String(), against)
			}
		}
	}
	for _, root := range roots[1:] {
		if contradictory {
			r.openShared(id, firsts[roots[0]], firsts[root])
			continue
		}
		r.union.merge(roots[0], root)
		r.edges = append(r.edges, edge{firsts[roots[0]], firsts[root], "same " + id.String(), 1, ruleIdentifier})
	}
}

// conflict notes what keeps two records apart.
func (r *resolver) conflict(a, b int32, shared, against string) {
	left, right := r.ref(a), r.ref(b)
	if right < left {
		left, right = right, left
	}
	r.conflicts[Conflict{left, right, shared, against}] = true
}

// ref names a record in the result.
func (r *resolver) ref(i int32) string {
	if int(i) < len(r.records) {
		return r.records[i].Ref()
	}
	for ref, ghost := range r.ghosts {
		if ghost == i {
			return ref
		}
	}
	return ""
}

package cost

import (
	"math"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// walks tells how many relations a walk follows. Its lists are by the position of a side in sides.
type walks struct {
	// sides are the sides of all relation types: arriving at a side is arriving at its near end.
	sides []*model.Side
	// of has the position of each side.
	of map[*model.Side]int
	// first is the mean number of relations on each side of any entity.
	first []float64
	// next has, for each side at which a relation has arrived, the typical number of relations on
	// each side of the entity there: the mean is that of a few entities with very many.
	next [][]float64
	// entities is how many different entities relations lead to, if well-connected ones are
	// reached more often: the square of the number of relations by the sum of their squares.
	entities []float64
}

// walk returns the walks of the dataset.
func (e *estimator) walk() *walks {
	e.once.Do(func() {
		w := &e.walks
		w.of = map[*model.Side]int{}
		for _, t := range e.model.Relations {
			for _, end := range []*model.End{t.From, t.To} {
				w.of[end.Side] = len(w.sides)
				w.sides = append(w.sides, end.Side)
			}
		}
		all := e.all(e.model.AnyEntity, false)
		for _, s := range w.sides {
			at := e.at(s.Near)
			own := e.degrees(at, s, false).relations()
			any := e.degrees(all, s, false).relations()
			w.first = append(w.first, any)
			w.entities = append(w.entities, ratio(at.n, own))
			w.next = append(w.next, e.following(at, w.sides))
		}
	})
	return &e.walks
}

// following returns the mean number of relations on each side of the entities of a group, of
// which some types are not walked through.
func (e *estimator) following(g *group, sides []*model.Side) []float64 {
	passed := &group{n: g.n, by: g.by}
	for _, s := range g.of {
		if s.typ.Passable {
			passed.of = append(passed.of, s)
		}
	}
	list := make([]float64, len(sides))
	for i, s := range sides {
		list[i] = math.Sqrt(e.degrees(passed, s, false).relations() * e.degrees(passed.unreached(), s, false).relations())
	}
	return list
}

// frontier is the progress of a walk: the number of relations to visit next, by side.
type frontier struct {
	*walks
	via  model.TypeSet
	next []float64
}

// begin returns the frontier of a walk that begins at entities that a caller names.
func (e *estimator) begin(via model.TypeSet, refs ...string) *frontier {
	w := e.walk()
	f := &frontier{walks: w, via: via, next: make([]float64, len(w.sides))}
	for _, ref := range refs {
		hub := e.hub(ref)
		for i, s := range w.sides {
			if !via.Has(s.Relation) {
				continue
			}
			if hub != nil {
				f.next[i] += float64(hub[s.Name])
			} else {
				f.next[i] += w.first[i]
			}
		}
	}
	return f
}

// relations returns the number of relations to visit next.
func (f *frontier) relations() (n float64) {
	for _, each := range f.next {
		n += each
	}
	return n
}

// advance visits the relations, and returns the number of entities that they lead to.
func (f *frontier) advance() (entities float64) {
	next := make([]float64, len(f.next))
	for i, n := range f.next {
		if n == 0 {
			continue
		}
		at := f.of[f.sides[i].Far.Side]
		most := f.walks.entities[at]
		fresh := most * (1 - math.Exp(-ratio(n, most)))
		entities += fresh
		for j, each := range f.walks.next[at] {
			if f.via.Has(f.sides[j].Relation) {
				next[j] += fresh * each
			}
		}
	}
	f.next = next
	return entities
}

// stepUnits is the work of a step of a walk: the relation is found, counted, expanded and
// enumerated, and the entity that it leads to is looked up among those visited before.
const stepUnits = 4*plan.UnitsRow + plan.UnitsSeek

// paths estimates the search for paths, which expands the end with fewer relations to visit until
// both ends meet.
func (e *estimator) paths(q *plan.Paths, visits float64) found {
	if q.First == 0 || q.MaxHops == 0 || q.Via == 0 || q.From == q.To {
		return found{}
	}
	ends := 0.0
	for _, t := range e.model.Relations {
		if q.Via.Has(t) {
			ends += 2 * e.all(t, false).n
		}
	}
	// seen is the number of relations of the entities that were reached from each end.
	fronts := [2]*frontier{e.begin(q.Via, q.From), e.begin(q.Via, q.To)}
	seen := [2]float64{fronts[0].relations(), fronts[1].relations()}
	walked, hops, longest := 0.0, 0, q.MaxHops
	for hops < longest {
		end := 0
		if fronts[1].relations() < fronts[0].relations() {
			end = 1
		}
		steps := min(fronts[end].relations(), ends)
		if walked+steps > visits {
			break
		}
		walked += steps
		hops++
		if longest == q.MaxHops && steps*seen[1-end] >= ends {
			longest = min(longest, hops+q.Slack)
		}
		fronts[end].advance()
		seen[end] += fronts[end].relations()
	}
	// With slack, the paths of each further length are looked for among all relations again.
	e.add(Walk, 2*plan.UnitsLookup+walked*stepUnits*float64(1+2*q.Slack))
	return found{objects: min(float64(q.First), 3), sizes: map[string]float64{"steps": float64(hops)}}
}

// neighbourhood estimates the search for the entities near others.
func (e *estimator) neighbourhood(q *plan.Neighbourhood, visits float64) found {
	all := e.all(e.model.AnyEntity, false)
	shown := all.types(q.Types)
	nodes, walked := float64(len(q.Of)), 0.0
	e.add(Walk, nodes*plan.UnitsLookup)
	f := e.begin(q.Via, q.Of...)
	for range q.Depth {
		steps := f.relations()
		if nodes >= float64(q.First) || walked+steps > visits {
			break
		}
		walked += steps
		nodes = min(nodes+f.advance()*shown, all.n)
	}
	n := min(nodes, float64(q.First))
	between := 0.0
	for i, each := range f.walks.first {
		if q.Via.Has(f.sides[i].Relation) {
			between += n * each / 2
		}
	}
	between = min(between, visits)
	e.add(Walk, walked*(plan.UnitsRow+plan.UnitsRef)+sortUnits(nodes)+between*plan.UnitsRow)
	// The degrees of all entities are counted by relation type and end.
	e.add(Walk, (nodes+2*n)*float64(len(f.sides))+n*plan.UnitsRef)
	links := min(between/4, float64(q.Links))
	return found{objects: 1, sizes: map[string]float64{"nodes": n, "links": links}}
}

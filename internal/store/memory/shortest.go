package memory

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

var _ store.PathFinder = (*view)(nil)

// stepUnits is the work of following a relation in search of paths. It is that of a walk in any
// other store, so that a path costs the same everywhere.
const stepUnits = 4*plan.UnitsRow + plan.UnitsSeek

// ShortestPaths implements store.PathFinder: a breadth-first search from both ends, which always
// goes on at the end with fewer relations to visit.
func (v *view) ShortestPaths(ctx context.Context, q *plan.Paths, visits int) (paths []store.Path, found bool, err error) {
	work, err := v.begin(ctx)
	if err != nil {
		return nil, false, err
	}
	from, known := v.snap.names.find(q.From)
	to, knownToo := v.snap.names.find(q.To)
	if !known || !knownToo || from == to {
		return nil, true, nil
	}
	s := v.snap.pathSearch()
	defer s.release()
	s.work, s.on = work, q.On
	s.follows(q.Via)
	s.begin(0, from)
	s.begin(1, to)
	if found = s.meet(q.MaxHops, visits); !found || work.Err() != nil || len(s.meeting) == 0 {
		return nil, found, work.Err()
	}
	s.connect()
	s.follow(from, q.First, &paths)
	return paths, true, work.Err()
}

// pathSearch is a search for paths. Its memory is reused.
type pathSearch struct {
	snap *snapshot
	work *plan.Work
	// on is the day on which relations must be active; nil for any.
	on *model.Days
	// rels are the relations to follow, those of the types via, and degrees their number at each
	// entity.
	rels    []*relations
	via     model.TypeSet
	degrees []uint32
	ends    [2]searchEnd
	// levels has for each entity, from either end, one more than its distance if it was reached,
	// and onPath if it is on a shortest path. Both are mostly needed together.
	levels [][2]uint8
	// meeting has the hops of the last level that lead to an entity which the search from the
	// other end has reached; none before that.
	meeting []hop
	// kept are the hops of the shortest paths, from their first end to the second. first has for
	// each entity the position of the first of its hops plus one.
	kept  []keptHop
	first []uint32
	steps []hop
}

// onPath marks an entity that is on a shortest path.
const onPath = 0x80

// searchEnd is the search from one end.
type searchEnd struct {
	entity uint32
	// reached are the entities of all levels, and starts where each level begins among them.
	reached []uint32
	starts  []int
	// hops lead from one level to the next; hopStarts has where those of each level begin.
	hops      []hop
	hopStarts []int
}

// hop is a relation that is followed from one entity to another.
type hop struct {
	from, to uint32
	rel      uint8
	forward  bool
	row      uint32
}

// keptHop is a hop with the position of another one from the same entity plus one.
type keptHop struct {
	hop
	next uint32
}

// pathSearch returns a search that has reached nothing.
func (s *snapshot) pathSearch() *pathSearch {
	if known, ok := s.searches.Get().(*pathSearch); ok {
		return known
	}
	n := s.entities.rows
	return &pathSearch{snap: s, first: make([]uint32, n), levels: make([][2]uint8, n)}
}

// follows sets the types of relations to follow.
func (p *pathSearch) follows(via model.TypeSet) {
	if p.degrees != nil && p.via == via {
		return
	}
	p.via, p.rels = via, p.snap.relationsOf(via)
	key := indexKey{measure: "degrees of " + strconv.FormatUint(uint64(via), 16)}
	p.degrees = indexed(&p.snap.indexes, key, p.snap.entities.rows, func() []uint32 {
		degrees := make([]uint32, p.snap.entities.rows)
		for _, r := range p.rels {
			for _, row := range r.current {
				degrees[r.ends[0][row]]++
				degrees[r.ends[1][row]]++
			}
		}
		return degrees
	})
}

// release returns the memory of the search for reuse.
func (p *pathSearch) release() {
	for i := range p.ends {
		e := &p.ends[i]
		for _, n := range e.reached {
			p.levels[n] = [2]uint8{}
		}
		e.reached, e.starts, e.hops, e.hopStarts = e.reached[:0], e.starts[:0], e.hops[:0], e.hopStarts[:0]
	}
	for i := range p.kept {
		p.first[p.kept[i].from] = 0
	}
	p.kept, p.meeting, p.work = p.kept[:0], p.meeting[:0], nil
	p.snap.searches.Put(p)
}

func (p *pathSearch) begin(end int, entity uint32) {
	e := &p.ends[end]
	e.entity, p.levels[entity][end] = entity, 1
	e.reached, e.starts = append(e.reached, entity), append(e.starts, 0)
}

// frontier returns the entities of the last level through which paths may pass.
func (e *searchEnd) frontier() []uint32 { return e.reached[e.starts[len(e.starts)-1]:] }

// meet searches until both ends meet, or until there is certainly no path of at most longest
// relations. It returns false if the search would visit too many relations.
func (p *pathSearch) meet(longest, visits int) bool {
	visited, degrees := 0, [2]int{p.degree(0), p.degree(1)}
	for range longest {
		if len(p.ends[0].frontier()) == 0 || len(p.ends[1].frontier()) == 0 {
			return true
		}
		end := 0
		if degrees[1] < degrees[0] {
			end = 1
		}
		if visited += degrees[end]; visited > visits {
			return false
		}
		if p.expand(end); p.work.Err() != nil || len(p.meeting) > 0 {
			return true
		}
		degrees[end] = p.degree(end)
	}
	return true
}

// degree returns the number of relations of the frontier.
func (p *pathSearch) degree(end int) (n int) {
	for _, e := range p.ends[end].frontier() {
		n += int(p.degrees[e])
	}
	return n
}

// expand goes one level further from an end.
func (p *pathSearch) expand(end int) {
	e := &p.ends[end]
	frontier, start := e.frontier(), len(e.hops)
	e.hopStarts = append(e.hopStarts, start)
	e.starts = append(e.starts, len(e.reached))
	for _, from := range frontier {
		with := p.snap.with[from]
		for i, r := range p.rels {
			if with&r.bit == 0 {
				continue
			}
			for side, near := range &r.byEnd {
				first, last := near.window(from)
				if p.work.Add(int(last-first)*stepUnits) != nil {
					return
				}
				p.step(end, hop{from: from, rel: uint8(i), forward: (side == 0) == (end == 0)}, near.rows[first:last], near.far[first:last])
			}
		}
	}
	if len(p.meeting) > 0 {
		// The other hops of this level are not on a shortest path.
		e.hops, e.hopStarts = e.hops[:start], e.hopStarts[:len(e.hopStarts)-1]
		p.turn(end)
	}
}

// step follows relations of an entity from an end. All have the entity, the type and the direction of
// a hop; rows are the relations and far the entities to which they lead.
func (p *pathSearch) step(end int, h hop, rows, far []uint32) {
	e, level := &p.ends[end], uint8(len(p.ends[end].starts))
	for i, to := range far {
		reached := &p.levels[to]
		switch mine, theirs := reached[end], reached[1-end]; {
		case mine != 0 && mine != level, theirs == 0 && len(p.meeting) > 0, p.on != nil && !p.rels[h.rel].active(rows[i], *p.on, *p.on):
			continue
		case theirs != 0:
			h.to, h.row = to, rows[i]
			p.meeting = append(p.meeting, h)
			continue
		case mine == 0:
			if !p.snap.types[p.snap.typeOf[to]].Passable {
				continue
			}
			reached[end] = level
			e.reached = append(e.reached, to)
		}
		h.to, h.row = to, rows[i]
		e.hops = append(e.hops, h)
	}
}

// turn makes the hops where the ends meet lead from the first end to the second.
func (p *pathSearch) turn(end int) {
	for i := range p.meeting {
		if h := &p.meeting[i]; end == 1 {
			h.from, h.to = h.to, h.from
		}
	}
}

// connect keeps the hops of the shortest paths: those where the ends meet, and level by level the
// hops that lead to them.
func (p *pathSearch) connect() {
	for _, h := range p.meeting {
		p.keep(h)
	}
	for end := range p.ends {
		e := &p.ends[end]
		for _, h := range p.meeting {
			p.levels[[2]uint32{h.from, h.to}[end]][end] |= onPath
		}
		for level := len(e.hopStarts) - 1; level >= 0; level-- {
			hops := e.hops[e.hopStarts[level]:]
			e.hops = e.hops[:e.hopStarts[level]]
			p.work.Count(len(hops))
			for _, h := range hops {
				if p.levels[h.to][end]&onPath == 0 {
					continue
				}
				p.levels[h.from][end] |= onPath
				if end == 1 {
					h.from, h.to = h.to, h.from
				}
				p.keep(h)
			}
		}
	}
}

func (p *pathSearch) keep(h hop) {
	p.kept = append(p.kept, keptHop{h, p.first[h.from]})
	p.first[h.from] = uint32(len(p.kept))
}

// follow adds the paths from an entity to the second end, ordered by the ids of their relations,
// until there are most paths. steps are those that led to the entity.
func (p *pathSearch) follow(from uint32, most int, paths *[]store.Path) {
	if from == p.ends[1].entity {
		*paths = append(*paths, p.path())
		return
	}
	for _, h := range p.next(from, most-len(*paths)) {
		if len(*paths) == most || p.work.Add(plan.UnitsRow) != nil {
			return
		}
		p.steps = append(p.steps, h)
		p.follow(h.to, most, paths)
		p.steps = p.steps[:len(p.steps)-1]
	}
}

// next returns the first hops from an entity by the ids of their relations. Each leads to at least
// one path, so no more than most are needed.
func (p *pathSearch) next(from uint32, most int) (best []hop) {
	for at := p.first[from]; at != 0; at = p.kept[at-1].next {
		h := p.kept[at-1].hop
		p.work.Count(plan.UnitsRow)
		if len(best) == most {
			if p.compare(h, best[most-1]) > 0 {
				continue
			}
			best = best[:most-1]
		}
		i, _ := slices.BinarySearchFunc(best, h, p.compare)
		best = slices.Insert(best, i, h)
	}
	return best
}

// compare compares the relations of two hops by their ids.
func (p *pathSearch) compare(a, b hop) int {
	if a.rel == b.rel {
		return cmp.Compare(a.row, b.row)
	}
	return cmp.Compare(p.id(a), p.id(b))
}

func (p *pathSearch) id(h hop) string {
	return p.rels[h.rel].table.columns[p.snap.model.AnyRelation.Field("id")].dict.text.at(int(h.row))
}

// path returns the path of the current steps.
func (p *pathSearch) path() store.Path {
	path := store.Path{From: p.named(p.ends[0].entity), Steps: make([]store.PathStep, len(p.steps))}
	for i, h := range p.steps {
		path.Steps[i] = store.PathStep{Relation: p.rels[h.rel].typ, ID: p.id(h), Forward: h.forward, To: p.named(h.to)}
	}
	return path
}

func (p *pathSearch) named(e uint32) store.NamedEntity {
	return store.NamedEntity{Type: p.snap.typ(e), ID: p.snap.id(e), Name: p.snap.nameOf().value(e).Text}
}

package memory

import (
	"cmp"
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

var _ store.Searcher = (*view)(nil)

// Search implements store.Searcher.
func (v *view) Search(ctx context.Context, q *store.Search) (*store.Found, error) {
	m, err := v.matcher(ctx)
	if err != nil {
		return nil, err
	}
	found := &store.Found{}
	memory := v.snap.hitMemory()
	best := &ranking{run: m.run, ids: v.snap.names.ids, name: v.snap.nameOf(), first: q.First, after: v.snap.positionOf(q.After), hits: memory.hits}
	defer func() {
		memory.hits = best.hits
		v.snap.release(memory)
	}()
	total := 0
	for _, tier := range q.Tiers {
		rows := m.matchAll(tier.Words)
		if err := m.run.work.Err(); err != nil {
			return nil, err
		}
		for _, e := range rows {
			if m.run.stop() {
				break
			}
			if memory.seen.has(e) || v.snap.isDeprecated.has(e) || q.Types&(1<<v.snap.typeOf[e]) == 0 {
				continue
			}
			memory.add(e)
			found.Counts[v.snap.typeOf[e]]++
			total++
			best.offer(ranked{int64(tier.Score), int64(m.words.degrees[e]), e})
		}
		if total > q.Enough || !q.Counts && best.full() {
			break
		}
	}
	found.Hits, found.More = best.page()
	return found, m.run.work.Err()
}

// hitMemory is memory for a search, which is reused.
type hitMemory struct {
	// seen are the entities that were found so far; list has them too, so that they can be
	// forgotten.
	seen bits
	list []uint32
	hits []ranked
}

func (m *hitMemory) add(e uint32) {
	m.seen.add(e)
	m.list = append(m.list, e)
}

// hitMemory returns memory for a search that has found nothing.
func (s *snapshot) hitMemory() *hitMemory {
	if known, ok := s.hits.Get().(*hitMemory); ok {
		return known
	}
	return &hitMemory{seen: newBits(s.entities.rows)}
}

// release returns the memory of a search for reuse.
func (s *snapshot) release(m *hitMemory) {
	for _, e := range m.list {
		m.seen[e>>6] = 0
	}
	m.list, m.hits = m.list[:0], m.hits[:0]
	s.hits.Put(m)
}

// Matches implements store.Searcher.
func (v *view) Matches(ctx context.Context, conditions []store.Words, types model.TypeSet, most int) ([]store.Match, error) {
	m, err := v.matcher(ctx)
	if err != nil {
		return nil, err
	}
	m.known = map[string]entitySet{}
	list := make([]store.Match, len(conditions))
	for i, words := range conditions {
		for _, e := range m.matchAll(words) {
			if m.run.stop() {
				break
			}
			if types&(1<<v.snap.typeOf[e]) == 0 || v.snap.isDeprecated.has(e) {
				continue
			}
			if len(list[i].IDs) == most {
				list[i] = store.Match{Many: true}
				break
			}
			list[i].IDs = append(list[i].IDs, v.snap.names.ids.text.at(int(e)))
		}
		if err := m.run.work.Err(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// ranked is an entity with the first values it is sorted by.
type ranked struct {
	score, degree int64
	entity        uint32
}

// hitPosition is a position in the order of hits. The rank of a name or an id is even if it
// exists, and odd if it lies between two that do.
type hitPosition struct {
	score, degree int64
	name, id      uint64
}

// positionOf returns the position that a cursor denotes, or nil.
func (s *snapshot) positionOf(after []model.Value) *hitPosition {
	if after == nil {
		return nil
	}
	name := s.nameOf()
	if name == nil {
		return &hitPosition{}
	}
	id, same := s.names.ids.text.find(after[3].Text)
	p := &hitPosition{after[0].Int, after[1].Int, name.dict.key(after[2]), 2*uint64(id) + 1}
	if same {
		p.id++
	}
	return p
}

// nameOf returns the column of names; nil if there are no entities.
func (s *snapshot) nameOf() *column { return s.entities.columns[s.model.AnyEntity.Field("name")] }

// ranking keeps the first hits after a position, and one more.
type ranking struct {
	run *run
	// ids and name are the ids and the names of the entities.
	ids   *dict
	name  *column
	first int
	after *hitPosition
	hits  []ranked
	more  bool
	// sortedTo is the number of hits sorted so far, as many as the page holds; 0 before the
	// first sort.
	sortedTo int
}

func (k *ranking) positionOf(h ranked) hitPosition {
	return hitPosition{h.score, h.degree, 2 * uint64(k.name.codes.at(h.entity)), 2 * (uint64(h.entity) + 1)}
}

// compare compares in the order of hits.
func (a hitPosition) compare(b hitPosition) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.degree, a.degree), cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id))
}

// offer keeps a hit if it may be on the page. It collects twice the hits needed before it sorts
// them.
func (k *ranking) offer(h ranked) {
	if k.after != nil && k.positionOf(h).compare(*k.after) <= 0 {
		return
	}
	if k.sortedTo > 0 && k.compare(h, k.hits[k.sortedTo-1]) > 0 {
		return
	}
	if k.hits = append(k.hits, h); len(k.hits) >= 2*k.first+64 {
		k.trim()
	}
}

// compare compares hits; names are looked up only if score and degree are equal.
func (k *ranking) compare(a, b ranked) int {
	switch {
	case a.score != b.score:
		return cmp.Compare(b.score, a.score)
	case a.degree != b.degree:
		return cmp.Compare(b.degree, a.degree)
	}
	return k.positionOf(a).compare(k.positionOf(b))
}

// trim drops the hits that cannot be on the page.
func (k *ranking) trim() {
	if plan.SortFunc(k.run.work, k.hits, k.compare) != nil {
		return
	}
	if len(k.hits) > k.first {
		k.hits, k.more, k.sortedTo = k.hits[:k.first], true, k.first
	}
}

// full reports whether the page is known: hits of a further tier would come after it.
func (k *ranking) full() bool { return k.more || len(k.hits) > k.first }

func (k *ranking) page() (hits []store.Hit, more bool) {
	k.trim()
	hits = make([]store.Hit, 0, len(k.hits))
	for _, h := range k.hits {
		hits = append(hits, store.Hit{ID: k.ids.text.at(int(h.entity)), Name: k.name.value(h.entity).Text, Score: int(h.score), Degree: int(h.degree)})
	}
	return hits, k.more
}

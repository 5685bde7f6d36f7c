package memory

import (
	"context"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// matcher finds the entities that match conditions on their words.
type matcher struct {
	run   *run
	snap  *snapshot
	words *wordIndex
	// known caches the sets of groups; nil if sets are not reused.
	known map[string]entitySet
	// near caches the words within one typo of a word, which occurs in several conditions.
	near map[string][]uint32
}

// matcher returns a matcher for a method that was called with ctx.
func (v *view) matcher(ctx context.Context) (*matcher, error) {
	work, err := v.begin(ctx)
	if err != nil {
		return nil, err
	}
	return &matcher{run: &run{work: work, snap: v.snap}, snap: v.snap, words: v.snap.words(), near: map[string][]uint32{}}, nil
}

// entitySet is a set of entities, ascending. A large union of several lists also has bits.
type entitySet struct {
	rows []uint32
	bits bits
}

// matchAll returns the entities that match every group, ascending. The result is shared.
func (m *matcher) matchAll(groups store.Words) []uint32 {
	if len(groups) == 0 {
		return nil
	}
	all := make([]groupLists, len(groups))
	for i, group := range groups {
		all[i] = groupLists{words: group, lists: m.lists(group)}
		for _, list := range all[i].lists {
			all[i].total += len(list)
		}
		if all[i].total == 0 {
			return nil
		}
	}
	slices.SortStableFunc(all, func(a, b groupLists) int { return a.total - b.total })
	rows := m.groupSet(&all[0]).rows
	for i := range all[1:] {
		g := &all[i+1]
		if len(rows)*len(g.lists)*searchCost < g.total {
			rows = m.inAnyList(rows, g.lists)
		} else {
			rows = m.intersect(rows, m.groupSet(g))
		}
	}
	return rows
}

// groupLists holds the lists of entities that match the words of a group.
type groupLists struct {
	words []store.Word
	lists [][]uint32
	total int
}

// searchCost is the cost of a binary search in a list, in insertions into a set.
const searchCost = 8

// inAnyList returns those of the entities that are in at least one list.
func (m *matcher) inAnyList(rows []uint32, lists [][]uint32) []uint32 {
	found := make([]uint32, 0, len(rows))
	for _, e := range rows {
		if m.run.work.Add(len(lists)*plan.UnitsSeek) != nil {
			return nil
		}
		for _, list := range lists {
			if _, ok := slices.BinarySearch(list, e); ok {
				found = append(found, e)
				break
			}
		}
	}
	return found
}

// intersect returns those of the entities that are also in a set. It moves through the set with
// steps of doubling length (galloping search).
func (m *matcher) intersect(rows []uint32, s entitySet) []uint32 {
	both := make([]uint32, 0, min(len(rows), 1024))
	rest := s.rows
	for _, e := range rows {
		if m.run.stop() || len(rest) == 0 {
			break
		}
		if s.bits != nil {
			if s.bits.has(e) {
				both = append(both, e)
			}
			continue
		}
		step := 1
		for step < len(rest) && rest[step] < e {
			step *= 2
		}
		at, found := slices.BinarySearch(rest[:min(step+1, len(rest))], e)
		if rest = rest[at:]; found {
			both = append(both, e)
		}
	}
	return both
}

// groupSet returns the entities that match at least one word of a group.
func (m *matcher) groupSet(g *groupLists) entitySet {
	if m.known == nil || len(g.lists) == 1 {
		return m.union(g.lists)
	}
	var key strings.Builder
	for _, w := range g.words {
		key.WriteString(w.Text)
		key.Write([]byte{' ', '0' + byte(w.As), '0' + byte(w.Fit), 0})
	}
	s, known := m.known[key.String()]
	if !known {
		s = m.union(g.lists)
		m.known[key.String()] = s
	}
	return s
}

// lists returns a list of matching entities for each word of a group.
func (m *matcher) lists(group []store.Word) (lists [][]uint32) {
	x := m.words
	for _, w := range group {
		if m.run.work.Add(plan.UnitsLookup) != nil {
			return nil
		}
		switch w.As {
		case store.Exactly:
			if at, ok := x.words.find(w.Text); ok {
				lists = append(lists, x.entitiesWith(uint32(at)))
			}
		case store.Beginning:
			for lo, hi := x.withPrefix(w.Text); lo < hi && !m.run.stop(); lo++ {
				lists = append(lists, x.entitiesWith(lo))
			}
		case store.Mistyped:
			for _, at := range m.withinOneTypo(w.Text) {
				lists = append(lists, x.entitiesWith(at))
			}
		case store.Whole:
			lists = append(lists, m.wholeText(w))
		}
	}
	return lists
}

// withinOneTypo returns the words that differ from word by one typo at most.
func (m *matcher) withinOneTypo(word string) []uint32 {
	list, known := m.near[word]
	if !known {
		list = m.findNear(word)
		m.near[word] = list
	}
	return list
}

// union returns the union of lists.
func (m *matcher) union(lists [][]uint32) entitySet {
	if len(lists) == 1 {
		return entitySet{rows: lists[0]}
	}
	total := 0
	for _, list := range lists {
		total += len(list)
	}
	if total <= m.snap.entities.rows/64 {
		return entitySet{rows: m.run.distinct(slices.Concat(lists...))}
	}
	set := newBits(m.snap.entities.rows)
	for _, list := range lists {
		for _, e := range list {
			if m.run.stop() {
				return entitySet{}
			}
			set.add(e)
		}
	}
	return entitySet{set.list(make([]uint32, 0, total)), set}
}

// longestScheme is the largest length of a scheme of identifiers, in bytes.
const longestScheme = 100

// wholeText returns the entities with a text whose folded form is that of w.
func (m *matcher) wholeText(w store.Word) []uint32 {
	var rows []uint32
	for i := range m.words.sources {
		c := m.words.sources[i]
		if c.fit != w.Fit {
			continue
		}
		m.eachWholeText(c, w.Text, func(row uint32) { rows = append(rows, c.owner(row)) })
		rows = append(rows, m.joined(c, w.Text)...)
		if c.scheme == nil {
			continue
		}
		// An identifier may be preceded by its scheme, which ends at one of the spaces.
		for at := range min(len(w.Text), longestScheme) {
			if w.Text[at] != ' ' {
				continue
			}
			m.eachWholeText(c, w.Text[at+1:], func(row uint32) {
				if model.Fold(c.scheme.value(row).Text) == w.Text[:at] {
					rows = append(rows, c.owner(row))
				}
			})
		}
	}
	return m.run.distinct(rows)
}

// eachWholeText calls f with each row of a column whose folded text is the one given.
func (m *matcher) eachWholeText(c *searchedColumn, folded string, f func(row uint32)) {
	if m.run.work.Add(plan.UnitsLookup) != nil {
		return
	}
	if lo, hi := c.dict.foldedRange(folded); lo < hi {
		for _, row := range c.postings().of(lo, hi) {
			if m.run.work.Add(plan.UnitsSeek) != nil {
				return
			}
			f(row)
		}
	}
}

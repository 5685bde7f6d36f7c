package memory

import (
	"fmt"
	"math"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// groups counts the rows of a connection by several dimensions at once. Groups are numbered as
// they are found. Sums and different entities are computed at the end, and only for the groups that
// are shown.
type groups struct {
	plan       *plan.Groups
	run        *run
	space      space
	dimensions []*dimension
	// prefixes has for each dimension but the first the pairs of a prefix (the code of the first
	// dimension, or the number of a pair before) and a code. The last ones are the groups. With
	// one dimension the prefix is 0.
	prefixes []pairs
	// rows and ids are the rows of the current block with the number of their prefix; a row with
	// several values is there several times.
	rows, ids []uint32
	// counts is the number of rows of each group.
	counts []uint32
	// allRows and allIDs are those of all blocks, if rows are needed at the end.
	allRows, allIDs []uint32
	result          store.GroupsResult
}

func (r *run) groups(s space, p *plan.Groups) *groups {
	g, possible := &groups{plan: p, run: r, space: s}, 1
	for i := range p.By {
		d := r.dimension(s, &p.By[i])
		g.dimensions = append(g.dimensions, &d)
		if i > 0 || len(p.By) == 1 {
			g.prefixes = append(g.prefixes, newPairs(possible, int(d.span)))
		}
		possible = min(possible*int(d.span), math.MaxUint32)
	}
	return g
}

func (g *groups) reset(int) {
	for i := range g.prefixes {
		g.prefixes[i].reset()
	}
	g.counts, g.allRows, g.allIDs = g.counts[:0], g.allRows[:0], g.allIDs[:0]
	g.result = store.GroupsResult{}
}

func (g *groups) key() (string, int) {
	name := "groups"
	for i := range g.plan.By {
		name += " " + g.plan.By[i].Name
	}
	return fmt.Sprint(name, " ", g.plan.First, g.needsRows()), g.plan.First * (2*len(g.plan.By) + len(g.plan.Sums) + len(g.plan.Ends))
}

func (g *groups) found() any     { return g.result }
func (g *groups) use(result any) { g.result = result.(store.GroupsResult) }

// needsRows reports whether the rows of the groups that are shown are needed.
func (g *groups) needsRows() bool { return len(g.plan.Sums) > 0 || len(g.plan.Ends) > 0 }

func (g *groups) count(rows []uint32) {
	g.rows, g.ids = append(g.rows[:0], rows...), append(g.ids[:0], make([]uint32, len(rows))...)
	for i, d := range g.dimensions {
		if d.several() {
			g.spread(d, i)
			continue
		}
		for at := 0; at < len(g.rows); at += blockRows {
			part := g.rows[at:min(at+blockRows, len(g.rows))]
			codes := g.run.codes[:len(part)]
			d.codes(part, codes)
			ids := g.ids[at : at+len(part)]
			if prefixes := g.prefixesOf(i); prefixes != nil {
				prefixes.numberAll(ids, codes)
			} else {
				copy(ids, codes)
			}
		}
	}
	last := &g.prefixes[len(g.prefixes)-1]
	g.counts = append(g.counts, make([]uint32, len(last.list)-len(g.counts))...)
	for _, id := range g.ids {
		g.counts[id]++
	}
	if g.needsRows() {
		g.allRows, g.allIDs = append(g.allRows, g.rows...), append(g.allIDs, g.ids...)
	}
}

// prefixesOf returns the pairs of a prefix and a code of a dimension, or nil if the code itself is
// a prefix.
func (g *groups) prefixesOf(dimension int) *pairs {
	switch {
	case dimension > 0:
		return &g.prefixes[dimension-1]
	case len(g.dimensions) == 1:
		return &g.prefixes[0]
	}
	return nil
}

// spread repeats each row for each of its values.
func (g *groups) spread(d *dimension, dimension int) {
	var rows, ids []uint32
	prefixes := g.prefixesOf(dimension)
	for i, row := range g.rows {
		before := len(rows)
		carrier := row
		if d.ends != nil {
			carrier = d.ends[row]
		}
		d.each(carrier, func(code uint32) {
			id := code
			if prefixes != nil {
				id = prefixes.number(g.ids[i], code)
			}
			rows, ids = append(rows, row), append(ids, id)
		})
		if g.run.work.Add((len(rows)-before)*plan.UnitsRow) != nil {
			return
		}
	}
	g.rows, g.ids = rows, ids
}

// codesOf returns the codes of a group.
func (g *groups) codesOf(id uint32) []uint32 {
	codes := make([]uint32, len(g.dimensions))
	for i := len(codes) - 1; i > 0; i-- {
		id, codes[i] = g.prefixes[i-1].of(id)
	}
	if codes[0] = id; len(codes) == 1 {
		_, codes[0] = g.prefixes[0].of(id)
	}
	return codes
}

// finish chooses the groups to show, and computes their sums and entities.
func (g *groups) finish(r *run) {
	g.result.Total = len(g.counts)
	list := make([]bucket, len(g.counts))
	for id, n := range g.counts {
		list[id] = bucket{uint32(id), int(n)}
	}
	shown := r.topBuckets(list, g.plan.First, func(a, b uint32) int {
		left, right := g.codesOf(a), g.codesOf(b)
		for i, d := range g.dimensions {
			if c := d.compare(left[i], right[i]); c != 0 {
				return c
			}
		}
		return 0
	})
	for _, b := range shown {
		if r.stop() {
			return
		}
		group := store.Group{Count: b.count, Keys: make([]store.GroupKey, len(g.dimensions))}
		for i, code := range g.codesOf(b.code) {
			if group.Keys[i].Missing = code == 0; code != 0 {
				value := g.dimensions[i].text(code)
				group.Keys[i] = store.GroupKey{Value: value, Label: g.dimensions[i].label(code, value)}
			}
		}
		g.result.Groups = append(g.result.Groups, group)
	}
	if g.needsRows() {
		g.total(shown)
	}
}

package identity

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// result returns the entities of the groups.
func (r *resolver) result() *Result {
	result := &Result{Conflicts: slices.SortedFunc(maps.Keys(r.conflicts), func(a, b Conflict) int {
		return cmp.Or(strings.Compare(a.Left, b.Left), strings.Compare(a.Right, b.Right), strings.Compare(a.Shared, b.Shared), strings.Compare(a.Against, b.Against))
	})}
	edges := map[int32][]edge{}
	for _, e := range r.edges {
		root := r.union.find(e.a)
		edges[root] = append(edges[root], e)
	}
	for i := range r.union.groups {
		if r.union.parent[i] != int32(i) {
			continue
		}
		var members []int32
		for _, m := range r.union.groups[i].members {
			if int(m) < len(r.records) {
				members = append(members, m)
			}
		}
		if len(members) > 0 {
			result.Entities = append(result.Entities, r.entity(members, edges[int32(i)]))
		}
	}
	slices.SortFunc(result.Entities, func(a, b Entity) int { return strings.Compare(a.ID, b.ID) })
	result.Open = r.undecided()
	return result
}

// entity orders the records, and gives each but the first the link that adds it to those before:
// a tree of links that starts at the record with the id of the entity.
func (r *resolver) entity(members []int32, edges []edge) Entity {
	slices.SortFunc(members, func(a, b int32) int { return compareIDs(r.records[a], r.records[b]) })
	e := Entity{ID: r.records[members[0]].ID, Records: make([]*Record, 0, len(members))}
	for _, m := range members {
		e.Records = append(e.Records, r.records[m])
	}
	if len(members) == 1 {
		return e
	}
	reached := map[int32]bool{members[0]: true}
	for len(edges) > 0 {
		i := slices.IndexFunc(edges, func(e edge) bool { return reached[e.a] != reached[e.b] })
		if i < 0 {
			break
		}
		next := edges[i]
		edges = slices.Delete(slices.Clone(edges), i, i+1)
		added := next.a
		if reached[next.a] {
			added = next.b
		}
		reached[added] = true
		l := Link{Left: r.ref(next.a), Right: r.ref(next.b), Reason: next.reason, Score: next.score, By: next.by}
		if int(added) < len(r.records) {
			l.Record = r.records[added]
		}
		e.Links = append(e.Links, l)
	}
	slices.SortStableFunc(e.Links, func(a, b Link) int {
		return cmp.Or(strings.Compare(a.Left, b.Left), strings.Compare(a.Right, b.Right))
	})
	return e
}

// undecided returns the open pairs, those first that decide most: each decision settles the
// larger number of records, and at equal numbers the one whose outcome is least certain.
func (r *resolver) undecided() []Pair {
	open := slices.Clone(r.open)
	for i := range open {
		p := &open[i]
		a, b := r.union.find(p.a), r.union.find(p.b)
		p.Settles = r.weight(a) * r.weight(b)
	}
	open = slices.DeleteFunc(open, func(p Pair) bool {
		if r.union.find(p.a) == r.union.find(p.b) {
			return true
		}
		d := r.union.groups[r.union.find(p.a)].apart[r.union.find(p.b)]
		return d != nil && d.Verdict == Different
	})
	slices.SortFunc(open, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Settles, a.Settles), cmp.Compare(b.Score, a.Score), strings.Compare(a.Left.ID, b.Left.ID), strings.Compare(a.Right.ID, b.Right.ID))
	})
	return slices.CompactFunc(open, func(a, b Pair) bool { return a.Left == b.Left && a.Right == b.Right })
}

// weight is the number of records of a group and of what they take part in.
func (r *resolver) weight(root int32) (n int) {
	for _, m := range r.union.groups[root].members {
		if int(m) < len(r.records) {
			n += 1 + len(r.records[m].Partners)
		}
	}
	return n
}

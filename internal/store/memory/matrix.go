package memory

import (
	"cmp"
	"context"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

var _ store.Tabulator = (*view)(nil)

// Matrix implements store.Tabulator. It goes through the relations of the entities at one end, the
// near one, which is that with fewer relations to visit, and lists none but those of the cells.
func (v *view) Matrix(ctx context.Context, q *plan.Matrix, visits int) (*store.Matrix, error) {
	work, err := v.begin(ctx)
	if err != nil {
		return nil, err
	}
	t := &tabulation{run: &run{work: work, snap: v.snap}, rel: v.snap.relations[v.snap.model.Participation.Index], on: q.On}
	t.choose([2]plan.Predicate{q.Rows, q.Columns})
	t.far = v.snap.partnerCounts()
	defer func() {
		t.far.reset()
		v.snap.partners.Put(t.far)
	}()
	t.count()
	switch {
	case work.Err() != nil:
		return nil, work.Err()
	case t.found > visits:
		return nil, store.TooManyParticipations(t.rel.typ, t.found, visits)
	}
	return t.matrix([2]int{q.FirstRows, q.FirstColumns})
}

// tabulation counts the relations between the entities at both ends of a type.
type tabulation struct {
	run *run
	rel *relations
	on  *model.Days
	// side is the near end: 0 for the first, which has the rows of the table, 1 for the second.
	side int
	// near are the entities at the near end with relations that count, ascending, and counts the
	// numbers of these; far has the numbers at the other end, and found is their sum.
	near   []uint32
	counts []int
	far    *partnerCounts
	found  int
	// isFar reports whether an entity meets the condition on the far end; is remembers those that
	// do, and known those that were asked about. Without isFar, is has all that do.
	isFar     filter
	known, is bits
}

// askedOneByOne is how many times longer it takes to ask about an entity by itself than in a block of
// all.
const askedOneByOne = 8

// choose sets the near end and finds its entities that meet the condition on them.
func (t *tabulation) choose(where [2]plan.Predicate) {
	s, least := t.run.entitySpace(), len(t.rel.current)
	var entities [2][]uint32
	var limited [2]bool
	for i, p := range where {
		list, ok := t.run.candidates(s, p, len(t.rel.current)/fanOut)
		if !ok {
			continue
		}
		visits := 0
		for _, e := range list {
			visits += t.rel.byEnd[i].degree(e)
		}
		entities[i], limited[i] = list, true
		if visits < least {
			t.side, least = i, visits
		}
	}
	if !limited[t.side] {
		entities[t.side] = t.rel.byEnd[t.side].entities()
	}
	t.near = t.run.sifted(s, entities[t.side], where[t.side])
	t.is = newBits(s.table.rows)
	far := t.rel.byEnd[1-t.side]
	if p := where[1-t.side]; plan.VisitsOthers(p) || least*askedOneByOne < len(far.ends) || t.on != nil {
		if t.isFar = t.run.filter(s, p); t.isFar == nil {
			t.isFar = always
		}
		t.known = newBits(s.table.rows)
		return
	}
	for _, e := range t.run.sifted(s, far.entities(), where[1-t.side]) {
		t.is.add(e)
	}
}

// sifted returns those of the rows that match a predicate.
func (r *run) sifted(s space, rows []uint32, where plan.Predicate) []uint32 {
	through, marks := r.sieve(s, where, r.filter(s, where)), new([blockRows]uint8)
	if through == nil {
		return slices.Clone(rows)
	}
	list, n := make([]uint32, len(rows)), 0
	for len(rows) > 0 {
		part := rows[:min(len(rows), blockRows)]
		rows = rows[len(part):]
		if r.work.Add(len(part)*plan.UnitsRow) != nil {
			return nil
		}
		n += through.sift(part, marks, list[n:])
	}
	return list[:n]
}

// counted reports whether a relation to a far entity counts.
func (t *tabulation) counted(row, far uint32) bool {
	if t.isFar != nil && !t.known.has(far) {
		t.known.add(far)
		if t.isFar(far) {
			t.is.add(far)
		}
	}
	return t.is.has(far) && (t.on == nil || t.rel.active(row, *t.on, *t.on))
}

// count counts the relations of each entity.
func (t *tabulation) count() {
	kept, near := t.near[:0], t.rel.byEnd[t.side]
	t.counts = make([]int, 0, len(t.near))
	for _, e := range t.near {
		first, last := near.window(e)
		if t.run.work.Add(int(last-first)*plan.UnitsRow) != nil {
			return
		}
		n := 0
		if t.isFar == nil {
			n = t.far.addMembers(near.far[first:last], t.is)
		} else {
			n = t.countEach(near.rows[first:last], near.far[first:last])
		}
		if n > 0 {
			kept, t.counts, t.found = append(kept, e), append(t.counts, n), t.found+n
		}
	}
	t.near = kept
}

// countEach counts the relations of a near entity one by one, and returns their number.
func (t *tabulation) countEach(rows, far []uint32) (n int) {
	for i, e := range far {
		if t.counted(rows[i], e) {
			t.far.add(e)
			n++
		}
	}
	return n
}

// matrix returns the table with the first rows and columns.
func (t *tabulation) matrix(first [2]int) (*store.Matrix, error) {
	entities, counts := [2][]uint32{}, [2][]int{}
	entities[t.side], counts[t.side] = t.near, t.counts
	far := t.run.ascending(slices.Clone(t.far.seen), t.run.snap.entities.rows)
	entities[1-t.side], counts[1-t.side] = far, make([]int, len(far))
	for i, e := range far {
		counts[1-t.side][i] = int(t.far.counts[e])
	}
	m := &store.Matrix{}
	var shown [2][]uint32
	var ids [2][]string
	for i := range entities {
		order, err := store.Largest(t.run.work, counts[i], first[i])
		if err != nil {
			return nil, err
		}
		for _, at := range order {
			shown[i], ids[i] = append(shown[i], entities[i][at]), append(ids[i], t.run.snap.id(entities[i][at]))
		}
		m.Truncated = m.Truncated || len(order) < len(entities[i])
	}
	m.Rows, m.Columns = ids[0], ids[1]
	err := t.cells(m, shown)
	return m, err
}

// tabled is a relation in a cell.
type tabled struct{ cell, row int }

// cells adds the cells of the entities shown.
func (t *tabulation) cells(m *store.Matrix, shown [2][]uint32) error {
	place := t.far.last // the positions of the far entities plus one
	for i, e := range shown[1-t.side] {
		place[e] = uint32(i) + 1
	}
	var list []tabled
	for i, e := range shown[t.side] {
		first, last := t.rel.byEnd[t.side].window(e)
		if err := t.run.work.Add(int(last-first) * plan.UnitsRow); err != nil {
			return err
		}
		for at := first; at < last; at++ {
			row, far := t.rel.byEnd[t.side].rows[at], t.rel.byEnd[t.side].far[at]
			if place[far] == 0 || !t.counted(row, far) {
				continue
			}
			ends := [2]int{}
			ends[t.side], ends[1-t.side] = i, int(place[far])-1
			list = append(list, tabled{ends[0]*len(shown[1]) + ends[1], int(row)})
		}
	}
	if err := plan.SortFunc(t.run.work, list, func(a, b tabled) int {
		return cmp.Or(cmp.Compare(a.cell, b.cell), cmp.Compare(a.row, b.row))
	}); err != nil {
		return err
	}
	ids := t.rel.table.columns[t.run.snap.model.AnyRelation.Field("id")].dict
	for i, r := range list {
		if i == 0 || list[i-1].cell != r.cell {
			m.Cells = append(m.Cells, store.MatrixCell{Row: r.cell / len(shown[1]), Column: r.cell % len(shown[1])})
		}
		cell := &m.Cells[len(m.Cells)-1]
		cell.Relations = append(cell.Relations, ids.text.at(r.row))
	}
	return nil
}

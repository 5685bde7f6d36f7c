package memory

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// total computes the sums and the different entities of the groups that are shown.
func (g *groups) total(shown []bucket) {
	// place has the place of each group among those shown, from 1 on, or 0.
	place := make([]uint32, len(g.counts))
	for i, b := range shown {
		place[b.code] = uint32(i) + 1
	}
	units := plan.UnitsRow + (len(g.plan.Sums)+len(g.plan.Ends))*plan.UnitsKeep
	if g.run.work.Add(len(g.allRows)*units) != nil {
		return
	}
	for i, id := range g.allIDs {
		g.allIDs[i] = place[id]
	}
	for i, f := range g.plan.Sums {
		if g.sum(i, f); g.run.work.Err() != nil {
			return
		}
	}
	if len(g.plan.Ends) > 0 {
		g.countEntities(shown)
	}
}

// sumsPerUnit is the number of sums that are looked at in one unit.
const sumsPerUnit = 8

// sum adds up the money in one field, the one at a position.
func (g *groups) sum(position int, f *model.Field) {
	amountField, currencyField := f.MoneyLeaves()
	amount, currency := g.space.table.columns[amountField], g.space.table.columns[currencyField]
	if amount == nil || currency == nil {
		return
	}
	// cents and has are by place and code of the currency.
	span := currency.span
	cents := make([]int64, (len(g.result.Groups)+1)*int(span))
	has := make([]bool, len(cents))
	if g.run.work.Add(len(cents)/sumsPerUnit) != nil {
		return
	}
	ints := amount.dict.ints
	for at := 0; at < len(g.allRows); at += blockRows {
		rows := g.allRows[at:min(at+blockRows, len(g.allRows))]
		amounts, currencies, places := g.run.near[:len(rows)], g.run.codes[:len(rows)], g.allIDs[at:at+len(rows)]
		amount.codes.of(rows, amounts)
		currency.codes.of(rows, currencies)
		for i, code := range amounts {
			if code == 0 || currencies[i] == 0 {
				continue
			}
			slot := places[i]*span + currencies[i]
			cents[slot] += ints[code-1]
			has[slot] = true
		}
	}
	for i := range g.result.Groups {
		group := &g.result.Groups[i]
		first := len(group.Sums)
		for code := uint32(1); code < span; code++ {
			if slot := (uint32(i)+1)*span + code; has[slot] {
				group.Sums = append(group.Sums, store.MoneySum{Field: position, Currency: currency.dict.value(code).Text, Sum: cents[slot]})
			}
		}
		slices.SortFunc(group.Sums[first:], func(a, b store.MoneySum) int { return cmp.Compare(a.Currency, b.Currency) })
	}
}

// countEntities counts the different entities at the ends of the relations of each group.
func (g *groups) countEntities(shown []bucket) {
	rows, ends := g.byGroup(shown)
	for i := range g.result.Groups {
		start, end := window(ends, uint32(i))
		for _, e := range g.plan.Ends {
			group := &g.result.Groups[i]
			group.Distinct = append(group.Distinct, g.run.different(g.space.rel.ends[endIndex(e)], rows[start:end]))
		}
	}
}

// byGroup returns the rows of the groups that are shown, group by group, and the end of each
// group.
func (g *groups) byGroup(shown []bucket) (rows, ends []uint32) {
	next, ends := make([]uint32, len(shown)+1), make([]uint32, len(shown))
	total := uint32(0)
	for i, b := range shown {
		next[i+1] = total
		total += uint32(b.count)
		ends[i] = total
	}
	rows = make([]uint32, total)
	for i, place := range g.allIDs {
		if place > 0 {
			rows[next[place]] = g.allRows[i]
			next[place]++
		}
	}
	return rows, ends
}

// different returns the number of different entities at an end of relations.
func (r *run) different(ends, rows []uint32) (n int) {
	if r.stamps == nil {
		r.stamps = make([]uint32, r.snap.entities.rows)
	}
	if r.stamped++; r.stamped == 0 { // all numbers were used
		clear(r.stamps)
		r.stamped = 1
	}
	for _, row := range rows {
		if e := ends[row]; r.stamps[e] != r.stamped {
			r.stamps[e] = r.stamped
			n++
		}
	}
	return n
}

package memory

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// aggregate computes the aggregate of one field over all matching rows.
type aggregate struct {
	// column holds dates or numbers; nil for money, or if no row has a value.
	column *column
	field  *model.Field
	// amount and currency are the columns of money.
	amount, currency *column
	tally            tally
	money            []store.MoneyAggregate
	result           store.FieldAggregate
}

func newAggregate(s space, f *model.Field) *aggregate {
	if f.Scalar == model.Embedded {
		amount, currency := f.MoneyLeaves()
		return &aggregate{field: f, amount: s.table.columns[amount], currency: s.table.columns[currency]}
	}
	return &aggregate{field: f, column: s.table.columns[f]}
}

func (a *aggregate) reset(int) {
	a.tally.reset()
	if a.column != nil {
		a.tally.reserve(a.column.span)
	}
	for i := range a.money {
		a.money[i] = store.MoneyAggregate{}
	}
	a.result = store.FieldAggregate{Money: a.result.Money[:0]}
}

func (a *aggregate) count(rows []uint32) {
	if a.column != nil {
		var codes block
		a.column.codes.of(rows, codes[:])
		a.tally.addAll(codes[:len(rows)])
	} else if a.amount != nil && a.currency != nil {
		for _, row := range rows {
			a.add(a.currency.codes.at(row), a.amount.value(row))
		}
	}
}

// add adds an amount in a currency, given by its code.
func (a *aggregate) add(currency uint32, amount model.Value) {
	if currency == 0 || amount.Null() {
		return
	}
	for int(currency) >= len(a.money) {
		a.money = append(a.money, store.MoneyAggregate{})
	}
	m := &a.money[currency]
	if m.Count == 0 {
		m.Min, m.Max = amount.Int, amount.Int
	}
	m.Count++
	m.Min, m.Max, m.Sum = min(m.Min, amount.Int), max(m.Max, amount.Int), m.Sum+amount.Int
}

func (a *aggregate) key() (string, int) { return "aggregate " + a.field.Path(), 1 }
func (a *aggregate) found() any         { return a.result }
func (a *aggregate) use(result any)     { a.result = result.(store.FieldAggregate) }

// finish computes the result. It adds floats in ascending order, so that a sum does not depend
// on the order of the rows, to the last bit.
func (a *aggregate) finish(r *run) {
	for code, m := range a.money {
		if m.Count > 0 {
			m.Currency = a.currency.dict.value(uint32(code)).Text
			a.result.Money = append(a.result.Money, m)
			a.result.Count += m.Count
		}
	}
	slices.SortFunc(a.result.Money, func(a, b store.MoneyAggregate) int { return cmp.Compare(a.Currency, b.Currency) })
	if len(a.tally.seen) == 0 {
		return
	}
	if plan.Sort(r.work, a.tally.seen) != nil {
		return
	}
	d, seen := a.column.dict, a.tally.seen
	if seen[0] == 0 {
		seen = seen[1:] // rows without a value
	}
	if len(seen) == 0 {
		return
	}
	low, high := seen[0], seen[len(seen)-1]
	for _, code := range seen {
		if r.stop() {
			return
		}
		a.result.Count += int(a.tally.counts[code])
	}
	switch d.kind {
	case model.Date:
		a.result.MinDay, a.result.MaxDay = d.first[low-1], d.first[high-1]
	case model.Float:
		a.result.Min, a.result.Max = d.floats[low-1], d.floats[high-1]
		for _, code := range seen {
			for range a.tally.counts[code] {
				if r.stop() {
					return
				}
				a.result.Sum += d.floats[code-1]
			}
		}
	default:
		a.result.Min, a.result.Max = float64(d.ints[low-1]), float64(d.ints[high-1])
		sum := int64(0)
		for _, code := range seen {
			sum += int64(a.tally.counts[code]) * d.ints[code-1]
		}
		a.result.Sum = float64(sum)
	}
}

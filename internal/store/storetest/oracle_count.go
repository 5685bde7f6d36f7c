package storetest

import (
	"cmp"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// facet counts rows by value. A row counts once for each distinct value that it has, or as
// missing if it has none.
func (o *oracle) facet(f plan.Facet, rows []row) (result store.FacetResult) {
	found := map[string]*store.Bucket{}
	for _, r := range rows {
		buckets := o.buckets(f.Facet, r.object)
		if len(buckets) == 0 {
			result.Missing++
		}
		for value, label := range buckets {
			if found[value] == nil {
				found[value] = &store.Bucket{Value: value, Label: label}
			}
			found[value].Count++
		}
	}
	for _, b := range found {
		result.Buckets = append(result.Buckets, *b)
	}
	slices.SortFunc(result.Buckets, func(a, b store.Bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	for len(result.Buckets) > f.First {
		last := len(result.Buckets) - 1
		result.Other += result.Buckets[last].Count
		result.Buckets = result.Buckets[:last]
	}
	return result
}

// buckets returns the values of one row, with their labels.
func (o *oracle) buckets(f model.Facet, x *store.Object) map[string]string {
	if f.End != nil {
		x = o.at(x, f.End)
	}
	if f.Field == nil {
		return map[string]string{x.ID: fieldOf(x, "name").Text}
	}
	found := map[string]string{}
	for _, v := range values(x, f.Field) {
		switch {
		case f.Year:
			found[model.YearOf(firstDay(v))] = model.YearOf(firstDay(v))
		case f.Field.Enum != nil:
			found[v.Text] = describe(f.Field.Enum, v.Text)
		default:
			found[v.String()] = v.String()
		}
	}
	return found
}

// describe returns the description of an enum value, or its name if it has none.
func describe(e *model.Enum, name string) string {
	return cmp.Or(e.Values[e.Position(name)].Description, name)
}

// aggregate returns the aggregates of all requested fields.
func aggregate(c *plan.Connection, rows []row) store.AggregateResult {
	result := store.AggregateResult{Count: len(rows)}
	for _, f := range c.Aggregates {
		switch {
		case f.Money():
			result.Fields = append(result.Fields, aggregateMoney(f, rows))
		case f.Scalar == model.Date:
			result.Fields = append(result.Fields, aggregateDates(f, rows))
		default:
			result.Fields = append(result.Fields, aggregateNumbers(f, rows))
		}
	}
	return result
}

func aggregateDates(f *model.Field, rows []row) (a store.FieldAggregate) {
	for _, r := range rows {
		v := r.object.Value(f)
		if v.Null() {
			continue
		}
		day := firstDay(v)
		if a.Count++; a.Count == 1 {
			a.MinDay, a.MaxDay = day, day
		}
		a.MinDay, a.MaxDay = min(a.MinDay, day), max(a.MaxDay, day)
	}
	return a
}

func aggregateNumbers(f *model.Field, rows []row) (a store.FieldAggregate) {
	var numbers []float64
	for _, r := range rows {
		switch v := r.object.Value(f); v.Kind {
		case model.Int:
			numbers = append(numbers, float64(v.Int))
		case model.Float:
			numbers = append(numbers, v.Float)
		}
	}
	if len(numbers) == 0 {
		return a
	}
	slices.Sort(numbers)
	a.Count, a.Min, a.Max = len(numbers), numbers[0], numbers[len(numbers)-1]
	for _, n := range numbers {
		a.Sum += n
	}
	return a
}

func aggregateMoney(f *model.Field, rows []row) (a store.FieldAggregate) {
	found := map[string]*store.MoneyAggregate{}
	for _, r := range rows {
		currency, amount := money(r.object, f)
		if currency.Null() || amount.Null() {
			continue
		}
		m := found[currency.Text]
		if m == nil {
			m = &store.MoneyAggregate{Currency: currency.Text, Min: amount.Int, Max: amount.Int}
			found[currency.Text] = m
		}
		m.Count++
		m.Sum += amount.Int
		m.Min, m.Max = min(m.Min, amount.Int), max(m.Max, amount.Int)
		a.Count++
	}
	for _, m := range found {
		a.Money = append(a.Money, *m)
	}
	slices.SortFunc(a.Money, func(x, y store.MoneyAggregate) int { return cmp.Compare(x.Currency, y.Currency) })
	return a
}

package storetest

import (
	"cmp"
	"fmt"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// groups counts rows by several values at once.
func (o *oracle) groups(g plan.Groups, rows []row) (result store.GroupsResult) {
	found := map[string][]*store.Object{}
	keys := map[string][]store.GroupKey{}
	for _, r := range rows {
		for _, combination := range o.combinations(g.By, r.object) {
			name := fmt.Sprintf("%#v", combination)
			found[name], keys[name] = append(found[name], r.object), combination
		}
	}
	for name, objects := range found {
		group := store.Group{Keys: keys[name], Count: len(objects)}
		for i, f := range g.Sums {
			group.Sums = append(group.Sums, sums(i, f, objects)...)
		}
		for _, e := range g.Ends {
			different := map[string]bool{}
			for _, x := range objects {
				different[o.at(x, e).ID] = true
			}
			group.Distinct = append(group.Distinct, len(different))
		}
		result.Groups = append(result.Groups, group)
	}
	slices.SortFunc(result.Groups, func(a, b store.Group) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), slices.CompareFunc(a.Keys, b.Keys, compareKeys))
	})
	result.Total = len(result.Groups)
	result.Groups = result.Groups[:min(g.First, result.Total)]
	return result
}

// combinations returns every combination of the values of an object, one of each facet.
func (o *oracle) combinations(by []model.Facet, x *store.Object) (list [][]store.GroupKey) {
	if len(by) == 0 {
		return [][]store.GroupKey{nil}
	}
	var first []store.GroupKey
	for value, label := range o.buckets(by[0], x) {
		first = append(first, store.GroupKey{Value: value, Label: label})
	}
	if len(first) == 0 {
		first = []store.GroupKey{{Missing: true}}
	}
	for _, rest := range o.combinations(by[1:], x) {
		for _, key := range first {
			list = append(list, append([]store.GroupKey{key}, rest...))
		}
	}
	return list
}

// compareKeys compares two values in code points; a missing value comes last.
func compareKeys(a, b store.GroupKey) int {
	if a.Missing != b.Missing {
		if a.Missing {
			return 1
		}
		return -1
	}
	return cmp.Compare(a.Value, b.Value)
}

// sums adds up the money in one field of objects, the one at a position, for each currency.
func sums(position int, f *model.Field, objects []*store.Object) (list []store.MoneySum) {
	found := map[string]int64{}
	for _, x := range objects {
		if currency, amount := money(x, f); !currency.Null() && !amount.Null() {
			found[currency.Text] += amount.Int
		}
	}
	for currency, cents := range found {
		list = append(list, store.MoneySum{Field: position, Currency: currency, Sum: cents})
	}
	slices.SortFunc(list, func(a, b store.MoneySum) int { return cmp.Compare(a.Currency, b.Currency) })
	return list
}

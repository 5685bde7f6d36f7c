package neo4j

import (
	"cmp"
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// groups returns a variable with the groups of rows: a list of the groups to show, and the number
// of all groups. A group is a list of its values (for an entity, id and name), its number of rows,
// its sums of money, and the numbers of different entities at the ends. The sums are one list for
// each combination of currencies: a currency and a sum for each field.
func (l *list) groups(g *plan.Groups) string {
	if l.where == never {
		return "[[], 0]" // see facet
	}
	// The first step has a row for each combination of values and currencies.
	keys, values := l.groupKeys(g)
	first, second := slices.Clone(keys), slices.Clone(values.names)
	third := []string{"*"}
	var money, numbers []string
	for _, f := range g.Sums {
		amount, currency := f.MoneyLeaves()
		in, sum := l.variable("m"), l.variable("m")
		first = append(first, "CASE WHEN "+l.row.column(amount)+" IS NOT NULL THEN "+l.row.column(currency)+" END AS "+in, "sum("+l.row.column(amount)+") AS "+sum)
		money = append(money, in, sum)
	}
	first, second = append(first, "count(*) AS rows"), append(second, "sum(rows) AS rows", "collect(["+strings.Join(money, ", ")+"]) AS money")
	for _, e := range g.Ends {
		all, end := l.variable("d"), l.row.end(e).self
		if len(g.Sums) == 0 {
			first, numbers = append(first, "count(DISTINCT "+end+") AS "+all), append(numbers, all)
			continue
		}
		first, second = append(first, "collect(DISTINCT "+end+") AS "+all), append(second, "collect("+all+") AS "+all)
		number := l.variable("d")
		third, numbers = append(third, "COUNT { UNWIND "+all+" AS some UNWIND some AS one RETURN DISTINCT one } AS "+number), append(numbers, number)
	}
	text := values.match + " WITH " + strings.Join(first, ", ")
	sums := "[]"
	if len(g.Sums) > 0 {
		text, sums = text+" WITH "+strings.Join(second, ", "), "money"
		if len(third) > 1 {
			text += " WITH " + strings.Join(third, ", ")
		}
	}
	shown := l.variable("c")
	return l.call(text + " ORDER BY rows DESC, " + strings.Join(values.order, ", ") +
		" WITH collect([[" + strings.Join(values.shown, ", ") + "], rows, " + sums + ", [" + strings.Join(numbers, ", ") + "]]) AS " + shown +
		" RETURN [" + shown + "[.." + l.param(int64(g.First)) + "], size(" + shown + ")]")
}

// groupValues are the values that rows are grouped by.
type groupValues struct {
	// match finds the rows, a row with several values once for each.
	match string
	// names are the variables, order and shown the expressions to sort by and to return.
	names, order, shown []string
}

// groupKeys returns the expressions for the values of a row, each with its variable.
func (l *list) groupKeys(g *plan.Groups) (keys []string, values groupValues) {
	values.match = l.match()
	unwound := l.row.variables()
	for i := range g.By {
		f, s, v := &g.By[i], l.row, l.variable("v")
		if f.End != nil {
			s = s.end(f.End)
		}
		if f.Field != nil && f.Field.List {
			each := l.variable("v")
			unwound += ", " + each
			values.match += " UNWIND " + listValues(f, s) + " AS " + each + " WITH DISTINCT " + unwound
			keys = append(keys, each+" AS "+v)
		} else {
			keys = append(keys, facetValue(f, s)+" AS "+v)
		}
		values.names = append(values.names, v)
		if f.Field == nil {
			values.order, values.shown = append(values.order, v+".id"), append(values.shown, "["+v+".id, "+v+".name]")
		} else {
			values.order, values.shown = append(values.order, v), append(values.shown, v)
		}
	}
	return keys, values
}

// groupsResult reads the result of list.groups.
func groupsResult(g *plan.Groups, v any) (result store.GroupsResult) {
	answer := v.([]any)
	result.Total = intOf(answer[1])
	for _, each := range answer[0].([]any) {
		parts := each.([]any)
		group := store.Group{Count: intOf(parts[1]), Sums: moneySums(g, parts[2].([]any))}
		for i, key := range parts[0].([]any) {
			group.Keys = append(group.Keys, groupKey(&g.By[i], key))
		}
		for _, n := range parts[3].([]any) {
			group.Distinct = append(group.Distinct, intOf(n))
		}
		result.Groups = append(result.Groups, group)
	}
	return result
}

func groupKey(f *model.Facet, v any) store.GroupKey {
	if pair, ok := v.([]any); ok {
		id, _ := pair[0].(string)
		name, _ := pair[1].(string)
		return store.GroupKey{Value: id, Label: name}
	}
	if v == nil {
		return store.GroupKey{Missing: true}
	}
	text := facetText(v)
	return store.GroupKey{Value: text, Label: store.Label(f.Field, text)}
}

// moneySums adds up the sums of a group, in the order of the fields, then of the currencies.
func moneySums(g *plan.Groups, lists []any) (sums []store.MoneySum) {
	for i := range g.Sums {
		first := len(sums)
		for _, each := range lists {
			pairs := each.([]any)
			currency, known := pairs[2*i].(string)
			if !known {
				continue
			}
			at := slices.IndexFunc(sums[first:], func(m store.MoneySum) bool { return m.Currency == currency })
			if at < 0 {
				sums, at = append(sums, store.MoneySum{Field: i, Currency: currency}), len(sums)-first
			}
			sums[first+at].Sum += int64Of(pairs[2*i+1])
		}
		slices.SortFunc(sums[first:], func(a, b store.MoneySum) int { return cmp.Compare(a.Currency, b.Currency) })
	}
	return sums
}

package question

import (
	"cmp"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

type groupsAnswer struct {
	Participations struct {
		Groups struct {
			Groups  []group `json:"groups"`
			Total   int     `json:"total"`
			Omitted int     `json:"omitted"`
		} `json:"groups"`
	} `json:"participations"`
}

type group struct {
	Keys  []groupKey `json:"keys"`
	Count int64      `json:"count"`
	Sums  []groupSum `json:"sums"`
}

type groupKey struct {
	Value *string `json:"value"`
	Label *string `json:"label"`
}

type groupSum struct {
	Field    string  `json:"field"`
	Currency string  `json:"currency"`
	Value    float64 `json:"value"`
}

// groupsShown is the number of groups that the question asks for.
const groupsShown = 20

// groups counts participations by country and role, with sums of all money.
func groups() *Question {
	return &Question{
		Name: "Groups", About: "groups of all participations by country and role, with sums",
		GraphQL: `query Groups { participations(first: 0) { groups(by: [PARTICIPANT_COUNTRY, ROLE], first: 20) {` +
			` groups { keys { value label } count sums { field currency value } } total omitted } } }`,
		// One row for each combination of values and currencies; the program adds up those that
		// differ in currencies alone. The country of an actor is read once for all of its
		// participations.
		Cypher: `MATCH (a:Actor) WITH a, a.country AS country MATCH (a)-[p:PARTICIPATION]->() ` +
			`WITH country, p.role AS role, p.contributionCurrency AS c, p.netContributionCurrency AS n, p.totalCostCurrency AS t, count(*) AS many, ` +
			`sum(p.contributionCents) AS cs, sum(p.netContributionCents) AS ns, sum(p.totalCostCents) AS ts ` +
			`RETURN collect([country, role, many, c, cs, n, ns, t, ts])`,
		Read: func(records []*neo4j.Record) any {
			return groupsOf(records[0].Values[0].([]any))
		},
		New: func() any { return new(groupsAnswer) },
	}
}

// groupsOf merges rows of country, role, count and three pairs of currency and sum in cents.
func groupsOf(rows []any) *groupsAnswer {
	type values struct{ country, role any }
	type money struct{ field, currency string }
	counts, sums := map[values]int64{}, map[values]map[money]int64{}
	for _, each := range rows {
		row := each.([]any)
		key := values{row[0], row[1]}
		counts[key] += row[2].(int64)
		if sums[key] == nil {
			sums[key] = map[money]int64{}
		}
		for i, field := range []string{"contribution", "netContribution", "totalCost"} {
			if currency, ok := row[3+2*i].(string); ok {
				sums[key][money{field, currency}] += row[4+2*i].(int64)
			}
		}
	}
	keys := make([]values, 0, len(counts))
	for key := range counts {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b values) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), missingLast(a.country, b.country), missingLast(a.role, b.role))
	})
	a := &groupsAnswer{}
	g := &a.Participations.Groups
	g.Total = len(keys)
	keys = keys[:min(groupsShown, len(keys))]
	g.Omitted = g.Total - len(keys)
	g.Groups = make([]group, len(keys))
	for i, key := range keys {
		one := group{Keys: []groupKey{keyOf("PARTICIPANT_COUNTRY", key.country), keyOf("ROLE", key.role)}, Count: counts[key], Sums: []groupSum{}}
		for m, cents := range sums[key] {
			one.Sums = append(one.Sums, groupSum{m.field, m.currency, float64(cents) / 100})
		}
		slices.SortFunc(one.Sums, func(a, b groupSum) int {
			return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Currency, b.Currency))
		})
		g.Groups[i] = one
	}
	return a
}

func keyOf(field string, v any) groupKey {
	if v == nil {
		return groupKey{}
	}
	b := bucketOf(field, v, 0)
	return groupKey{&b.Value, &b.Label}
}

// missingLast compares two texts, of which a missing one comes last.
func missingLast(a, b any) int {
	x, known := a.(string)
	y, other := b.(string)
	switch {
	case known && other:
		return cmp.Compare(x, y)
	case known:
		return -1
	case other:
		return 1
	}
	return 0
}

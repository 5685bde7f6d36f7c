package memory_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// money returns the sums of money of a type.
func money(t *model.Type) (list []*model.Field) {
	for _, f := range t.AllFields {
		if f.Money() {
			list = append(list, f)
		}
	}
	return list
}

// TestGroups compares groups of random graphs by one to three random facets with the oracle, of
// all rows and of those that a filter leaves, with and without sums and different entities.
func TestGroups(t *testing.T) {
	m := readModel(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	for seed := range uint64(3) {
		a := newTestStore(t, storetest.Random(m, seed, 90))
		for _, typ := range slices.Concat(m.Entities, m.Interfaces, m.Relations) {
			facets := typ.Facets()
			for range 12 {
				g := plan.Groups{First: rnd.IntN(8)}
				for _, at := range rnd.Perm(len(facets))[:min(len(facets), 1+rnd.IntN(3))] {
					g.By = append(g.By, facets[at])
				}
				if rnd.IntN(3) > 0 {
					g.Sums, g.Ends = money(typ), typ.Ends()
				}
				c := &plan.Connection{Type: typ, Where: plan.All{}, Groups: []plan.Groups{g, {By: facets[:1], First: 100}}}
				if rnd.IntN(2) == 0 {
					c.Where = &plan.Compare{Field: typ.Field("disputed"), Op: plan.Eq, Values: []model.Value{model.BoolValue(true)}}
				}
				a.compareWithOracle(fmt.Sprintf("seed %d: %s", seed, &g), c)
			}
		}
	}
}

// TestGroupsOfManyRows compares groups of more rows than fit into a block with the oracle.
func TestGroupsOfManyRows(t *testing.T) {
	a := newTestStore(t, large(readModel(t), 700))
	part := a.m.Type("Participation")
	facets := map[string]model.Facet{}
	for _, f := range part.Facets() {
		facets[f.Name] = f
	}
	c := &plan.Connection{Type: part, Where: plan.All{}, Groups: []plan.Groups{
		{By: []model.Facet{facets["PARTICIPANT_COUNTRY"], facets["SINCE_YEAR"]}, First: 10, Sums: money(part), Ends: part.Ends()},
		{By: []model.Facet{facets["PARTICIPANT"], facets["INITIATIVE"], facets["ROLE"]}, First: 2000, Sums: money(part), Ends: part.Ends()},
	}}
	a.compareWithOracle("many rows", c)
	c.Where = &plan.Compare{Field: part.Field("role"), Op: plan.Eq, Not: true, Values: []model.Value{model.EnumOf("MEMBER")}}
	a.compareWithOracle("many rows, filtered", c)
}

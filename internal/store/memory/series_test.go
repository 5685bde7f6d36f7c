package memory_test

import (
	"fmt"
	"slices"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// TestSeries compares the series of every dated type of random graphs with the oracle, by each
// interval.
func TestSeries(t *testing.T) {
	m := readModel(t)
	for seed := range uint64(3) {
		a := newTestStore(t, storetest.Random(m, seed, 90))
		for _, typ := range slices.Concat(m.Entities, m.Interfaces, m.Relations) {
			if !typ.HasPeriod() {
				continue
			}
			c := &plan.Connection{Type: typ, Where: plan.All{}}
			for _, i := range model.Intervals {
				c.Series = append(c.Series, plan.Series{By: i.Interval})
			}
			a.compareWithOracle(fmt.Sprintf("seed %d: series", seed), c)
		}
	}
}

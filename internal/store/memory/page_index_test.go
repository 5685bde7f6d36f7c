package memory_test

import (
	"fmt"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// TestCountedPages checks that a counted page of many matching rows is right wherever these
// rows are in the requested order: spread out, at its beginning, or at its end, where reading
// the index finds them late.
func TestCountedPages(t *testing.T) {
	const all = 1600
	for name, country := range map[string]func(i int) string{
		"spread": func(i int) string { return []string{"BE", "FR"}[min(i*7%11, 1)] },
		"first":  func(i int) string { return []string{"BE", "FR"}[min(i/150, 1)] },
		"last":   func(i int) string { return []string{"FR", "BE"}[i/(all-150)] },
		"most":   func(i int) string { return []string{"FR", "BE"}[min(i/150, 1)] },
	} {
		b := storetest.NewBuilder(readModel(t))
		for i := range all {
			b.Entity("Institute", fmt.Sprintf("institute-%04d", i*37%all), storetest.Fields{"name": fmt.Sprintf("Institute %04d", i), "country": country(i)})
			b.Entity("Funder", fmt.Sprintf("funder-%04d", i), storetest.Fields{"country": country(i)})
		}
		a := newTestStore(t, b.Graph)
		for _, desc := range []bool{false, true} {
			for _, backward := range []bool{false, true} {
				c := a.all("Institute", &plan.Compare{Field: a.field("Institute", "country"), Op: plan.Eq, Values: []model.Value{model.TextValue("BE")}})
				c.Order, c.Count = plan.Order{{Field: a.field("Institute", "name"), Desc: desc}}, true
				keys := a.oracleAnswer(c).Keys
				c.Page.Limit, c.Page.Backward = 5, backward
				for _, after := range []int{-1, 3, len(keys) - 3} {
					c.Page.After, c.Page.Before = nil, nil
					switch {
					case after >= 0 && backward:
						c.Page.Before = keys[after]
					case after >= 0:
						c.Page.After = keys[after]
					}
					a.compareWithOracle(name, c)
				}
			}
		}
	}
}

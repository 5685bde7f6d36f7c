package memory_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// A counted page of many rows that match is the same whether they lie anywhere in the
// order asked, at its beginning, or at its end, where an index leads to them late.
func TestCountedPagesOfMany(t *testing.T) {
	const all = 1600
	for name, country := range map[string]func(i int) string{
		"anywhere": func(i int) string { return []string{"BE", "FR"}[min(i*7%11, 1)] },
		"first":    func(i int) string { return []string{"BE", "FR"}[min(i/150, 1)] },
		"last":     func(i int) string { return []string{"FR", "BE"}[i/(all-150)] },
		"most":     func(i int) string { return []string{"FR", "BE"}[min(i/150, 1)] },
	} {
		b := storetest.NewBuilder(readModel(t))
		for i := range all {
			b.Entity("Institute", fmt.Sprintf("institute-%04d", i*37%all), storetest.Fields{"name": fmt.Sprintf("Institute %04d", i), "country": country(i)})
			b.Entity("Funder", fmt.Sprintf("funder-%04d", i), storetest.Fields{"country": country(i)})
		}
		a, n := ask(t, b.Graph), newNaive(b.Graph)
		for _, desc := range []bool{false, true} {
			for _, backward := range []bool{false, true} {
				c := a.all("Institute", &plan.Compare{Field: a.field("Institute", "country"), Op: plan.Eq, Values: []model.Value{model.TextValue("BE")}})
				c.Order, c.Count = plan.Order{{Field: a.field("Institute", "name"), Desc: desc}}, true
				c.Page.Limit, c.Page.Backward = 5, backward
				rows := n.rows(c)
				for _, after := range []int{-1, 3, len(rows) - 3} {
					c.Page.After, c.Page.Before = nil, nil
					if key := &c.Page.After; after >= 0 {
						if backward {
							key = &c.Page.Before
						}
						*key = n.key(rows[after], c.Order)
					}
					want, more := n.page(c, rows)
					got, cursor := a.list(c)
					if diff := cmp.Diff(want, got); diff != "" || cursor.More() != more || cursor.Count() != len(rows) {
						t.Errorf("%s, desc %v, backward %v, after %d: more %v, %d rows, want %v and %d:\n%s",
							name, desc, backward, after, cursor.More(), cursor.Count(), more, len(rows), diff)
					}
				}
			}
		}
	}
}

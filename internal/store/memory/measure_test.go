package memory_test

import (
	"context"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// BenchmarkMeasures counts 100,000 participations: in facets, in facets under a filter that half
// of them meet, and in groups by two facets with all sums of money.
//
//	go test ./internal/store/memory -run '^$' -bench Measures
func BenchmarkMeasures(b *testing.B) {
	a := newTestStore(b, large(readModel(b), 100_000/relationsEach))
	part := a.m.Type("Participation")
	var facets []plan.Facet
	var by []model.Facet
	for _, name := range []string{"ROLE", "SINCE_YEAR", "PARTICIPANT_COUNTRY"} {
		for _, f := range part.Facets() {
			if f.Name == name {
				facets, by = append(facets, plan.Facet{Facet: f, First: 10}), append(by, f)
			}
		}
	}
	since := part.Field("since")
	half := &plan.Compare{Field: since, Op: plan.Lt, Values: []model.Value{model.IntValue(17349)}} // 2017-07-02
	for name, c := range map[string]*plan.Connection{
		"facets":        {Type: part, Where: plan.All{}, Facets: facets},
		"facets/half":   {Type: part, Where: half, Facets: facets},
		"groups":        {Type: part, Where: plan.All{}, Groups: []plan.Groups{{By: by[1:], First: 100, Sums: money(part)}}},
		"groups/3":      {Type: part, Where: plan.All{}, Groups: []plan.Groups{{By: by, First: 100, Sums: money(part), Ends: part.Ends()}}},
		"groups/half":   {Type: part, Where: half, Groups: []plan.Groups{{By: by[1:], First: 100, Sums: money(part)}}},
		"groups/number": {Type: part, Where: plan.All{}, Groups: []plan.Groups{{By: by[1:], First: 100}}},
	} {
		b.Run(name, func(b *testing.B) {
			v, _ := a.st.View(context.Background(), store.ViewOptions{})
			p, memo := &plan.Plan{Root: &plan.Select{Slots: []plan.Slot{c}}}, &store.Memo{}
			b.ReportAllocs()
			for b.Loop() {
				cursor, err := store.Run(context.Background(), v, p, memo)
				if err != nil {
					b.Fatal(err)
				}
				cursor.Enter(0)
				if cursor.Err() != nil {
					b.Fatal(cursor.Err())
				}
			}
		})
	}
}

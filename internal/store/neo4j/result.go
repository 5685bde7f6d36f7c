package neo4j

import (
	"fmt"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
	"whojoins/internal/store/neo4j/layout"
)

// facetResult reads the result of list.facet.
func facetResult(f *plan.Facet, v any) (result store.FacetResult) {
	answer := v.([]any)
	for _, b := range answer[0].([]any) {
		result.Buckets = append(result.Buckets, bucket(f, b.([]any)))
	}
	result.Other, result.Missing = intOf(answer[1]), intOf(answer[2])
	return result
}

func bucket(f *plan.Facet, answer []any) store.Bucket {
	b := store.Bucket{Value: facetText(answer[0]), Count: intOf(answer[1])}
	if f.Field == nil {
		b.Label, _ = answer[2].(string)
	} else {
		b.Label = store.Label(f.Field, b.Value)
	}
	return b
}

// facetText returns a value that rows are counted by.
func facetText(v any) string {
	if year, ok := v.(int64); ok {
		return fmt.Sprintf("%04d", year) // other numbers are texts
	}
	text, _ := v.(string)
	return text
}

// fieldResult reads the result of list.aggregate.
func fieldResult(work *plan.Work, f *model.Field, answer []any) (result store.FieldAggregate) {
	switch f.Scalar {
	case model.Embedded:
		for _, each := range answer {
			numbers := each.([]any)
			currency, _ := numbers[0].(string)
			m := store.MoneyAggregate{Currency: currency, Count: intOf(numbers[1]), Min: int64Of(numbers[2]), Max: int64Of(numbers[3]), Sum: int64Of(numbers[4])}
			result.Money = append(result.Money, m)
			result.Count += m.Count
		}
	case model.Date:
		result.Count, result.MinDay, result.MaxDay = intOf(answer[0]), layout.Days(answer[1]), layout.Days(answer[2])
	case model.Int:
		result.Count = intOf(answer[0])
		result.Min, result.Max, result.Sum = floatOf(answer[1]), floatOf(answer[2]), floatOf(answer[3])
	default:
		for i, each := range answer {
			numbers := each.([]any)
			if result.Max = floatOf(numbers[0]); i == 0 {
				result.Min = result.Max
			}
			for range intOf(numbers[1]) {
				if work.Add(plan.UnitsRow) != nil {
					return result
				}
				result.Count++
				result.Sum += result.Max
			}
		}
	}
	return result
}

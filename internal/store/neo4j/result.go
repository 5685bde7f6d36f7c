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
	value := ""
	switch v := answer[0].(type) {
	case string:
		value = v
	case int64:
		value = fmt.Sprintf("%04d", v) // a year; other numbers are texts
	}
	b := store.Bucket{Value: value, Label: value, Count: intOf(answer[1])}
	if f.Field == nil {
		b.Label, _ = answer[2].(string)
	} else if enum := f.Field.Enum; enum != nil {
		if i := enum.Position(value); i >= 0 && enum.Values[i].Description != "" {
			b.Label = enum.Values[i].Description
		}
	}
	return b
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

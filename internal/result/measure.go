package result

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// The scalars of facets and aggregates, for JSON and tables alike.

func facetValue(name string, f store.FacetResult, o *plan.Out) model.Value {
	switch o.Kind {
	case plan.OutFacetField:
		return model.TextValue(name)
	case plan.OutOther:
		return model.IntValue(int64(f.Other))
	case plan.OutMissing:
		return model.IntValue(int64(f.Missing))
	}
	panic(misplaced(o, "a facet"))
}

func bucketValue(b *store.Bucket, o *plan.Out) model.Value {
	switch o.Kind {
	case plan.OutBucketValue:
		return model.TextValue(b.Value)
	case plan.OutBucketLabel:
		return model.TextValue(b.Label)
	case plan.OutBucketCount:
		return model.IntValue(int64(b.Count))
	}
	panic(misplaced(o, "a bucket"))
}

// fieldMeasure returns a measure of dates or numbers; without values it is null.
func fieldMeasure(f *store.FieldAggregate, dates bool, o *plan.Out) model.Value {
	switch {
	case f.Count == 0:
		return model.Value{}
	case dates && o.Kind == plan.OutMin:
		return model.DateValue(model.FormatDay(f.MinDay))
	case dates && o.Kind == plan.OutMax:
		return model.DateValue(model.FormatDay(f.MaxDay))
	case o.Kind == plan.OutMin:
		return model.FloatValue(f.Min)
	case o.Kind == plan.OutMax:
		return model.FloatValue(f.Max)
	case o.Kind == plan.OutSum:
		return model.FloatValue(f.Sum)
	case o.Kind == plan.OutAverage:
		return model.FloatValue(f.Sum / float64(f.Count))
	}
	panic(misplaced(o, "an aggregate of a field"))
}

// moneyMeasure returns a measure of the sums of money in one currency.
func moneyMeasure(m *store.MoneyAggregate, o *plan.Out) model.Value {
	switch o.Kind {
	case plan.OutCurrency:
		return model.TextValue(m.Currency)
	case plan.OutCurrencyCount:
		return model.IntValue(int64(m.Count))
	case plan.OutMin:
		return model.CentsValue(m.Min)
	case plan.OutMax:
		return model.CentsValue(m.Max)
	case plan.OutSum:
		return model.CentsValue(m.Sum)
	case plan.OutAverage:
		return model.CentsValue(average(m.Sum, m.Count))
	}
	panic(misplaced(o, "an aggregate of money"))
}

// average divides whole cents by a count above zero and rounds half to even.
func average(sum int64, count int) int64 {
	n := int64(count)
	quotient, rest := sum/n, sum%n
	step := int64(1)
	if sum < 0 {
		rest, step = -rest, -1
	}
	// Twice the rest may not fit an int64 with its sign; as unsigned it does.
	twice := uint64(rest) * 2
	if twice > uint64(n) || twice == uint64(n) && quotient%2 != 0 {
		return quotient + step
	}
	return quotient
}

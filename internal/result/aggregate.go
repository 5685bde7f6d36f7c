package result

import (
	"fmt"
	"strconv"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// aggregate writes an aggregate of all rows that match.
func aggregate(dst []byte, c *plan.Connection, a store.AggregateResult, outs []plan.Out) []byte {
	dst = append(dst, '{')
	for i := range outs {
		o := &outs[i]
		dst = label(dst, i, o)
		switch o.Kind {
		case plan.OutTypename:
			dst = appendString(dst, o.Text)
		case plan.OutAggregateCount:
			dst = strconv.AppendInt(dst, int64(a.Count), 10)
		case plan.OutAggregateField:
			dst = fieldAggregate(dst, c.Aggregates[o.Index].Scalar == model.Date, &a.Fields[o.Index], o.Fields)
		case plan.OutAggregateMoney:
			dst = moneyAggregates(dst, a.Fields[o.Index].Money, o.Fields)
		default:
			panic(fmt.Sprintf("result: a field of kind %d has no place in an aggregate", o.Kind))
		}
	}
	return append(dst, '}')
}

// fieldAggregate writes the aggregate of dates or numbers; of nothing all is null.
func fieldAggregate(dst []byte, dates bool, f *store.FieldAggregate, outs []plan.Out) []byte {
	dst = append(dst, '{')
	for i := range outs {
		o := &outs[i]
		dst = label(dst, i, o)
		switch {
		case o.Kind == plan.OutTypename:
			dst = appendString(dst, o.Text)
		case f.Count == 0:
			dst = append(dst, "null"...)
		case dates && o.Kind == plan.OutMin:
			dst = appendString(dst, model.FormatDay(f.MinDay))
		case dates && o.Kind == plan.OutMax:
			dst = appendString(dst, model.FormatDay(f.MaxDay))
		case o.Kind == plan.OutMin:
			dst = appendFloat(dst, f.Min)
		case o.Kind == plan.OutMax:
			dst = appendFloat(dst, f.Max)
		case o.Kind == plan.OutSum:
			dst = appendFloat(dst, f.Sum)
		case o.Kind == plan.OutAverage:
			dst = appendFloat(dst, f.Sum/float64(f.Count))
		default:
			panic(fmt.Sprintf("result: a field of kind %d has no place in an aggregate of a field", o.Kind))
		}
	}
	return append(dst, '}')
}

func moneyAggregates(dst []byte, list []store.MoneyAggregate, outs []plan.Out) []byte {
	dst = append(dst, '[')
	for n := range list {
		m := &list[n]
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '{')
		for i := range outs {
			o := &outs[i]
			dst = label(dst, i, o)
			switch o.Kind {
			case plan.OutTypename:
				dst = appendString(dst, o.Text)
			case plan.OutCurrency:
				dst = appendString(dst, m.Currency)
			case plan.OutCurrencyCount:
				dst = strconv.AppendInt(dst, int64(m.Count), 10)
			case plan.OutMin:
				dst = model.AppendCents(dst, m.Min)
			case plan.OutMax:
				dst = model.AppendCents(dst, m.Max)
			case plan.OutSum:
				dst = model.AppendCents(dst, m.Sum)
			case plan.OutAverage:
				dst = model.AppendCents(dst, average(m.Sum, m.Count))
			default:
				panic(fmt.Sprintf("result: a field of kind %d has no place in an aggregate of money", o.Kind))
			}
		}
		dst = append(dst, '}')
	}
	return append(dst, ']')
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

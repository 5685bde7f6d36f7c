package result

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// CellKind is what the cells of a column are; an empty cell is of every kind.
type CellKind uint8

// The kinds of cells.
const (
	// TextCell is any text, and a list of values.
	TextCell CellKind = iota
	// WholeCell is a whole number, NumberCell any number.
	WholeCell
	NumberCell
	// TruthCell is true or false.
	TruthCell
	// DateCell is a date as its source states it, which may be a month or a year. DayCell is always a
	// full day.
	DateCell
	DayCell
)

// Number reports whether the cells are numbers.
func (k CellKind) Number() bool { return k == WholeCell || k == NumberCell }

// Kinds returns the kind of each column.
func (t *Table) Kinds() []CellKind {
	kinds := make([]CellKind, len(t.columns))
	for i, b := range t.columns {
		kinds[i] = b.cell
	}
	return kinds
}

// cellKind returns the kind of the cells of a field of the answer. measured is the field that it
// measures, or nil.
func cellKind(o *plan.Out, measured *model.Field) CellKind {
	switch o.Kind {
	case plan.OutScalar:
		return scalarKind(o.Field)
	case plan.OutMin, plan.OutMax:
		if measured == nil {
			return NumberCell // of money
		}
		if kind := scalarKind(measured); kind != DateCell {
			return kind
		}
		return DayCell
	case plan.OutSum:
		if measured == nil {
			return NumberCell
		}
		return scalarKind(measured)
	case plan.OutAverage, plan.OutSumValue:
		return NumberCell
	case plan.OutTotalCount, plan.OutOther, plan.OutMissing, plan.OutBucketCount, plan.OutAggregateCount, plan.OutCurrencyCount,
		plan.OutGroupTotal, plan.OutGroupOmitted, plan.OutGroupCount, plan.OutDistinctCount, plan.OutPeriodActive, plan.OutPeriodBegan, plan.OutPeriodEnded:
		return WholeCell
	case plan.OutHasNextPage, plan.OutHasPreviousPage:
		return TruthCell
	case plan.OutPeriodStart, plan.OutPeriodEnd:
		return DayCell
	}
	return TextCell
}

func scalarKind(f *model.Field) CellKind {
	switch f.Scalar {
	case model.Int:
		return WholeCell
	case model.Float, model.Cents:
		return NumberCell
	case model.Boolean:
		return TruthCell
	case model.Date:
		if f.Day {
			return DayCell
		}
		return DateCell
	}
	return TextCell
}

// Position returns the columns of the first latitude and the first longitude that stand for each row.
// It returns false without both.
func (t *Table) Position() (latitude, longitude int, ok bool) {
	find := func(role model.Role) int {
		return slices.IndexFunc(t.columns, func(b *branch) bool { return b.role == role && b.cell == NumberCell })
	}
	latitude, longitude = find(model.Latitude), find(model.Longitude)
	return latitude, longitude, latitude >= 0 && longitude >= 0
}

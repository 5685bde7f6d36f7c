package store

import (
	"fmt"
	"math"

	"whojoins/internal/model"
)

// The days of a period that has no first or no last day. They are before and after all days.
const (
	NoFirst model.Days = math.MinInt32
	NoLast  model.Days = math.MaxInt32
)

// PeriodOf returns the first and the last day of an entity or a relation by its own dates:
// from the first day of its start to the last day of its end or, if there are several, of the
// latest. A missing date sets no bound, except that an entity whose type says so ends on the last
// day of its start. If sources contradict each other, the first day may be after the last.
func PeriodOf(o *Object) (first, last model.Days, err error) {
	first, last = NoFirst, NoLast
	begins, startLast, err := days(o, o.Type.WithRole(model.Start))
	if err != nil {
		return first, last, err
	}
	_, ends, err := days(o, o.Type.WithRole(model.Finish))
	if err != nil {
		return first, last, err
	}
	if ends == NoLast && o.Type.EndsWithStart {
		ends = startLast
	}
	return begins, ends, nil
}

// days returns the first and the last day of the values of a date field; NoFirst and NoLast if
// the field is nil or has no value.
func days(o *Object, f *model.Field) (first, last model.Days, err error) {
	first, last = NoFirst, NoLast
	if f == nil {
		return first, last, nil
	}
	values := o.Values(f)
	if v := o.Value(f); !v.Null() {
		values = []model.Value{v}
	}
	for i, v := range values {
		from, to, err := model.ParseDate(v.Text)
		if err != nil {
			return NoFirst, NoLast, fmt.Errorf("%s: %w", f.Name, err)
		}
		if i == 0 {
			first, last = from, to
		}
		first, last = min(first, from), max(last, to)
	}
	return first, last, nil
}

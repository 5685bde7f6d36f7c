package dataset

import (
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// period is the time between the first possible and the last possible day of an entity.
type period struct{ first, last model.Days }

// always is the period of what has no dates.
var always = period{model.FirstDay, model.LastDay}

// periodOf returns the period of an object by its plain values; a missing date does not bound.
func periodOf(o *store.Object) period {
	first, last, err := store.PeriodOf(o)
	if err != nil {
		return always // the reader has reported the date
	}
	return period{max(first, model.FirstDay), min(last, model.LastDay)}
}

// warnOfPeriod warns of a relation that begins or ends on a day on which the entity that it is
// within, such as the initiative of a participation, did not exist. A date that is less exact
// counts as the day that fits.
func (m *merger) warnOfPeriod(o *store.Object, r *relation) {
	if r.kind.Within == nil {
		return
	}
	whole := r.from
	if r.kind.Within == r.kind.To {
		whole = r.to
	}
	if whole.period == always {
		return
	}
	for _, role := range []model.Role{model.Start, model.Finish} {
		f := r.kind.WithRole(role)
		if f == nil || o.Value(f).Null() {
			continue
		}
		first, last, err := model.ParseDate(o.Value(f).Text)
		if err != nil {
			continue
		}
		at := m.place(statedAt(r.claims, f, o.Value(f), r.at))
		switch {
		case last < whole.period.first:
			m.warn(at, "%s %s of this %s is before the first day of %q, %s; correct one of the two dates, or leave one out", f.Name, o.Value(f).Text, r.kind.Name, whole.id, model.FormatDay(whole.period.first))
		case first > whole.period.last:
			m.warn(at, "%s %s of this %s is after the last day of %q, %s; correct one of the two dates, or leave one out", f.Name, o.Value(f).Text, r.kind.Name, whole.id, model.FormatDay(whole.period.last))
		}
	}
}

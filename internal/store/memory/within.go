package memory

import (
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// within returns a filter by the distance of a place. Only a place between the two latitudes of
// the condition is put on the sphere.
func (r *run) within(s space, p *plan.Within) filter {
	latitude, longitude, lo, hi := latitudes(s, p)
	if latitude == nil || longitude == nil {
		return constant(p.Not)
	}
	return func(row uint32) bool {
		north, east := latitude.codes.at(row), longitude.codes.at(row)
		if north < lo || north >= hi || east == 0 {
			return p.Not
		}
		r.work.Count(plan.UnitsPlace)
		at, ok := model.PositionOf(latitude.dict.floats[north-1], longitude.dict.floats[east-1])
		return (ok && at.Chord2(p.At) <= p.Chord2) != p.Not
	}
}

// candidatesWithin returns the rows between the two latitudes of a condition.
func (r *run) candidatesWithin(s space, p *plan.Within, limit int) ([]uint32, bool) {
	latitude, _, lo, hi := latitudes(s, p)
	if p.Not {
		return nil, false
	}
	if latitude == nil || lo >= hi {
		return nil, true
	}
	rows := latitude.postings().of(lo, hi)
	if len(rows) > limit {
		return nil, false
	}
	return r.distinct(slices.Clone(rows)), true
}

// latitudes returns the columns of the degrees of a place, which are nil without values, and the
// codes from lo up to, but not including, hi of the latitudes that a condition allows.
func latitudes(s space, p *plan.Within) (latitude, longitude *column, lo, hi uint32) {
	north, east := p.Field.Position()
	latitude, longitude = s.table.columns[north], s.table.columns[east]
	if latitude != nil {
		lo, hi = latitude.dict.bound(model.FloatValue(p.Low), false), latitude.dict.bound(model.FloatValue(p.High), true)
	}
	return latitude, longitude, lo, hi
}

package plan

import (
	"math"

	"whojoins/internal/model"
)

// within compiles the distance of a place, or returns nothing if w has none.
func (f *filter) within(field *model.Field, w map[string]any, not bool) []Predicate {
	near, ok := w["within"].(map[string]any)
	north, east := field.Position()
	if north == nil || !ok {
		return nil
	}
	f.predicate()
	f.input(1)
	latitude := f.degrees(north, near, model.MaxLatitude)
	longitude := f.degrees(east, near, model.MaxLongitude)
	km, _ := near["km"].(float64)
	if !(km >= 0 && km <= model.MaxDistance) {
		f.fail(Errorf(BadUserInput, sprintf("write a number of kilometres from 0 to %d, which is half way round the Earth", model.MaxDistance), "`%s.within.km` is %v", field.Name, km))
	}
	at, _ := model.PositionOf(latitude, longitude)
	low, high := model.LatitudesWithin(latitude, km)
	return []Predicate{&Within{Field: field, At: at, Chord2: model.Chord2Of(km), Low: low, High: high, Km: km, Not: not}}
}

// degrees returns a number of degrees, and reports it unless it is from -most to most.
func (f *filter) degrees(leaf *model.Field, near map[string]any, most float64) float64 {
	degrees, _ := near[leaf.Name].(float64)
	if !(math.Abs(degrees) <= most) {
		f.fail(Errorf(BadUserInput, sprintf("write decimal degrees from %v to %v", -most, most), "`%s.within.%s` is %v", leaf.Parent.Name, leaf.Name, degrees))
	}
	return degrees
}

package storetest

import (
	"math"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// within reports whether a place is at most a number of kilometres from the middle of a circle,
// along a great circle. It knows the middle only as a point on the unit sphere.
func within(x *store.Object, p *plan.Within) bool {
	north, east := p.Field.Leaves[0], p.Field.Leaves[1]
	if x.Value(north).Null() || x.Value(east).Null() {
		return false
	}
	latitude, longitude := x.Value(north).Float, x.Value(east).Float
	if math.Abs(latitude) > 90 || math.Abs(longitude) > 180 {
		return false
	}
	return greatCircle(latitude, longitude, math.Asin(p.At.Z)*180/math.Pi, math.Atan2(p.At.Y, p.At.X)*180/math.Pi) <= p.Km+nearEnough
}

// nearEnough is more than the error of greatCircle, in kilometres: a tenth of a millimetre.
const nearEnough = 1e-7

// greatCircle returns the distance of two places in kilometres, by the haversine formula.
func greatCircle(lat1, lon1, lat2, lon2 float64) float64 {
	rad := func(degrees float64) float64 { return degrees * math.Pi / 180 }
	square := func(v float64) float64 { return v * v }
	h := square(math.Sin(rad(lat2-lat1)/2)) + math.Cos(rad(lat1))*math.Cos(rad(lat2))*square(math.Sin(rad(lon2-lon1)/2))
	return 2 * model.EarthRadius * math.Asin(math.Sqrt(min(h, 1)))
}

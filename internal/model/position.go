package model

import "math"

// EarthRadius is the radius of the sphere on which distances are computed, in kilometres: the
// mean radius of the Earth.
const EarthRadius = 6371.0088

// MaxDistance is the largest distance that a filter accepts, in kilometres. No two places are
// further apart.
const MaxDistance = 20_040

// The largest latitude and longitude, in degrees.
const (
	MaxLatitude  = 90
	MaxLongitude = 180
)

// Position is a place on the unit sphere, as a vector from its centre. Two stores decide equally
// whether places are near each other, since only this package computes vectors, and everything
// after that is subtraction, multiplication, addition and comparison, each of which has one exact
// result on every machine.
type Position struct{ X, Y, Z float64 }

// PositionOf returns the position at a latitude and a longitude in degrees, or false if they are
// out of range.
func PositionOf(latitude, longitude float64) (p Position, ok bool) {
	if !(math.Abs(latitude) <= MaxLatitude && math.Abs(longitude) <= MaxLongitude) {
		return p, false
	}
	switch {
	case math.Abs(latitude) == MaxLatitude:
		return Position{Z: math.Copysign(1, latitude)}, true // whatever the longitude
	case longitude == MaxLongitude:
		longitude = -MaxLongitude
	}
	north, east := latitude*(math.Pi/180), longitude*(math.Pi/180)
	around := math.Cos(north)
	return Position{X: around * math.Cos(east), Y: around * math.Sin(east), Z: math.Sin(north)}, true
}

// Chord2 returns the square of the length of the straight line between two positions. The
// conversions keep the compiler from fusing operations, which would round differently from a
// database.
func (p Position) Chord2(q Position) float64 {
	x, y, z := p.X-q.X, p.Y-q.Y, p.Z-q.Z
	return float64(float64(x*x)+float64(y*y)) + float64(z*z)
}

// Chord2Of returns the square of the straight line between two positions that are a distance
// along a great circle apart, in kilometres.
func Chord2Of(km float64) float64 {
	half := km / (2 * EarthRadius)
	if half >= math.Pi/2 {
		return 5 // above the diameter of the unit sphere, squared
	}
	sine := math.Sin(half)
	return 4 * sine * sine
}

// LatitudesWithin returns the lowest and the highest latitude within a distance in kilometres,
// widened by far more than any rounding.
func LatitudesWithin(latitude, km float64) (low, high float64) {
	reach := km/EarthRadius*(180/math.Pi) + 1e-6
	return latitude - reach, latitude + reach
}

// Position returns the latitude and the longitude of an embedded object that is a position on the
// map; nil if it is something else.
func (f *Field) Position() (latitude, longitude *Field) {
	for _, leaf := range f.Leaves {
		switch leaf.Role {
		case Latitude:
			latitude = leaf
		case Longitude:
			longitude = leaf
		}
	}
	if latitude == nil || longitude == nil {
		return nil, nil
	}
	return latitude, longitude
}

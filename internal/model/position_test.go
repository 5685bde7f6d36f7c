package model_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"whojoins/internal/model"
)

// greatCircle returns the distance of two places in kilometres by the formula of Vincenty for a
// sphere, which is accurate for near and for opposite places.
func greatCircle(lat1, lon1, lat2, lon2 float64) float64 {
	rad := func(d float64) float64 { return d * math.Pi / 180 }
	a, b, l := rad(lat1), rad(lat2), rad(lon2-lon1)
	y := math.Hypot(math.Cos(b)*math.Sin(l), math.Cos(a)*math.Sin(b)-math.Sin(a)*math.Cos(b)*math.Cos(l))
	x := math.Sin(a)*math.Sin(b) + math.Cos(a)*math.Cos(b)*math.Cos(l)
	return model.EarthRadius * math.Atan2(y, x)
}

// TestWithin compares the decision by straight lines with distances along great circles.
func TestWithin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		latitude, longitude := rapid.Float64Range(-90, 90), rapid.Float64Range(-180, 180)
		lat1, lon1, lat2, lon2 := latitude.Draw(t, "lat1"), longitude.Draw(t, "lon1"), latitude.Draw(t, "lat2"), longitude.Draw(t, "lon2")
		p, ok1 := model.PositionOf(lat1, lon1)
		q, ok2 := model.PositionOf(lat2, lon2)
		if !ok1 || !ok2 {
			t.Fatal("a valid place has no position")
		}
		km := greatCircle(lat1, lon1, lat2, lon2)
		margin := 1e-3 // a metre; opposite places are told apart less exactly
		if p.Chord2(q) > model.Chord2Of(km+margin) {
			t.Fatalf("%g km apart, but not within %g km", km, km+margin)
		}
		if km > 1 && km < 20_000 && p.Chord2(q) <= model.Chord2Of(km-margin) {
			t.Fatalf("%g km apart, but within %g km", km, km-margin)
		}
		if low, high := model.LatitudesWithin(lat1, km); lat2 < low || lat2 > high {
			t.Fatalf("%g is not among the latitudes %g to %g", lat2, low, high)
		}
		if p.Chord2(q) > model.Chord2Of(model.MaxDistance) {
			t.Fatal("the largest distance does not reach everywhere")
		}
	})
}

func TestPositions(t *testing.T) {
	at := func(latitude, longitude float64) model.Position {
		p, ok := model.PositionOf(latitude, longitude)
		if !ok {
			t.Fatalf("no position at %g, %g", latitude, longitude)
		}
		return p
	}
	if at(10, 180) != at(10, -180) {
		t.Error("the two sides of the date line are different places")
	}
	if at(90, 0) != at(90, 77) || at(-90, 0) == at(90, 0) {
		t.Error("a pole is not one place")
	}
	if at(50.5, 4.25).Chord2(at(50.5, 4.25)) > model.Chord2Of(0) {
		t.Error("a place is not within 0 km of itself")
	}
	if at(10, 20).Chord2(at(-10, -160)) > model.Chord2Of(20_015.2) {
		t.Error("the opposite place is further than half way round")
	}
	for _, bad := range [][2]float64{{90.1, 0}, {-91, 0}, {0, 180.5}, {0, -181}, {math.NaN(), 0}, {0, math.NaN()}, {math.Inf(1), 0}, {0, math.Inf(-1)}, {1e21, 3}} {
		if _, ok := model.PositionOf(bad[0], bad[1]); ok {
			t.Errorf("%v has a position", bad)
		}
	}
}

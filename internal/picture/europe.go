package picture

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
)

// europeFile has the outlines that dev/map makes from Natural Earth, whose data are in the public
// domain.
//
//go:embed europe.txt
var europeFile string

// outline is a country on the map: the place of a number on it, and its border as a path.
type outline struct {
	code string
	at   point
	d    string
	// size is the larger side of the rectangle about its largest part.
	size float64
}

// The size of the map, and the projection of dev/map/map.js: Lambert's azimuthal equal-area
// projection about 52°N 10°E, as of the European grids (EPSG:3035).
const (
	mapHeight  = 690.0
	mapX, mapY = width * 0.43, mapHeight * 0.535
	mapScale   = 1015.0
	mapLat     = 52.0
	mapLon     = 10.0
)

// europe returns the countries on the map, in the order of their codes.
var europe = sync.OnceValue(func() (list []outline) {
	for row := range strings.Lines(europeFile) {
		parts := strings.SplitN(strings.TrimSpace(row), " ", 4)
		x, errX := strconv.ParseFloat(parts[1], 64)
		y, errY := strconv.ParseFloat(parts[2], 64)
		if errX != nil || errY != nil {
			panic("europe.txt: " + parts[0]) // the file is built into the program
		}
		o := outline{code: parts[0], at: point{x, y}, d: parts[3]}
		for _, ring := range flatten(o.d) {
			low, high := ring[0], ring[0]
			for _, p := range ring {
				low, high = point{min(low.x, p.x), min(low.y, p.y)}, point{max(high.x, p.x), max(high.y, p.y)}
			}
			o.size = max(o.size, high.x-low.x, high.y-low.y)
		}
		list = append(list, o)
	}
	return list
})

// project returns the place of a point of the Earth, and whether it is on the map.
func project(latitude, longitude float64) (point, bool) {
	phi, lambda := latitude*math.Pi/180, (longitude-mapLon)*math.Pi/180
	sin0, cos0 := math.Sincos(mapLat * math.Pi / 180)
	sin, cos := math.Sincos(phi)
	sinL, cosL := math.Sincos(lambda)
	k := math.Sqrt(2 / (1 + float64(sin0*sin) + float64(float64(cos0*cos)*cosL)))
	p := point{
		mapX + float64(mapScale*float64(k*float64(cos*sinL))),
		mapY - float64(mapScale*float64(k*(float64(cos0*sin)-float64(float64(sin0*cos)*cosL)))),
	}
	inside := p.x > 0 && p.x < width && p.y > 0 && p.y < mapHeight && !math.IsNaN(p.x) && !math.IsNaN(p.y)
	return p, inside
}

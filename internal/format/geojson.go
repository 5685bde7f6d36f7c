package format

import (
	"bytes"
	"slices"
	"strconv"

	"whojoins/internal/plan"
	"whojoins/internal/result"
	"whojoins/internal/store"
)

// geoJSON writes a list of places on the map as GeoJSON (RFC 7946): a feature for each row, with a
// point, or without geometry where no source states a position. The columns of the table are the
// properties of a feature. The description is a member of the collection.
type geoJSON struct {
	w     Output
	table *result.Table
	kinds []result.CellKind
	// id, latitude and longitude are columns; id is below zero without one.
	id, latitude, longitude int
	line                    bytes.Buffer
	features                int
}

func newGeoJSON(w Output) List { return &geoJSON{w: w} }

func (g *geoJSON) Begin(a *About, p *plan.Plan, _ bool) (err error) {
	if g.table, err = g.w.table(p); err != nil {
		return err
	}
	g.kinds = g.table.Kinds()
	if err := CheckPosition(g.table, p); err != nil {
		return err
	}
	g.latitude, g.longitude, _ = g.table.Position()
	g.id = slices.Index(g.table.Columns(), "id")
	o := newObject(&g.line)
	o.text("type", "FeatureCollection")
	o.key("about")
	g.line.Write(a.JSON())
	o.key("features")
	g.line.WriteByte('[')
	return g.send()
}

func (g *geoJSON) Page(c store.Cursor, limit int) error {
	return g.table.Each(c, limit, g.w.Work, func(cells [][]byte) error {
		if g.features++; g.features > 1 {
			g.line.WriteByte(',')
		}
		g.line.WriteByte('\n')
		feature := newObject(&g.line)
		feature.text("type", "Feature")
		if g.id >= 0 && len(cells[g.id]) > 0 {
			feature.text("id", string(cells[g.id]))
		}
		feature.key("geometry")
		g.point(cells[g.longitude], cells[g.latitude])
		feature.key("properties")
		properties := newObject(&g.line)
		for i, cell := range cells {
			if i != g.latitude && i != g.longitude {
				properties.key(g.table.Columns()[i])
				g.property(string(cell), g.kinds[i])
			}
		}
		properties.end()
		feature.end()
		return g.send()
	})
}

// point writes a position: first the longitude.
func (g *geoJSON) point(longitude, latitude []byte) {
	if len(longitude) == 0 || len(latitude) == 0 {
		g.line.WriteString("null")
		return
	}
	point := newObject(&g.line)
	point.text("type", "Point")
	point.key("coordinates")
	g.line.WriteByte('[')
	g.line.Write(longitude)
	g.line.WriteByte(',')
	g.line.Write(latitude)
	g.line.WriteByte(']')
	point.end()
}

// property writes the value of a cell; that of an empty one is null.
func (g *geoJSON) property(cell string, kind result.CellKind) {
	_, err := strconv.ParseFloat(cell, 64)
	switch {
	case cell == "":
		g.line.WriteString("null")
	case kind.Number() && err == nil, kind == result.TruthCell:
		g.line.WriteString(cell)
	default:
		quote(&g.line, cell)
	}
}

func (g *geoJSON) send() error {
	_, err := g.line.WriteTo(g.w)
	return err
}

func (g *geoJSON) End() error {
	g.line.WriteString("\n]}\n")
	return g.send()
}

// CheckPosition returns an error, BAD_USER_INPUT, if the rows of a table have no position.
func CheckPosition(t *result.Table, p *plan.Plan) error {
	if _, _, ok := t.Position(); ok {
		return nil
	}
	return plan.Errorf(plan.BadUserInput, "export organisations, as /export/institutes.geojson does, with `location` among their `fields`", "GeoJSON needs the position of each row, and %s selects none", p.Field)
}

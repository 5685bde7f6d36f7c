package picture

import (
	"math"
	"strconv"

	"whojoins/internal/wording"
)

// Series shows numbers over time: one as columns, several as lines.
type Series struct {
	Caption
	// Periods are the names of the periods, in time order.
	Periods []string
	Lines   []Line
}

// Line is a number for each period.
type Line struct {
	Label  string
	Values []float64
}

const (
	seriesText = 12.0
	// mostTicks is the number of lines of the scale.
	mostTicks = 5
	// labelled is the number of columns up to which each has its value above it.
	labelled = 16
)

// plane is where the numbers of a series are drawn.
type plane struct {
	left, right, top, bottom float64
	periods                  int
	most                     float64
}

func (p plane) x(i int) float64 {
	return p.left + float64((float64(i)+0.5)*(p.right-p.left)/float64(p.periods))
}

func (p plane) y(value float64) float64 { return p.bottom - float64((p.bottom-p.top)*value/p.most) }

// Draw draws the scale, the periods and the numbers.
func (s Series) Draw() *Drawing {
	d := newDrawing(s.Caption)
	p := plane{right: d.Width - 6, top: 18, bottom: 270, periods: max(len(s.Periods), 1), most: 1}
	if s.Small {
		p.bottom = 180
	}
	for _, l := range s.Lines {
		for _, v := range l.Values {
			p.most = max(p.most, v)
		}
	}
	step := stepFor(p.most)
	p.most = math.Ceil(p.most/step) * step
	p.left = textWidth(grouped(p.most), seriesText, false) + 10
	for tick := 0.0; tick <= p.most; tick += step {
		y := math.Round(p.y(tick)) + 0.5
		d.add(path{lines(point{p.left, y}, point{p.right, y}), style{stroke: line, width: 1}},
			text{x: p.left - 6, y: y + 4, text: grouped(tick), size: seriesText, at: atEnd, fill: quiet})
	}
	s.periods(d, p)
	if len(s.Lines) == 1 {
		s.columns(d, p)
	} else {
		s.lines(d, p)
	}
	d.Height = p.bottom + 26
	if !s.Small && len(s.Lines) > 1 {
		var list []entry
		for i, l := range s.Lines {
			list = append(list, entry{func(x, y float64) shape { return symbol(i, x, y, 5) }, l.Label})
		}
		d.Height = d.legend(list, d.Height)
	}
	return d
}

// grouped writes a number with its thousands apart.
func grouped(v float64) string { return wording.Grouped(strconv.FormatFloat(v, 'f', -1, 64)) }

// stepFor returns a round distance between the lines of a scale up to most.
func stepFor(most float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(most)))
	for _, step := range []float64{0.1, 0.2, 0.5, 1, 2} {
		if most/(unit*step) <= mostTicks {
			return max(unit*step, 1)
		}
	}
	return max(unit, 1)
}

// periods writes the names of the periods for which there is room, that of the newest in any case.
func (s Series) periods(d *Drawing, p plane) {
	free := d.Width
	for i := len(s.Periods) - 1; i >= 0; i-- {
		half := textWidth(s.Periods[i], seriesText, false) / 2
		x := min(p.x(i), d.Width-half)
		if x+half > free || x < half {
			continue
		}
		free = x - half - 8
		d.add(text{x: x, y: p.bottom + 17, text: s.Periods[i], size: seriesText, at: atMiddle, fill: quiet})
	}
}

func (s Series) columns(d *Drawing, p plane) {
	w := min((p.right-p.left)/float64(p.periods)*0.7, 48)
	for i, v := range s.Lines[0].Values {
		if i >= len(s.Periods) {
			break
		}
		parts := []shape{rect{x: p.x(i) - w/2, y: p.y(v), w: w, h: p.bottom - p.y(v), r: 2, style: style{fill: groupPaint(0)}}}
		if p.periods <= labelled && !s.Small {
			parts = append(parts, text{x: p.x(i), y: p.y(v) - 4, text: grouped(v), size: seriesText, at: atMiddle, fill: ink, halo: true})
		}
		d.add(item{hint: join(s.Periods[i], grouped(v)), shapes: parts})
	}
}

func (s Series) lines(d *Drawing, p plane) {
	for g, l := range s.Lines {
		var points []point
		for i, v := range l.Values[:min(len(l.Values), len(s.Periods))] {
			points = append(points, point{p.x(i), p.y(v)})
		}
		if len(points) == 0 {
			continue
		}
		d.add(path{lines(points...), style{stroke: groupPaint(g), width: 2}})
		if p.periods > 40 {
			continue // symbols would cover the line
		}
		for i, at := range points {
			d.add(item{hint: join(l.Label, s.Periods[i], grouped(l.Values[i])), shapes: []shape{symbol(g, at.x, at.y, 4)}})
		}
	}
}

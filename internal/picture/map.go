package picture

import (
	"cmp"
	"math"
	"slices"
)

// Map shows values of countries by colour and cities by dots, on a map of Europe.
type Map struct {
	Caption
	Countries []Country
	Cities    []City
	// None is what a country without a value means, for the legend; Dot is what a dot means.
	None, Dot string
}

// Country is a value of a country, at least 0.
type Country struct {
	// Code is its two-letter code (ISO 3166-1), or XK. Text is the value in words, which is written
	// on the map if it is short.
	Code, Text, Hint, Address string
	Value                     float64
}

// City is a place with a number of things.
type City struct {
	Hint, Address       string
	Latitude, Longitude float64
	Count               int
}

const (
	mapText = 12.0
	// mapChars is the number of characters of a value that is written on the map.
	mapChars = 7
	// smallTop and smallBottom bound the part of the map that a small one shows.
	smallTop, smallBottom = 215.0, 655.0
	// tiny is the size of a country that a dot shows better than its outline.
	tiny = 12.0
)

// Draw draws the land, then values, then cities, those with the most first.
func (m Map) Draw() *Drawing {
	d := newDrawing(m.Caption)
	d.Width, d.Height = width, mapHeight
	if m.Small {
		d.top, d.Height = smallTop, smallBottom-smallTop
	}
	values := map[string]Country{}
	for _, c := range m.Countries {
		values[c.Code] = c
	}
	steps := stepsOf(m.Countries)
	var front []written
	for _, o := range europe() {
		c, ok := values[o.code]
		if !ok {
			d.add(path{o.d, style{fill: panel, stroke: line, width: 0.8}})
			continue
		}
		paint := shadePaint(stepOf(steps, c.Value))
		parts := []shape{path{o.d, style{fill: paint, stroke: ground, width: 0.8}}}
		if o.size < tiny {
			parts = append(parts, disc{o.at.x, o.at.y, 6, style{fill: paint, stroke: quiet, width: 1}})
		}
		d.add(item{c.Hint, c.Address, parts})
		if short := []rune(c.Text); len(short) <= mapChars && len(short) > 0 && !m.Small && len(m.Cities) == 0 {
			at := o.at
			if o.size < tiny {
				at.x += 9 + textWidth(c.Text, mapText, true)/2
			}
			front = append(front, written{c.Value, text{x: at.x, y: at.y + 4, text: c.Text, size: mapText, at: atMiddle, fill: ink, bold: true, halo: true}})
		}
	}
	d.numbers(front)
	m.cities(d)
	if !m.Small {
		d.Height = m.legend(d, steps, mapHeight+6)
	}
	return d
}

// written is a value to be written on the map.
type written struct {
	value float64
	label text
}

// numbers writes the values, the largest first, and leaves out those that would cover another; the
// table beside the picture has them.
func (d *Drawing) numbers(list []written) {
	slices.SortStableFunc(list, func(a, b written) int { return cmp.Compare(b.value, a.value) })
	var taken []box
	for _, n := range list {
		own := box{point{n.label.x, n.label.y - 4}, textWidth(n.label.text, mapText, true), mapText}
		if !slices.ContainsFunc(taken, own.covers) {
			taken = append(taken, own)
			d.add(n.label)
		}
	}
}

// cities draws the dots, so that smaller ones lie on larger ones.
func (m Map) cities(d *Drawing) {
	list, most := slices.Clone(m.Cities), 1
	slices.SortStableFunc(list, func(a, b City) int { return b.Count - a.Count })
	if len(list) > 0 {
		most = max(most, list[0].Count)
	}
	for _, c := range list {
		p, ok := project(c.Latitude, c.Longitude)
		if !ok {
			continue
		}
		r := 3 + float64(9*math.Sqrt(float64(c.Count-1)/float64(max(most-1, 1))))
		d.add(item{c.Hint, c.Address, []shape{disc{p.x, p.y, r, style{fill: groupPaint(5), stroke: ground, width: 1}}}})
	}
}

// stepsOf returns the least values of the classes into which values fall: each holds about as many
// countries as another.
func stepsOf(countries []Country) (steps []Country) {
	list := slices.Clone(countries)
	slices.SortStableFunc(list, func(a, b Country) int { return cmp.Compare(a.Value, b.Value) })
	for i := range shades {
		if len(list) == 0 {
			break
		}
		c := list[i*len(list)/shades]
		if len(steps) == 0 || c.Value > steps[len(steps)-1].Value {
			steps = append(steps, c)
		}
	}
	return steps
}

// stepOf returns the shade of a value: the largest values have the strongest.
func stepOf(steps []Country, value float64) int {
	class := 0
	for i, s := range steps {
		if value >= s.Value {
			class = i
		}
	}
	return shadeOf(class, len(steps))
}

// shadeOf returns the shade of one of some classes: they are spread over all shades.
func shadeOf(class, classes int) int { return (class+1)*shades/classes - 1 }

// legend explains the shades by the least and the largest value of each.
func (m Map) legend(d *Drawing, steps []Country, y float64) float64 {
	var list []entry
	for i, s := range steps {
		least, largest := s, s
		for _, c := range m.Countries {
			if stepOf(steps, c.Value) == shadeOf(i, len(steps)) && c.Value > largest.Value {
				largest = c
			}
		}
		label := least.Text
		if largest.Text != least.Text {
			label += " – " + largest.Text
		}
		list = append(list, entry{shadeMark(shadePaint(shadeOf(i, len(steps)))), label})
	}
	if m.None != "" {
		list = append(list, entry{shadeMark(panel), m.None})
	}
	if len(m.Cities) > 0 && m.Dot != "" {
		list = append(list, entry{func(x, y float64) shape { return disc{x, y, 5, style{fill: groupPaint(5), stroke: ground, width: 1}} }, m.Dot})
	}
	return d.legend(list, y)
}

func shadeMark(p paint) func(x, y float64) shape {
	return func(x, y float64) shape {
		return rect{x: x - 8, y: y - 7, w: 16, h: 13, style: style{fill: p, stroke: line, width: 1}}
	}
}

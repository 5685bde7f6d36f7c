package picture

// Bars compares values, one bar each, in the order given.
type Bars struct {
	Caption
	Bars []Bar
	// None is written in place of a bar whose value is not known.
	None string
}

// Bar is one value, at least 0.
type Bar struct {
	// Label names what is counted, Text is the value in words.
	Label, Text, Hint, Address string
	Value                      float64
	// Unknown reports whether the value is not known, which differs from 0.
	Unknown bool
}

const (
	barText   = 13.0
	barHeight = 24.0
	// mostBars is the number of bars that are drawn, smallBars that of a small picture.
	mostBars  = 40
	smallBars = 7
)

// Draw draws the bars from top to bottom with their labels on the left.
func (b Bars) Draw() *Drawing {
	d := newDrawing(b.Caption)
	bars := b.Bars[:min(len(b.Bars), mostBars)]
	if b.Small {
		bars = bars[:min(len(bars), smallBars)]
	}
	d.Left = len(b.Bars) - len(bars)
	largest, labels, values := 0.0, 0.0, textWidth(b.None, barText, false)
	for _, one := range bars {
		largest = max(largest, one.Value)
		labels = max(labels, textWidth(one.Label, barText, false))
		values = max(values, textWidth(one.Text, barText, false))
	}
	labels = min(labels, d.Width*0.42)
	room := d.Width - labels - values - 20
	for i, one := range bars {
		y := 4 + float64(float64(i)*(barHeight+4))
		base := y + barHeight/2 + barText*0.36
		length := 0.0
		if largest > 0 {
			length = room * one.Value / largest
		}
		if one.Value > 0 {
			length = max(length, 1.5)
		}
		end := labels + 10 + length
		parts := []shape{
			text{x: labels, y: base, text: fit(one.Label, labels+0.01, barText, false), size: barText, at: atEnd, fill: ink},
			rect{x: labels + 8, y: y, w: length, h: barHeight, r: 2, style: style{fill: groupPaint(0)}},
			text{x: end + 4, y: base, text: one.Text, size: barText, fill: quiet},
		}
		if one.Unknown {
			parts[1], parts[2] = rect{x: labels + 8, y: y, w: 1, h: barHeight, style: style{fill: line}}, text{x: labels + 14, y: base, text: b.None, size: barText, fill: quiet}
		}
		hint := one.Hint
		if hint == "" {
			hint = join(one.Label, one.Text)
		}
		d.add(item{hint, one.Address, parts})
	}
	d.Height = 8 + float64(float64(len(bars))*(barHeight+4))
	return d
}

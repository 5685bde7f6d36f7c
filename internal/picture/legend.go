package picture

// legendSize is the size of the text of a legend, entryHeight the height of its rows.
const (
	legendSize  = 12.0
	entryHeight = 22.0
)

// entry is one line of a legend: a mark, and what it means.
type entry struct {
	mark  func(x, y float64) shape
	label string
}

// legend draws entries from left to right in as many rows as they need, with its top at y, and
// returns where the next thing may begin.
func (d *Drawing) legend(entries []entry, y float64) float64 {
	const markWidth, gap = 20.0, 18.0
	x, base := 4.0, y+entryHeight-6
	for _, e := range entries {
		label := fit(e.label, d.Width-markWidth-8, legendSize, false)
		w := markWidth + textWidth(label, legendSize, false)
		if x > 4 && x+w > d.Width {
			x, base = 4, base+entryHeight
		}
		d.add(e.mark(x+8, base-4), text{x: x + markWidth, y: base, text: label, size: legendSize, fill: quiet})
		x += w + gap
	}
	if len(entries) == 0 {
		return y
	}
	return base + 8
}

// groupLegend draws a legend of the groups that occur.
func (d *Drawing) groupLegend(names []string, occurs map[int]bool, y float64) float64 {
	var list []entry
	for i, name := range names {
		if occurs[i] {
			list = append(list, entry{func(x, y float64) shape { return symbol(i, x, y, 5.5) }, name})
		}
	}
	return d.legend(list, y)
}

package picture

import (
	"math"
	"strconv"

	"whojoins/internal/model"
)

// Timeline shows when things ran, one row each, in the order given.
type Timeline struct {
	Caption
	Spans []Span
	// Groups are the names of the groups, for the legend.
	Groups []string
	// Today is the day of the dataset: a span without an end continues to it.
	Today string
	// Unknown is written in place of a span without dates, Open stands for an end that no source
	// states and About for days that sources leave open, in the legend.
	// Now names the line at today.
	Unknown, Open, About, Now string
}

// Span is one row. Start and End are dates as sources state them (see model.ParseDate), or empty if
// none does.
type Span struct {
	Label, Hint, Address string
	Start, End           string
	// Group is the position of its group in Groups.
	Group int
}

const (
	rowHeight = 26.0
	spanText  = 13.0
	spanThick = 14.0
	axisText  = 12.0
	// mostSpans is the number of rows that are drawn, smallSpans that of a small picture.
	mostSpans  = 60
	smallSpans = 6
)

// period is a span in days: it began between the first two and ended between the last two.
type period struct {
	from, began, ends, to model.Days
	known, open, unbegun  bool
}

// vague reports whether the sources leave open when it began or ended, by more than the picture can
// show.
func (p period) vague(s timeScale) bool {
	const visible = 4.0
	return p.known && !p.unbegun && (s.at(p.began)-s.at(p.from) > visible || !p.open && s.at(p.to)-s.at(p.ends) > visible)
}

// timeScale maps days to places.
type timeScale struct {
	first, last model.Days
	left, right float64
}

func (s timeScale) at(day model.Days) float64 {
	share := float64(day-s.first) / float64(max(s.last-s.first, 1))
	return s.left + float64(share*(s.right-s.left))
}

// Draw draws the rows below an axis of years. The days on which a span may have begun or ended, as
// far as sources say, are an outline only; what was certainly within it is filled.
func (t Timeline) Draw() *Drawing {
	d := newDrawing(t.Caption)
	spans := t.Spans[:min(len(t.Spans), mostSpans)]
	if t.Small {
		spans = spans[:min(len(spans), smallSpans)]
	}
	d.Left = len(t.Spans) - len(spans)
	today, _, err := model.ParseDate(t.Today)
	periods, labels := make([]period, len(spans)), 0.0
	for i, s := range spans {
		periods[i] = s.period(today)
		labels = max(labels, textWidth(s.Label, spanText, false))
	}
	scale := scaleOf(periods, today, err == nil)
	scale.left, scale.right = min(labels, d.Width*0.4)+12, d.Width-20
	const top = 24.0
	bottom := top + float64(float64(len(spans))*rowHeight) + 4
	d.years(scale, top-4, bottom)
	occurs, marks := map[int]bool{}, period{}
	for i, s := range spans {
		p := periods[i]
		occurs[s.Group] = true
		marks.open = marks.open || p.open
		marks.known = marks.known || p.vague(scale)
		d.add(t.row(s, p, scale, top+float64(float64(i)*rowHeight)))
	}
	if err == nil {
		x := scale.at(today)
		d.add(path{lines(point{x, top - 4}, point{x, bottom}), style{stroke: groupPaint(5), width: 1.5, dashed: true}})
	}
	d.Height = bottom + 2
	if !t.Small {
		d.Height = t.legend(d, occurs, marks, bottom+6)
	}
	return d
}

// legend explains the groups, and the outlines that occur.
func (t Timeline) legend(d *Drawing, occurs map[int]bool, marks period, y float64) float64 {
	var list []entry
	bar := func(s style) func(x, y float64) shape {
		return func(x, y float64) shape { return rect{x: x - 7, y: y - 5, w: 14, h: 10, r: 2, style: s} }
	}
	for i, name := range t.Groups {
		if occurs[i] {
			list = append(list, entry{bar(style{fill: groupPaint(i)}), name})
		}
	}
	if marks.known && t.About != "" {
		list = append(list, entry{bar(style{fill: ground, stroke: quiet, width: 1.5}), t.About})
	}
	if marks.open && t.Open != "" {
		list = append(list, entry{bar(style{fill: ground, stroke: quiet, width: 1.5, dashed: true}), t.Open})
	}
	if _, _, err := model.ParseDate(t.Today); err == nil && t.Now != "" {
		list = append(list, entry{func(x, y float64) shape {
			return path{lines(point{x, y - 7}, point{x, y + 7}), style{stroke: groupPaint(5), width: 1.5, dashed: true}}
		}, t.Now})
	}
	return d.legend(list, y)
}

// period returns the days of a span; one without an end is open until today.
func (s Span) period(today model.Days) period {
	var p period
	var noStart, noEnd error
	p.from, p.began, noStart = model.ParseDate(s.Start)
	p.ends, p.to, noEnd = model.ParseDate(s.End)
	p.known = noStart == nil || noEnd == nil
	if noStart != nil {
		p.from, p.began, p.unbegun = p.ends, p.ends, true
	}
	if noEnd != nil {
		p.open, p.to = true, max(today, p.began)
		p.ends = p.to
	}
	return p
}

// scaleOf returns a scale of whole years with all days of the spans.
func scaleOf(periods []period, today model.Days, withToday bool) timeScale {
	first, last := model.LastDay, model.FirstDay
	for _, p := range periods {
		if p.known {
			first, last = min(first, p.from), max(last, p.to)
		}
	}
	if withToday {
		first, last = min(first, today), max(last, today)
	}
	if first > last {
		first, last = 0, 1
	}
	begin, _, _ := model.ParseDate(model.YearOf(first))
	_, end, _ := model.ParseDate(model.YearOf(last))
	return timeScale{first: begin, last: end + 1}
}

// years draws the axis: a line at the beginning of each year that has a label.
func (d *Drawing) years(scale timeScale, top, bottom float64) {
	first, _ := strconv.Atoi(model.YearOf(scale.first)) // a year is a number
	last, _ := strconv.Atoi(model.YearOf(scale.last))
	const room = 44.0
	step := 1
	for _, s := range []int{1, 2, 5, 10, 20, 50, 100} {
		step = s
		if float64(last-first)/float64(s)*room <= scale.right-scale.left {
			break
		}
	}
	for year := first; year <= last; year++ {
		if year%step != 0 && step > 1 {
			continue
		}
		day, _, err := model.ParseDate(strconv.Itoa(10000 + year)[1:])
		if err != nil {
			continue
		}
		x := math.Round(scale.at(day)) + 0.5
		d.add(path{lines(point{x, top}, point{x, bottom}), style{stroke: line, width: 1}},
			text{x: x, y: top - 6, text: strconv.Itoa(year), size: axisText, at: atMiddle, fill: quiet})
	}
}

// row draws one span.
func (t Timeline) row(s Span, p period, scale timeScale, y float64) shape {
	base := y + rowHeight/2 + spanText*0.36
	parts := []shape{text{x: scale.left - 10, y: base, text: fit(s.Label, scale.left-10, spanText, false), size: spanText, at: atEnd, fill: ink}}
	if !p.known {
		parts = append(parts, text{x: scale.left + 4, y: base, text: t.Unknown, size: axisText, fill: quiet, halo: true})
		return item{s.Hint, s.Address, parts}
	}
	colour := groupPaint(s.Group)
	bar := func(from, to float64, st style) {
		parts = append(parts, rect{x: from, y: y + (rowHeight-spanThick)/2, w: max(to-from, 3), h: spanThick, r: 3, style: st})
	}
	maybe := style{fill: ground, stroke: colour, width: 1.5}
	from, to := scale.at(p.from), scale.at(p.to)
	switch {
	case p.unbegun:
		maybe.dashed = true
		bar(scale.left, to, maybe)
	case p.open:
		maybe.dashed = true
		bar(from, to, maybe)
		bar(from, min(max(scale.at(p.began), from+6), to), style{fill: colour})
	case !p.vague(scale):
		bar(from, to, style{fill: colour})
	default:
		bar(from, to, maybe)
		if p.began < p.ends {
			bar(scale.at(p.began), scale.at(p.ends), style{fill: colour})
		}
	}
	return item{s.Hint, s.Address, parts}
}

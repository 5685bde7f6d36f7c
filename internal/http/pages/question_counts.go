package pages

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/picture"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// count is what one facet counts.
type count struct {
	heading string
	rows    []countRow
	// missing is the number of things without a value, -1 if the answer does not have it.
	missing int
	picture picture.Picture
}

type countRow struct {
	value string
	label questions.Item
	count int
}

// counts returns the counts of an answer, one for each facet. Those by year are in the order of time.
func (a answered) counts() (list []count) {
	c := a.question.Picture.Counts
	r, ok := a.with(c.Field)
	if !ok {
		return nil
	}
	label := c.Label
	if label == "" {
		label = c.Value
	}
	fields := map[string]int{}
	for i := range r.raw.Rows {
		field := r.value(i, c.Field)
		at, known := fields[field]
		if !known {
			at, fields[field] = len(list), len(list)
			one := count{heading: r.text(i, c.Field), missing: -1}
			if missing, err := strconv.Atoi(r.value(i, c.Missing)); err == nil {
				one.missing = missing
			}
			list = append(list, one)
		}
		n, _ := strconv.Atoi(r.value(i, c.Count)) // a count is a number
		if value := r.value(i, c.Value); value != "" {
			list[at].rows = append(list[at].rows, countRow{value, questions.Item{Text: r.text(i, label), Address: r.address(i, label)}, n})
		}
	}
	for field, at := range fields {
		list[at].draw(a, slices.Contains(c.Maps, field))
	}
	return list
}

// draw sets the picture: a map for countries, a series for years, bars for anything else.
func (c *count) draw(a answered, isMap bool) {
	caption := a.caption
	caption.Title = c.heading
	switch {
	case isMap:
		var codes []string
		sums := map[string]float64{}
		for _, r := range c.rows {
			codes, sums[r.value] = append(codes, r.value), float64(r.count)
		}
		a.caption = caption
		c.picture = a.mapOf(codes, sums, func(v float64) string { return strconv.Itoa(int(v)) })
	case c.years():
		slices.SortStableFunc(c.rows, func(a, b countRow) int { return yearOf(a.value) - yearOf(b.value) })
		s := picture.Series{Caption: caption, Lines: []picture.Line{{}}}
		for y := yearOf(c.rows[0].value); y <= yearOf(c.rows[len(c.rows)-1].value); y++ {
			n := 0
			for _, r := range c.rows {
				if yearOf(r.value) == y {
					n = r.count
				}
			}
			s.Periods = append(s.Periods, strconv.Itoa(y))
			s.Lines[0].Values = append(s.Lines[0].Values, float64(n))
		}
		c.picture = s
	default:
		b := picture.Bars{Caption: caption}
		for _, r := range c.rows {
			b.Bars = append(b.Bars, picture.Bar{Label: r.label.Text, Address: r.label.Address, Text: wording.Grouped(strconv.Itoa(r.count)), Value: float64(r.count)})
		}
		c.picture = b
	}
}

// countView is the counts of one facet on a page.
type countView struct {
	Heading, Label string
	Picture        template.HTML
	Rows           []countRowView
	// Missing is the sentence about things without a value, or empty.
	Missing string
}

type countRowView struct {
	Label questions.Item
	Count string
}

// countViews returns counts as a page shows them.
func countViews(list []count, f frame) (views []countView) {
	for i, c := range list {
		v := countView{Heading: c.heading, Label: c.heading}
		if len(c.rows) > 0 {
			v.Picture = c.picture.Draw().Inline("picture-" + strconv.Itoa(i+1))
		}
		for _, r := range c.rows {
			if r.label.Address != "" {
				r.label.Address += f.Suffix
			}
			v.Rows = append(v.Rows, countRowView{r.label, wording.Grouped(strconv.Itoa(r.count))})
		}
		if c.missing > 0 {
			v.Missing = fmt.Sprintf(f.Words["WithoutValue"], wording.Grouped(strconv.Itoa(c.missing)))
		}
		views = append(views, v)
	}
	return views
}

// mostYears is the number of years that a chart shows one by one.
const mostYears = 200

// years reports whether all values are years, few enough to be shown one by one.
func (c *count) years() bool {
	low, high := 10_000, 0
	for _, r := range c.rows {
		if _, _, err := model.ParseDate(r.value); err != nil || len(r.value) != 4 {
			return false
		}
		low, high = min(low, yearOf(r.value)), max(high, yearOf(r.value))
	}
	return len(c.rows) > 0 && high-low < mostYears
}

func yearOf(text string) int {
	n, _ := strconv.Atoi(text) // checked by years
	return n
}

// mapOf returns a map of the values of countries.
func (a answered) mapOf(codes []string, values map[string]float64, words func(float64) string) picture.Picture {
	m := picture.Map{Caption: a.caption, None: a.words["NoneRecorded"]}
	for _, code := range codes {
		text := words(values[code])
		m.Countries = append(m.Countries, picture.Country{
			Code: code, Value: values[code], Text: text, Hint: wording.Country(code, a.caption.Language) + ": " + text,
		})
	}
	return m
}

// units are the words for amounts of a thousand, a million and a thousand millions and more.
var units = []struct {
	least  float64
	phrase string
}{{1e9, "Billions"}, {1e6, "Millions"}, {1e3, "Thousands"}}

// rounded returns an amount in euro, or without its currency, as a map has room for it: €36 M.
func rounded(v float64, w words, currency string) string {
	text := strconv.FormatFloat(v, 'f', 0, 64)
	for _, u := range units {
		if v >= u.least {
			decimals := 0
			if v < 10*u.least {
				decimals = 1
			}
			text = fmt.Sprintf(w[u.phrase], strings.Replace(strconv.FormatFloat(v/u.least, 'f', decimals, 64), ".", w["DecimalPoint"], 1))
			break
		}
	}
	if currency == "EUR" {
		return fmt.Sprintf(w["Euro"], text)
	}
	return text
}

package pages

import (
	"cmp"
	"context"
	"encoding/json"
	"html/template"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/picture"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// answered is the answer to a question: its tables as they are, and in words.
type answered struct {
	question    *questions.Question
	raw, worded []questions.Table
	// caption is what the picture of the answer is called, today the day of the dataset.
	caption picture.Caption
	today   string
	// centre is the entity that the answer is about, if its picture has one.
	centre centre
	words  words
}

// centre is the entity in the middle of a picture, with the word for its type.
type centre struct {
	named
	kind string
}

// keptPictures is the number of small pictures that are kept for the entry points of the home page.
const keptPictures = 64

// smallPicture returns the picture of the answer to a question as an entry point to it, or nothing if
// it has none. Values are ids, not names. Pictures are kept for as long as the dataset is the same.
func (h *Questions) smallPicture(ctx context.Context, run questions.Query, q *questions.Question, values url.Values, language string) (template.HTML, error) {
	var d dataset
	if err := run(ctx, datasetQuery, nil, &d); err != nil || q.Picture == nil {
		return "", err
	}
	key := strings.Join([]string{d.Meta.DataVersion, language, q.Address("", values)}, " ")
	if kept, ok := h.pictures.Get(key); ok {
		return kept, nil
	}
	variables, err := q.Variables(values)
	if err != nil {
		return "", err
	}
	var data json.RawMessage
	if err := run(ctx, q.GraphQL, variables, &data); err != nil {
		return "", err
	}
	a, err := h.answered(ctx, run, q, data, d, variables, language)
	if err != nil {
		return "", err
	}
	a.caption.Small = true
	drawn := template.HTML("")
	if pictures := a.pictures(); len(pictures) > 0 {
		drawn = pictures[0].Draw().Inline("entry-" + q.Name)
	}
	h.pictures.Add(key, drawn)
	return drawn, nil
}

// answered reads an answer.
func (h *Questions) answered(ctx context.Context, run questions.Query, q *questions.Question, data json.RawMessage, d dataset, variables map[string]any, language string) (answered, error) {
	a := answered{question: q, today: d.Meta.DataDate, words: wordsIn(language), caption: picture.Caption{
		Title: q.Title.In(language), Description: q.Description.In(language), Language: language,
	}}
	var err error
	if a.raw, err = questions.Tables(data); err != nil {
		return a, err
	}
	a.raw = questions.Apart(a.raw)
	a.worded = h.library.DescribePage(q, a.raw, language)
	if q.Picture == nil || q.Picture.Network == nil || q.Picture.Network.Centre == "" {
		return a, nil
	}
	var found struct {
		Entity *struct{ ID, Name, Type string }
	}
	err = run(ctx, `query Centre($id: ID!) { entity(id: $id) { id name type } }`, map[string]any{"id": variables[q.Picture.Network.Centre]}, &found)
	if err == nil && found.Entity != nil {
		a.centre = centre{named{found.Entity.ID, found.Entity.Name}, h.library.Type(found.Entity.Type, language)}
	}
	return a, err
}

// rows is a table as it is, and in words; both have the same columns and rows.
type rows struct{ raw, worded questions.Table }

// with returns the table that has a column.
func (a answered) with(column string) (rows, bool) {
	for _, worded := range a.worded {
		if worded.Index(column) < 0 {
			continue
		}
		for _, raw := range a.raw {
			if raw.Name == worded.Name {
				return rows{raw, worded}, true
			}
		}
	}
	return rows{}, false
}

// value returns the text of a cell as the answer has it, the first if it has several.
func (r rows) value(row int, column string) string { return first(r.raw, row, column).Text }

// text returns a cell in words.
func (r rows) text(row int, column string) string {
	if i := r.worded.Index(column); i >= 0 {
		return r.worded.Rows[row][i].String()
	}
	return ""
}

// address returns the address that a cell links to, or "".
func (r rows) address(row int, column string) string { return first(r.worded, row, column).Address }

func first(t questions.Table, row int, column string) questions.Item {
	if i := t.Index(column); i >= 0 && len(t.Rows[row][i]) > 0 {
		return t.Rows[row][i][0]
	}
	return questions.Item{}
}

// grouping numbers the words for groups in the order in which they occur.
type grouping []string

func (g *grouping) number(name string) int {
	i := slices.Index(*g, name)
	if i < 0 {
		i, *g = len(*g), append(*g, name)
	}
	return i
}

// pictures returns the pictures of an answer. Counts have one for each facet.
func (a answered) pictures() (list []picture.Picture) {
	spec, one := a.question.Picture, picture.Picture(nil)
	switch {
	case spec == nil || questions.Empty(a.raw):
	case spec.Counts != nil:
		for _, c := range a.counts() {
			list = append(list, c.picture)
		}
	case spec.Bars != nil:
		one = a.bars(*spec.Bars)
	case spec.Tally != nil:
		one = a.tally(*spec.Tally)
	case spec.Series != nil:
		one = a.series(*spec.Series)
	case spec.Timeline != nil:
		one = a.timeline(spec.Timeline)
	case spec.Map != nil:
		one = a.europe(*spec.Map)
	case spec.Network != nil:
		one = a.network(*spec.Network)
	case spec.Overlap != nil:
		one = a.overlap(*spec.Overlap)
	case spec.Paths != nil:
		one = a.pathNetwork(*spec.Paths)
	case spec.Lists != nil:
		one = a.lists(spec.Lists)
	case spec.Matrix != nil:
		one = a.matrix(*spec.Matrix).picture(a)
	}
	if one != nil {
		list = append(list, one)
	}
	return list
}

// bars compares the values of rows that have the same currency as the first, or their sums.
func (a answered) bars(c questions.BarColumns) picture.Picture {
	r, ok := a.with(c.Label)
	if !ok {
		return nil
	}
	b := picture.Bars{Caption: a.caption, None: a.words["ValueNotKnown"]}
	above, money := strings.CutSuffix(c.Value, ".amount")
	for i := range r.raw.Rows {
		if money && r.value(i, above+".currency") != r.value(0, above+".currency") {
			continue
		}
		value, err := strconv.ParseFloat(r.value(i, c.Value), 64)
		b.Bars = append(b.Bars, picture.Bar{Label: r.text(i, c.Label), Text: r.text(i, c.Value), Value: value, Address: r.address(i, c.Label), Unknown: err != nil})
	}
	if c.Sum {
		currency := ""
		if money && len(r.raw.Rows) > 0 {
			currency = r.value(0, above+".currency")
		}
		b.Bars = summed(b.Bars, func(v float64) string { return amount(v, currency, a.caption.Language) })
	}
	return b
}

// summed returns one bar for each address, with the sum of its values, the largest first. A bar none of
// whose values is known is not known either.
func summed(bars []picture.Bar, words func(float64) string) (list []picture.Bar) {
	at := map[string]int{}
	for _, b := range bars {
		i, known := at[b.Address]
		switch {
		case !known:
			at[b.Address], list = len(list), append(list, b)
		case list[i].Unknown:
			list[i] = b
		case !b.Unknown:
			list[i].Value += b.Value
			list[i].Text = words(list[i].Value)
		}
	}
	slices.SortStableFunc(list, func(a, b picture.Bar) int { return cmp.Compare(b.Value, a.Value) })
	return list
}

// amount returns a sum of money, or of anything else without a currency.
func amount(v float64, currency, language string) string {
	const cents = 100
	v = math.Round(v*cents) / cents
	text := wording.Amount(strconv.FormatFloat(v, 'f', -1, 64), language)
	if currency != "" {
		text += "\u00a0" + currency
	}
	return text
}

// lists compares how many rows lists have.
func (a answered) lists(names []string) picture.Picture {
	b := picture.Bars{Caption: a.caption}
	for _, name := range names {
		if r, ok := a.named(name); ok {
			b.Bars = append(b.Bars, picture.Bar{Label: r.worded.Heading, Text: grouped(len(r.worded.Rows)), Value: float64(len(r.worded.Rows))})
		}
	}
	return b
}

// tally compares how many rows have each value, the most frequent first.
func (a answered) tally(c questions.TallyColumns) picture.Picture {
	r, ok := a.with(c.Of)
	if !ok {
		return nil
	}
	var values grouping
	var numbers []int
	for i := range r.raw.Rows {
		counts := true
		for column, wanted := range c.Where {
			counts = counts && r.value(i, column) == wanted
		}
		if !counts {
			continue
		}
		at := values.number(r.text(i, c.Of))
		if at == len(numbers) {
			numbers = append(numbers, 0)
		}
		numbers[at]++
	}
	b := picture.Bars{Caption: a.caption}
	for i, value := range values {
		b.Bars = append(b.Bars, picture.Bar{Label: value, Text: wording.Grouped(strconv.Itoa(numbers[i])), Value: float64(numbers[i])})
	}
	slices.SortStableFunc(b.Bars, func(a, b picture.Bar) int { return cmp.Compare(b.Value, a.Value) })
	return b
}

func (a answered) series(c questions.SeriesColumns) picture.Picture {
	r, ok := a.with(c.Period)
	if !ok {
		return nil
	}
	s := picture.Series{Caption: a.caption}
	for i := range r.raw.Rows {
		s.Periods = append(s.Periods, r.value(i, c.Period))
	}
	for _, column := range c.Lines {
		one := picture.Line{Label: r.worded.Columns[r.worded.Index(column)].Heading}
		for i := range r.raw.Rows {
			value, _ := strconv.ParseFloat(r.value(i, column), 64) // a series has numbers
			one.Values = append(one.Values, value)
		}
		s.Lines = append(s.Lines, one)
	}
	return s
}

// timeline shows each thing once, in the order of their first days; those without dates come last.
func (a answered) timeline(columns []questions.SpanColumns) picture.Picture {
	t := picture.Timeline{
		Caption: a.caption, Today: a.today, Unknown: a.words["DatesNotKnown"], Open: a.words["EndNotKnown"], About: a.words["WithinThis"], Now: a.words["DayOfData"] + " " + wording.Date(a.today, a.caption.Language),
	}
	var g grouping
	seen := map[string]bool{}
	for _, c := range columns {
		r, ok := a.with(c.Label)
		if !ok {
			continue
		}
		for i := range r.raw.Rows {
			s := picture.Span{Label: r.text(i, c.Label), Address: r.address(i, c.Label), Start: r.value(i, c.Start), End: r.value(i, c.End)}
			if s.Label == "" || seen[s.Label+s.Address] {
				continue
			}
			seen[s.Label+s.Address] = true
			s.Hint = strings.Join(slices.DeleteFunc([]string{s.Label, r.text(i, c.Start), r.text(i, c.End)}, func(p string) bool { return p == "" }), " · ")
			if c.Group != "" {
				s.Group = g.number(r.text(i, c.Group))
			}
			t.Spans = append(t.Spans, s)
		}
	}
	slices.SortStableFunc(t.Spans, func(a, b picture.Span) int { return int(firstDay(a)) - int(firstDay(b)) })
	t.Groups = g
	return t
}

// firstDay returns the first day that a span may have, in the order of a timeline.
func firstDay(s picture.Span) model.Days {
	for _, date := range []string{s.Start, s.End} {
		if first, _, err := model.ParseDate(date); err == nil {
			return first
		}
	}
	return model.LastDay
}

// europe shows the sum of a value for each country, in the currency of the first row.
func (a answered) europe(c questions.MapColumns) picture.Picture {
	r, ok := a.with(c.Country)
	if !ok {
		return nil
	}
	sums, currency := map[string]float64{}, ""
	var codes []string
	for i := range r.raw.Rows {
		code := r.value(i, c.Country)
		value, err := strconv.ParseFloat(r.value(i, c.Value), 64)
		if own := r.value(i, c.Currency); currency == "" {
			currency = own
		} else if own != currency {
			continue
		}
		if code == "" || err != nil {
			continue
		}
		if _, known := sums[code]; !known {
			codes = append(codes, code)
		}
		sums[code] += value
	}
	return a.mapOf(codes, sums, func(v float64) string { return rounded(v, a.words, currency) })
}

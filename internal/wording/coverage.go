package wording

import (
	"strconv"
	"strings"
)

// Coverage is how many participants of an initiative are on record; its fields are those of
// Initiative.coverage.
type Coverage struct {
	Measure    string `json:"measure"`
	Stated     *int   `json:"stated"`
	Comparator string `json:"comparator"`
	Recorded   int    `json:"recorded"`
	Complete   bool   `json:"complete"`
}

// Short returns the numbers alone: 6 of 121, 6 of at least 121, or 31 where no source states a number.
func (c Coverage) Short(language string) string {
	if c.Stated == nil {
		return grouped(c.Recorded)
	}
	return c.fill("short", language)
}

// In returns how many participants are on record: 6 of 121 partners on record.
func (c Coverage) In(language string) string {
	switch {
	case c.Stated == nil && c.Complete:
		return c.fill("list", language)
	case c.Stated == nil:
		return c.fill("recorded", language)
	case c.Recorded > *c.Stated:
		return c.fill("more", language)
	case c.Recorded < *c.Stated && c.Complete:
		return c.fill("listFewer", language)
	case c.Complete:
		return c.fill("all", language)
	}
	return c.fill("some", language)
}

// Unstated returns the sentence for an initiative whose participants no source counts or lists in
// full.
func Unstated(language string) string { return in(domain.Coverage["unstated"], language) }

// fill fills in one of the texts. A noun is in the singular after one, in French also after zero.
func (c Coverage) fill(text, language string) string {
	stated := 0
	if c.Stated != nil {
		stated = *c.Stated
	}
	return fill(text, language, "{recorded}", grouped(c.Recorded), "{stated}", c.stated(stated, language),
		"{ofRecorded}", c.noun(c.Recorded, language), "{ofStated}", c.noun(stated, language), "{s}", plural(c.Recorded, language))
}

// stated returns the stated number with its precision.
func (c Coverage) stated(n int, language string) string {
	if text, ok := domain.Comparators[c.Comparator]; ok {
		return strings.ReplaceAll(in(text, language), "{stated}", grouped(n))
	}
	return grouped(n)
}

// noun returns the word for the participants that the measure counts.
func (c Coverage) noun(n int, language string) string {
	if _, ok := domain.Nouns[c.Measure]; !ok {
		return noun("participants", n, language)
	}
	return noun(c.Measure, n, language)
}

// noun returns a word in the form that a number takes.
func noun(name string, n int, language string) string {
	one, many, _ := strings.Cut(in(domain.Nouns[name], language), "|")
	if plural(n, language) == "" {
		return one
	}
	return many
}

// plural returns the ending of the plural, or "" after a number that takes the singular.
func plural(n int, language string) string {
	if n == 1 || n == 0 && language == "fr" {
		return ""
	}
	return "s"
}

func fill(text, language string, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(in(domain.Coverage[text], language))
}

func grouped(n int) string { return Grouped(strconv.Itoa(n)) }

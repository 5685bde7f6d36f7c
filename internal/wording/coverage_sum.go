package wording

import (
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"
)

// CoverageSum is the coverage of several initiatives.
type CoverageSum struct {
	// sum has the coverage of all; one that of the only initiative.
	sum, one Coverage
	// covered is the number of initiatives with a coverage, open that of the others.
	covered, open int
	comparators   []string
}

// Add adds the coverage of an initiative, or nil if it has none. Where the participants on record are
// all, or more than stated, their number counts as stated.
func (s *CoverageSum) Add(c *Coverage) {
	if c == nil {
		s.open++
		return
	}
	s.covered, s.one = s.covered+1, *c
	stated := c.Recorded
	if c.Stated != nil && !c.Complete {
		stated = max(stated, *c.Stated)
		s.comparators = append(s.comparators, c.Comparator)
	}
	if s.sum.Stated != nil {
		stated += *s.sum.Stated
	}
	s.sum.Stated = &stated
	s.sum.Recorded += c.Recorded
	s.sum.Comparator = precision(s.comparators)
	s.sum.Complete = s.sum.Recorded == stated && len(s.comparators) == 0
}

// precision returns the precision of a sum of numbers.
func precision(comparators []string) string {
	is := func(allowed ...string) bool {
		return !slices.ContainsFunc(comparators, func(c string) bool { return !slices.Contains(allowed, c) })
	}
	switch {
	case is("EQ"):
		return "EQ"
	case is("EQ", "GT", "GTE"):
		return "GTE"
	}
	return "ABOUT"
}

// Empty reports whether there are no initiatives.
func (s *CoverageSum) Empty() bool { return s.covered+s.open == 0 }

// String returns the numbers for programs, such as 6 of 121, or "" if no source counts or lists the
// participants of any of the initiatives.
func (s *CoverageSum) String() string {
	if s.covered == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", s.sum.Recorded, *s.sum.Stated)
}

// In returns how many participants of the initiatives are on record, as a sentence: "895 of 3 232
// participants on record in 92 initiatives." It is empty if there are no initiatives.
func (s *CoverageSum) In(language string) string {
	switch {
	case s.Empty():
		return ""
	case s.covered == 0 && s.open == 1:
		return Unstated(language)
	case s.covered == 0:
		return fill("unstatedOf", language, "{n}", grouped(s.open))
	case s.covered == 1 && s.open == 0:
		return capital(s.one.In(language)) + "."
	}
	text := capital(fill("sum", language, "{coverage}", s.sum.In(language), "{n}", grouped(s.covered), "{initiatives}", noun("initiatives", s.covered, language)))
	if s.open > 0 {
		text += " " + fill("open", language, "{n}", grouped(s.open))
	}
	return text
}

// capital returns a text with a capital as its first letter.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

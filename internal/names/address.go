package names

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// address is the postal address after a name: "Sciensano, Juliette Wytsmanstraat 14, 1050
// Brussels".
type address struct {
	// segments are the numbers of the segments (word.segment) that belong to the address.
	segments []int
	// towns has the words of each segment with a postcode, without the postcode.
	towns [][]string
}

// isAddress reports whether a segment belongs to the address.
func (a *address) isAddress(segment int) bool { return slices.Contains(a.segments, segment) }

// addressOf finds the address among the words of a term: segments behind the first with a
// number or with a word for a street, unless they name a part of an organisation.
func (l *Lexicon) addressOf(words []word) (a address) {
	for start := 0; start < len(words); {
		end := start
		for end < len(words) && words[end].segment == words[start].segment {
			end++
		}
		segment := words[start:end]
		start = end
		if segment[0].segment == 0 || slices.ContainsFunc(segment, func(w word) bool { return w.role == rolePart }) {
			continue
		}
		street, numbered := slices.ContainsFunc(segment, func(w word) bool { return l.isStreet(w.text) }), slices.ContainsFunc(segment, hasDigit)
		if !street && !numbered {
			continue
		}
		a.segments = append(a.segments, segment[0].segment)
		if town := townOf(segment); !street && len(town) > 0 {
			a.towns = append(a.towns, town)
		}
	}
	return a
}

// postcodeDigits is the number of digits from which a number is a postcode rather than that of
// a house.
const postcodeDigits = 4

// townOf returns the words beside a postcode, or nil if the segment has none.
func townOf(segment []word) (town []string) {
	code := false
	for _, w := range segment {
		n := len(digits(w.text))
		if n == 0 && utf8.RuneCountInString(w.text) > 2 {
			town = append(town, w.text)
		}
		// The postcodes of Great Britain and Ireland mix digits and letters.
		code = code || n >= postcodeDigits || n > 0 && n < len(w.text) && utf8.RuneCountInString(w.text) <= 4
	}
	if !code {
		return nil
	}
	return town
}

func hasDigit(w word) bool { return strings.ContainsFunc(w.text, unicode.IsNumber) }

// isStreet reports whether a word names a street, or ends as names of streets do.
func (l *Lexicon) isStreet(w string) bool {
	return l.streetWords[w] || slices.ContainsFunc(l.streetEndings, func(end string) bool { return len(w) > len(end) && strings.HasSuffix(w, end) })
}

package pages

import (
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"whojoins/internal/wording"
)

// sentence returns how much is known of what an initiative or an actor has to do with others.
func (v entityView) sentence() string {
	if note := v.coverageNote(); note != "" {
		return note
	}
	c := v.more.Collaborators
	if c == nil {
		return ""
	}
	total := 0
	for _, s := range v.typ.Sides {
		if n, err := strconv.Atoi(v.object.Object(s.Name).Text("totalCount")); err == nil && v.participation(s) && !v.list.chosen {
			total += n
		}
	}
	if total == 0 {
		return ""
	}
	return phrasef("ActorSentence", wording.Grouped(strconv.Itoa(total)), wording.Grouped(strconv.Itoa(c.TotalCount))).In(v.language)
}

// largest returns what is most on record of something that nobody takes part in, such as the parts of a
// programme; nothing if there is one of each at most.
func (v entityView) largest(sections []section) string {
	if len(sections) == 0 || v.list.chosen {
		return ""
	}
	most := slices.MaxFunc(sections, func(a, b section) int { return a.Total - b.Total })
	if most.Total < 2 {
		return ""
	}
	first, size := utf8.DecodeRuneInString(most.Heading)
	return phrasef("LargestSentence", string(unicode.ToLower(first))+most.Heading[size:], most.Count).In(v.language)
}

package pages

import (
	"fmt"
	"slices"

	"whojoins/internal/wording"
)

// unstated returns the sentence for an entity that no source states any longer, with the day on which
// one last did. It returns "" if a claim, or a relation in one of the lists of the page, is current.
func (v entityView) unstated(lists []section) string {
	claims := v.Objects("claims")
	if len(claims) == 0 || slices.ContainsFunc(lists, func(s section) bool { return s.Total > 0 }) {
		return ""
	}
	last := ""
	for _, c := range claims {
		if c.Text("rank") != deprecatedRank {
			return ""
		}
		last = max(last, c.Text("date"))
	}
	if last == "" {
		return v.Words["Unstated"]
	}
	return fmt.Sprintf(v.Words["UnstatedSince"], wording.Date(last, v.language))
}

package wording

// The verdicts about an initiative of which no participant on record matches, as the schema's Verdict
// has them.
const (
	Lacks     = "LACKS"
	NoneKnown = "NONE_KNOWN"
)

// Verdict returns what it means that no participant of an initiative matches, by its verdict: lacks,
// none of the 6 of 121 on record, or nothing on record. Without the coverage of the initiative, its
// Recorded is the number of its participants on record.
func Verdict(verdict string, c Coverage, language string) string {
	switch verdict {
	case Lacks:
		return fill("lacks", language)
	case NoneKnown:
		if c.Stated != nil && c.Recorded > *c.Stated {
			c.Stated = nil
		}
		text := "noneOf"
		if c.Recorded == 1 {
			text = "noneOfOne"
		}
		return fill(text, language, "{short}", c.Short(language))
	}
	return fill("nothing", language)
}

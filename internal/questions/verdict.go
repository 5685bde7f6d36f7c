package questions

import (
	"strconv"
	"strings"

	"whojoins/internal/wording"
)

// gapsField is the root field whose rows have a verdict.
const gapsField = "gaps"

// The columns of gaps from which the words for a verdict are made. counted is the number of
// participants on record, for initiatives of which no source states how many take part.
const (
	verdictColumn  = "verdict"
	coverageColumn = "initiative.coverage"
	countedColumn  = "initiative.participants.groups.total"
)

// Verdict returns the words for the verdict in a row of gaps, in a language: none of the 6 of 121 on
// record. cell returns the text of a column, empty where there is none.
func Verdict(cell func(column string) string, language string) string {
	number := func(column string) int {
		n, _ := strconv.Atoi(cell(column)) // an empty cell is 0
		return n
	}
	c := wording.Coverage{Recorded: number(coverageColumn + ".recorded"), Comparator: cell(coverageColumn + ".comparator")}
	if cell(coverageColumn+".stated") != "" {
		stated := number(coverageColumn + ".stated")
		c.Stated = &stated
	}
	if c.Recorded == 0 { // nothing is stated, or those on record are not what the statement counts
		c = wording.Coverage{Recorded: number(countedColumn)}
	}
	return wording.Verdict(cell(verdictColumn), c, language)
}

// verdicts puts words in the place of the verdicts of a table of gaps, and hides what they say.
func (d description) verdicts(raw, worded Table) {
	at := raw.column(verdictColumn)
	if !d.question.Verdicts || at < 0 {
		return
	}
	for i, row := range raw.Rows {
		worded.Rows[i][at] = Cell{{Text: Verdict(func(column string) string {
			if j := raw.column(column); j >= 0 {
				return row[j].String()
			}
			return ""
		}, d.language)}}
	}
	for i, c := range worded.Columns {
		if strings.HasPrefix(c.Name, coverageColumn) || c.Name == countedColumn {
			worded.Columns[i].Shown = Nowhere
		}
	}
}

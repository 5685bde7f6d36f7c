package neo4j

import (
	"whojoins/internal/model"
)

// aggregate returns a variable with the aggregate of a field over all rows. For dates and
// integers it is a list of count, minimum, maximum and, for integers, sum; for money a list of
// such lists, each with its currency first. For floats it is a list of each value with the
// number of its rows, ascending, so that the values are added in that order.
func (l *list) aggregate(f *model.Field) string {
	match, s := l.match(), l.row
	switch f.Scalar {
	case model.Embedded:
		amount, currency := f.MoneyLeaves()
		return l.call(match + " WITH " + s.column(currency) + " AS currency, " + s.column(amount) + " AS amount" +
			" WHERE currency IS NOT NULL AND amount IS NOT NULL" +
			" WITH currency, count(*) AS rows, min(amount) AS least, max(amount) AS most, sum(amount) AS sum ORDER BY currency" +
			" RETURN collect([currency, rows, least, most, sum])")
	case model.Date:
		return l.call(match + " WITH " + s.first(f) + " AS day RETURN [count(day), min(day), max(day)]")
	case model.Int:
		return l.call(match + " WITH " + s.column(f) + " AS number RETURN [count(number), min(number), max(number), sum(number)]")
	}
	return l.call(match + " WITH " + s.column(f) + " AS number, count(*) AS rows WHERE number IS NOT NULL" +
		" WITH number, rows ORDER BY number RETURN collect([number, rows])")
}

package neo4j

import (
	"whojoins/model"
	"whojoins/plan"
)

// facet counts rows by value. It is a list: the buckets to show, each of value and
// count and of an entity its name; the sum of the counts of the others; and how many
// rows have no value.
func (l *list) facet(f *plan.Facet) string {
	match, row := l.match(), l.row
	s := row
	if f.End != nil {
		s = row.end(f.End)
	}
	v := l.variable("v")
	by, value, bucket := "", v, "["+v+", rows]"
	switch {
	case f.Field == nil:
		by, value, bucket = s.self, v+".id", "["+v+".id, rows, "+v+".name]"
	case f.Field.List:
		match += " UNWIND coalesce(" + s.column(f.Field) + ", [null]) AS each WITH DISTINCT " + row.self + ", each"
		by = "each"
	case f.Year:
		by = s.first(f.Field) + ".year"
	case f.Field.Scalar == model.Text || f.Field.Scalar == model.EnumValue:
		by = s.column(f.Field)
	default:
		by = "toString(" + s.column(f.Field) + ")"
	}
	first := l.param(int64(f.First))
	return l.call(match + " WITH " + by + " AS " + v + ", count(*) AS rows ORDER BY rows DESC, " + value +
		" WITH collect(CASE WHEN " + v + " IS NOT NULL THEN " + bucket + " END) AS buckets" +
		", sum(CASE WHEN " + v + " IS NULL THEN rows ELSE 0 END) AS missing" +
		" RETURN [buckets[.." + first + "], reduce(other = 0, b IN buckets[" + first + "..] | other + b[1]), missing]")
}

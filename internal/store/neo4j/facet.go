package neo4j

import (
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/neo4j/layout"
)

// facet returns a variable with the counts of rows by value: a list of the buckets to show,
// each with value and count and, for an entity, its name; the sum of the counts of all other
// buckets; and the number of rows without a value.
func (l *list) facet(f *plan.Facet) string {
	if l.where == never {
		// The database cannot plan the values of a list that has no rows.
		return "[[], 0, 0]"
	}
	v := l.variable("v")
	value, bucket, missing := v, "["+v+", rows]", "sum(CASE WHEN "+v+" IS NULL THEN rows ELSE 0 END)"
	if f.Field == nil {
		value, bucket = v+".id", "["+v+".id, rows, "+v+".name]"
	}
	counted := ""
	switch {
	case l.coveredByIndex(f):
		counted, missing = l.countedInIndex(f, v), l.count()+" - sum(rows)"
	case l.unfiltered() && f.End != nil:
		counted = l.countedByDegree(f, v)
	default:
		counted = l.counted(f, v)
	}
	first := l.param(int64(f.First))
	return l.call(counted + " ORDER BY rows DESC, " + value +
		" WITH collect(CASE WHEN " + v + " IS NOT NULL THEN " + bucket + " END) AS buckets, " + missing + " AS missing" +
		" RETURN [buckets[.." + first + "], reduce(other = 0, b IN buckets[" + first + "..] | other + b[1]), missing]")
}

// counted returns clauses that end with each value as v and the number of its rows.
func (l *list) counted(f *plan.Facet, v string) string {
	s, match := l.row, l.match()
	if f.End != nil {
		s = s.end(f.End)
	}
	if f.Field != nil && f.Field.List {
		match += " UNWIND " + listValues(&f.Facet, s) + " AS each WITH DISTINCT " + l.row.self + ", each"
		return match + " WITH each AS " + v + ", count(*) AS rows"
	}
	return match + " WITH " + facetValue(&f.Facet, s) + " AS " + v + ", count(*) AS rows"
}

// unfiltered reports whether the list has all current objects of a type.
func (l *list) unfiltered() bool {
	return l.conn.Side == nil && !l.conn.Deprecated && l.where == "" && l.selective == ""
}

// coveredByIndex reports whether an index holds the values of all rows that have one, so that
// only the index is read; see layout.Schema.
func (l *list) coveredByIndex(f *plan.Facet) bool {
	return l.unfiltered() && f.End == nil && l.row.typ.Kind == model.Relation && layout.Indexed(f.Field)
}

// countedInIndex counts values in an index. It names all properties of the index, otherwise the
// database would not use it.
func (l *list) countedInIndex(f *plan.Facet, v string) string {
	key := l.row.column(f.Field)
	if f.Year {
		key = l.row.first(f.Field)
	}
	return "MATCH " + l.pattern(nil) + " WHERE " + key + " IS NOT NULL AND " + l.row.self + ".id IS NOT NULL" +
		" WITH " + facetValue(&f.Facet, l.row) + " AS " + v + ", count(*) AS rows"
}

// countedByDegree counts the relations of each entity that may be at an end, which the database
// stores, if there are fewer such entities than relations.
func (l *list) countedByDegree(f *plan.Facet, v string) string {
	s := l.row.end(f.End)
	degree, _ := l.relationPattern(f.End.Side, s, false)
	ends := "MATCH (" + s.self + ":" + f.End.Target.Name + ")"
	few, once := l.variable("v"), l.variable("v")
	rows := " WITH " + facetValue(&f.Facet, s) + " AS " + v + ", sum(COUNT { " + degree + " }) AS rows"
	if f.Field != nil && f.Field.List {
		rows = " WITH " + s.self + ", COUNT { " + degree + " } AS degree UNWIND " + listValues(&f.Facet, s) + " AS each" +
			" WITH DISTINCT " + s.self + ", degree, each WITH each AS " + v + ", sum(degree) AS rows"
	}
	return "WITH *, COUNT { " + ends + " } < " + l.count() + " AS " + few +
		" CALL (" + few + ") { UNWIND CASE WHEN " + few + " THEN [1] ELSE [] END AS " + once + " " + ends + rows +
		" WHERE rows > 0 RETURN " + v + ", rows UNION ALL UNWIND CASE WHEN " + few + " THEN [] ELSE [1] END AS " + once + " " +
		l.counted(f, v) + " RETURN " + v + ", rows } WITH " + v + ", rows"
}

// facetValue returns the value that rows are counted by: an entity, a year, or the value as
// text.
func facetValue(f *model.Facet, s scope) string {
	switch {
	case f.Field == nil:
		return s.self
	case f.Year:
		return s.first(f.Field) + ".year"
	case f.Field.Scalar == model.Text || f.Field.Scalar == model.EnumValue:
		return s.column(f.Field)
	}
	return "toString(" + s.column(f.Field) + ")"
}

// listValues returns the values of a list, or their years, or [null] if it is empty.
func listValues(f *model.Facet, s scope) string {
	values := s.column(f.Field)
	if f.Year {
		values = "[day IN " + s.first(f.Field) + " | day.year]"
	}
	return "coalesce(" + values + ", [null])"
}

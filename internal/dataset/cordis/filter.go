package cordis

import (
	"fmt"
	"strings"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/intake"
)

// sources are the columns of conditions in the tables: by table, the columns whose cells count.
var sources = map[string]map[string][]string{
	"acronym":      {"project": {"acronym"}},
	"title":        {"project": {"title"}},
	"grant":        {"project": {"id"}},
	"call":         {"project": {"topics", "masterCall", "subCall"}, "topics": {"topic", "title"}},
	"programme":    {"project": {"frameworkProgramme", "legalBasis"}, "legalbasis": {"legalBasis", "title"}},
	"topic":        {"euroscivoc": {"euroSciVocTitle", "euroSciVocPath"}, "topics": {"title"}, "project": {"keywords"}},
	"country":      {"organization": {"country"}},
	"organisation": {"organization": {"name", "shortName"}},
	"pic":          {"organization": {"organisationID"}},
}

// choose finds the grants that meet all conditions. A condition with != holds where no row of the
// grant has the value.
func (r *Reader) choose(list []table1, records []archive.File) error {
	met := make([]map[string]bool, len(r.where))
	all := map[string]bool{}
	for i := range met {
		met[i] = map[string]bool{}
	}
	for _, t := range list {
		if err := r.each(t, func(w *row, err error) error {
			if err != nil {
				return nil //nolint:nilerr // it is refused when the table is read
			}
			column := "projectID"
			if t.table == "project" {
				column = "id"
			}
			number := intake.Grant(w.get(column))
			if t.table == "project" || t.table == "organization" {
				all[number] = true
			}
			for i := range r.where {
				if r.meets(&r.where[i], w, t.table) {
					met[i][number] = true
				}
			}
			return nil
		}); err != nil {
			return fmt.Errorf("%s: %w", t.Name, err)
		}
	}
	for _, f := range records {
		if err := r.chooseXML(f, all, met); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	r.kept = map[string]bool{}
	for number := range all {
		meets := true
		for i, c := range r.where {
			meets = meets && met[i][number] != (c.Operator == "!=")
		}
		if meets {
			r.kept[number] = true
		}
	}
	return nil
}

// meets reports whether a row has the value of a condition, whether or not it is negated.
func (r *Reader) meets(c *intake.Condition, w *row, table string) bool {
	positive := *c
	positive.Operator = strings.TrimPrefix(c.Operator, "!")
	for _, column := range sources[c.Column][table] {
		if positive.Meets(values(c.Column, w.get(column))...) {
			return true
		}
	}
	return false
}

// values returns the values in a cell that a condition compares.
func values(column, cell string) []string {
	switch column {
	case "country":
		return []string{cell, intake.Country(cell)}
	case "call", "programme", "topic":
		return append(strings.FieldsFunc(cell, func(c rune) bool { return strings.ContainsRune(";|/,", c) }), cell)
	}
	return []string{cell}
}

package main

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"whojoins/internal/dataset/ror"
	"whojoins/internal/dataset/table"
)

// matchList has the lines of matches.csv: the record of each organisation, or none if no record
// describes it.
type matchList []ror.Match

// readMatches reads the columns id, ror, as, company, why.
func readMatches(name string) (list matchList, err error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	for row, err := range table.Rows(file, "id", "ror", "as", "company", "why") {
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, row.Line, err)
		}
		m := ror.Match{ID: row.Get("id"), Record: row.Get("ror"), How: ror.How(row.Get("as")), Company: row.Get("company") == "yes", Why: row.Get("why")}
		ways := []ror.How{ror.Own, ror.Named, ror.Identified, ror.Place, ror.Successor}
		known := slices.Contains(ways, m.How)
		if m.Why == "" || (m.Record == "") != (m.How == "") || m.How != "" && !known || row.Get("company") != "" && !m.Company {
			return nil, fmt.Errorf("%s:%d: write id,ror,as,company,why, with as one of %v, and company empty or yes; or leave ror and as empty if no record matches", name, row.Line, ways)
		}
		list = append(list, m)
	}
	return list, nil
}

// withTypes returns the matches with organisations of the dataset, with their types, and the ids
// of the others, which the dataset does not have yet. The list must contain every organisation of
// the dataset.
func (l matchList) withTypes(types map[string]string) (known matchList, others []string, err error) {
	listed := map[string]bool{}
	for _, m := range l {
		listed[m.ID] = true
		if m.Type = types[m.ID]; m.Type == "" {
			others = append(others, m.ID)
			continue
		}
		known = append(known, m)
	}
	var errs []error
	for id := range types {
		if !listed[id] {
			errs = append(errs, fmt.Errorf("%q is not in the list of matches; add its record, or the reason why it has none", id))
		}
	}
	return known, others, errors.Join(errs...)
}

// matched returns the matches with a record.
func (l matchList) matched() []ror.Match {
	return slices.DeleteFunc(slices.Clone(l), func(m ror.Match) bool { return m.Record == "" })
}

// summary counts the organisations with and without a record.
func (l matchList) summary() string {
	with, without := 0, 0
	for _, m := range l {
		switch m.How {
		case "", ror.Place:
			without++
		case ror.Own, ror.Named, ror.Identified:
			with++
		}
	}
	return fmt.Sprintf("%d organisations: %d matched, %d without a record", with+without, with, without)
}

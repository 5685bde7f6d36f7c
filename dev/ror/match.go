package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"slices"

	"whojoins/internal/dataset/ror"
)

// matchList has the lines of matches.csv: the record of each organisation, or none if no record
// describes it.
type matchList []ror.Match

// readMatches reads the columns id, ror, as, why.
func readMatches(name string) (matchList, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var list matchList
	for i, row := range rows {
		if i == 0 {
			continue
		}
		m := ror.Match{ID: row[0], Record: row[1], How: ror.How(row[2]), Why: row[3]}
		known := slices.Contains([]ror.How{ror.Own, ror.Named, ror.Successor}, m.How)
		if m.Why == "" || (m.Record == "") != (m.How == "") || m.How != "" && !known {
			return nil, fmt.Errorf("%s:%d: write id,ror,as,why, with as one of %s, %s, %s; or leave ror and as empty if no record matches", name, i+1, ror.Own, ror.Named, ror.Successor)
		}
		list = append(list, m)
	}
	return list, nil
}

// withTypes sets the types of the organisations. The list must contain every organisation of
// the dataset and no others.
func (l matchList) withTypes(types map[string]string) error {
	var errs []error
	listed := map[string]bool{}
	for i := range l {
		m := &l[i]
		listed[m.ID] = true
		if m.Type = types[m.ID]; m.Type == "" {
			errs = append(errs, fmt.Errorf("%q is in the list of matches, but it is not an organisation of the dataset; delete the line or correct the id", m.ID))
		}
	}
	for id := range types {
		if !listed[id] {
			errs = append(errs, fmt.Errorf("%q is not in the list of matches; add its record, or the reason why it has none", id))
		}
	}
	return errors.Join(errs...)
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
		case "":
			without++
		case ror.Own, ror.Named:
			with++
		}
	}
	return fmt.Sprintf("%d organisations: %d matched, %d without a record", with+without, with, without)
}

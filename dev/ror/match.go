package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// How a record stands to the organisation.
const (
	asRecord    = "record"    // the record is of the organisation
	asNamed     = "named"     // the release only names it, in another record
	asSuccessor = "successor" // the record is of what the organisation has become
)

// match says that a record is of an organisation, or, without a record, that none is.
type match struct{ id, ror, as, why string }

type matchList []match

// readMatches reads the list of matches: id, ror, as, why.
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
		m := match{row[0], row[1], row[2], row[3]}
		if known := []string{asRecord, asNamed, asSuccessor}; m.why == "" || (m.ror == "") != (m.as == "") || m.as != "" && !slices.Contains(known, m.as) {
			return nil, fmt.Errorf("%s:%d: write id,ror,as,why, with as one of %s, or neither ror nor as", name, i+1, strings.Join(known, ", "))
		}
		list = append(list, m)
	}
	return list, nil
}

// covers checks that every organisation is in the list, and nothing else.
func (l matchList) covers(types map[string]string) error {
	var errs []error
	for _, m := range l {
		if types[m.id] == "" {
			errs = append(errs, fmt.Errorf("%q is matched, but no organisation of the dataset", m.id))
		}
	}
	for id := range types {
		if !slices.ContainsFunc(l, func(m match) bool { return m.id == id }) {
			errs = append(errs, fmt.Errorf("%q is not in the list of matches; give its ror, or why it has none", id))
		}
	}
	return errors.Join(errs...)
}

// tell counts the organisations with and without a record.
func (l matchList) tell() string {
	with, without := 0, 0
	for _, m := range l {
		switch m.as {
		case "":
			without++
		case asRecord, asNamed:
			with++
		}
	}
	return fmt.Sprintf("%d organisations: %d matched, %d not", with+without, with, without)
}

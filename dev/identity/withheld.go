package main

import (
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/identity"
)

// withheld returns the rows of the tables as records without PIC and VAT number, one for each table
// and PIC, and which of them are one by these numbers: the labels that come from neither names nor
// pages. A row that states another VAT number of the same country is another organisation.
func withheld(tables [][]organisation) (rows []organisation, one labels, other func(a, b string) bool) {
	one = labels{}
	first, vats := map[string]string{}, map[string]string{}
	for n, table := range tables {
		seen := map[string]bool{}
		for _, o := range table {
			r := o
			r.ID = rowID(n, o.ID)
			if seen[r.ID] {
				continue
			}
			seen[r.ID] = true
			r.Identifiers, r.Sources = nil, []string{fmt.Sprint("table ", n)}
			rows = append(rows, r)
			for _, id := range o.Identifiers {
				if before := first[id.String()]; before != "" {
					one[r.ID] = before
				} else {
					first[id.String()] = r.ID
				}
				if id.Scheme == "vat" {
					vats[r.ID] = id.Value
				}
			}
		}
	}
	return rows, one, func(a, b string) bool {
		v, w := vats[a], vats[b]
		return len(v) > 2 && len(w) > 2 && v != w && v[:2] == w[:2]
	}
}

// rowID returns the id of the row of a table with a PIC.
func rowID(table int, pic string) string {
	return fmt.Sprintf("row-%d-%s", table, strings.TrimPrefix(pic, "pic-"))
}

// pairsByVAT counts the pairs of rows with VAT numbers that were matched: the right ones, and those
// with two numbers of one country, which are two organisations.
func pairsByVAT(m *matched, one labels, other func(a, b string) bool) (right, wrong int) {
	truth := partitionOf(one)
	for _, list := range m.clusters.clusters() {
		for i, a := range list {
			for _, b := range list[:i] {
				switch {
				case truth[a] != "" && truth[a] == truth[b]:
					right++
				case other(a, b):
					wrong++
				}
			}
		}
	}
	return right, wrong
}

// strangers returns records of ROR as if nobody had registered them: with the name that ROR shows and
// its abbreviations, as registers of participants have them, and with the places and pages.
func strangers(registered []organisation, taken func(id string) bool) (list []organisation) {
	for _, o := range registered {
		if !taken(o.ID) {
			continue
		}
		r := o
		r.ID, r.Identifiers, r.Sources = "stranger-"+o.ID, nil, []string{"strangers"}
		r.Names = slices.Clone(o.shown)
		list = append(list, r)
	}
	return list
}

// strange counts the strangers whose own record was removed and that were matched with another.
func strange(m *matched, all []organisation) (wrong []string) {
	for i := range all {
		if m.found[all[i].ID] != "" {
			wrong = append(wrong, all[i].ID)
		}
	}
	return wrong
}

// reasons are those of the links of a record's entity.
func reasons(result *identity.Result, record string) string {
	for i := range result.Entities {
		e := &result.Entities[i]
		if len(e.Records) > 1 && slices.ContainsFunc(e.Records, func(r *identity.Record) bool { return r.ID == record }) {
			var list []string
			for _, l := range e.Links {
				list = append(list, l.Reason)
			}
			return strings.Join(list, " / ")
		}
	}
	return ""
}

// Package cite says how the dataset is cited: the one text that the service, its files
// and its pages give, and the address that it names.
package cite

import (
	"strings"
	"time"

	"whojoins/internal/store"
)

// service is who publishes the dataset.
const service = "Whojoins"

// Dataset is what a citation names. Every field may be empty, and is then left out.
type Dataset struct {
	// Name is the title of the dataset, Version what changes whenever the data does.
	Name, Version string
	// Date is the day of the dataset as its maker gives it: 2026-11-20.
	Date string
	// Licence is the terms under which the dataset can be used again.
	Licence string
	// Address is where the dataset, or the part of it that is cited, can be had.
	Address string
}

// Of is the dataset that a view describes, at an address. A dataset without a date of
// its own is cited by the day on which it was loaded.
func Of(info *store.Info, address string) Dataset {
	d := Dataset{Name: info.Name, Version: info.Version, Date: info.Date, Licence: info.Licence, Address: address}
	if d.Date == "" && !info.LoadedAt.IsZero() {
		d.Date = info.LoadedAt.UTC().Format(time.DateOnly)
	}
	return d
}

// String is the citation, in the order that DataCite recommends (Creator (Year): Title.
// Version. Address), with the terms before the address:
//
//	Whojoins (2026): Cancer research in Belgium and Europe. Version 2026.1-0a1b, 2026-11-20. Licence: CC BY 4.0. https://example.org/
//
// It is one line, whatever the dataset is called.
func (d Dataset) String() string {
	var b strings.Builder
	b.WriteString(service)
	if len(d.Date) >= len("2026") {
		b.WriteString(" (" + d.Date[:len("2026")] + ")")
	}
	b.WriteString(":")
	for _, part := range []string{d.Name, d.edition(), prefixed("Licence: ", d.Licence)} {
		if part != "" {
			b.WriteString(" " + strings.TrimSuffix(part, ".") + ".")
		}
	}
	if d.Address != "" {
		b.WriteString(" " + d.Address)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// edition is the version with its day.
func (d Dataset) edition() string {
	parts := []string{}
	for _, part := range []string{prefixed("Version ", d.Version), d.Date} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

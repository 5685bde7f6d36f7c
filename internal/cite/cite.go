// Package cite has the citation of the dataset, which is the same in the service, its files
// and its pages, and the address that it names.
package cite

import (
	"strings"
	"time"

	"whojoins/internal/store"
)

// service is the publisher of the dataset.
const service = "Whojoins"

// Dataset is the content of a citation. An empty field is left out.
type Dataset struct {
	// Name is the title of the dataset. Version changes whenever the data does.
	Name, Version string
	// Date is the day of the dataset, as its publisher gives it: 2026-11-20.
	Date string
	// Licence is the terms under which the dataset can be reused.
	Licence string
	// Address is the address of the dataset, or of the cited part of it.
	Address string
}

// Of returns the dataset that a view describes, at an address. A dataset without a date is
// cited by the day on which it was loaded.
func Of(info *store.Info, address string) Dataset {
	d := Dataset{Name: info.Name, Version: info.Version, Date: info.Date, Licence: info.Licence, Address: address}
	if d.Date == "" && !info.LoadedAt.IsZero() {
		d.Date = info.LoadedAt.UTC().Format(time.DateOnly)
	}
	return d
}

// String returns the citation in the order that DataCite recommends (Creator (Year): Title.
// Version. Address), with the terms before the address:
//
//	Whojoins (2026): Cancer research in Belgium and Europe. Version 2026.1-0a1b, 2026-11-20. Licence: CC BY 4.0. https://example.org/
//
// The citation is one line, whatever the name of the dataset.
func (d Dataset) String() string {
	var b strings.Builder
	b.WriteString(service)
	if len(d.Date) >= len("2026") {
		b.WriteString(" (" + d.Date[:len("2026")] + ")")
	}
	b.WriteString(":")
	for _, part := range []string{d.Name, d.version(), prefixed("Licence: ", d.Licence)} {
		if part != "" {
			b.WriteString(" " + strings.TrimSuffix(part, ".") + ".")
		}
	}
	if d.Address != "" {
		b.WriteString(" " + d.Address)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// version returns the version and the date.
func (d Dataset) version() string {
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

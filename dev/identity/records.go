package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/dataset/ror"
	"whojoins/internal/identity"
	"whojoins/internal/register"
)

// class is that of all records: organisations.
const class = "organisation"

type rorRecord struct {
	ID    string `json:"id"`
	Names []struct {
		Value string   `json:"value"`
		Types []string `json:"types"`
	} `json:"names"`
	Domains   []string `json:"domains"`
	Status    string   `json:"status"`
	Locations []struct {
		Details struct {
			Country string  `json:"country_code"`
			City    string  `json:"name"`
			Lat     float64 `json:"lat"`
			Lng     float64 `json:"lng"`
		} `json:"geonames_details"`
	} `json:"locations"`
	Links []struct {
		Type  string `json:"type"`
		Value string `json:"value"`
	} `json:"links"`
}

// organisation is a record, with the registered domains whose home page it has: the domain alone, or
// after www, with no path but a language. A page elsewhere on a domain may be that of a part of its
// owner.
type organisation struct {
	identity.Record
	homes []string
	// shown are the name that ROR shows and its abbreviations.
	shown []string
}

// page adds the address of a page.
func (o *organisation) page(address string) {
	domain := identity.Domain(address)
	if domain == "" {
		return
	}
	o.Domains = append(o.Domains, domain)
	rest := strings.ToLower(strings.TrimSpace(address))
	if _, after, ok := strings.Cut(rest, "://"); ok {
		rest = after
	}
	host, path, _ := strings.Cut(rest, "/")
	const language = 3 // en/
	if (host == domain || host == "www."+domain) && len(path) <= language {
		o.homes = append(o.homes, domain)
	}
}

// readROR reads the active records of a release.
func readROR(file string) ([]organisation, error) {
	list, err := ror.Read[rorRecord](file)
	if err != nil {
		return nil, err
	}
	var records []organisation
	for _, r := range list {
		if r.Status != "active" {
			continue
		}
		id := identity.Identifier{Scheme: "ror", Value: ror.Short(r.ID)}
		record := organisation{Record: identity.Record{ID: identity.IDOf(id), Class: class, Named: true, Sources: []string{"ror"}, Identifiers: []identity.Identifier{id}}}
		for _, n := range r.Names {
			record.Names = append(record.Names, n.Value)
			if slices.Contains(n.Types, "ror_display") || slices.Contains(n.Types, "acronym") {
				record.shown = append(record.shown, n.Value)
			}
		}
		for _, l := range r.Locations {
			d := l.Details
			record.Countries, record.Cities = append(record.Countries, d.Country), append(record.Cities, d.City)
			record.Places = append(record.Places, [2]float64{d.Lat, d.Lng})
		}
		for _, l := range r.Links {
			if l.Type == "website" {
				record.page(l.Value)
			}
		}
		for _, d := range r.Domains {
			record.page(d)
		}
		records = append(records, record)
	}
	return records, nil
}

// readReview reads the labels that a person has found to be wrong, with the reasons: a table with the
// columns pic, ror and why.
func readReview(file string) (map[[2]string]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) == 0 || !slices.Equal(rows[0], []string{"pic", "ror", "why"}) {
		return nil, errors.Join(fmt.Errorf("%s: the first line must be pic,ror,why", file), err)
	}
	wrong := map[[2]string]string{}
	for _, row := range rows[1:] {
		wrong[[2]string{"pic-" + row[0], "ror-" + row[1]}] = row[2]
	}
	return wrong, nil
}

// columns are the columns of a table of organisations by what they mean: those of CORDIS, and those
// of lists with a postal address in one column.
var columns = map[string][]string{
	"pic": {"organisationID", "pic"}, "name": {"name"}, "short": {"shortName"}, "page": {"organizationURL", "website"}, "town": {"city"},
	"land": {"country"}, "vat": {"vatNumber"}, "at": {"geolocation"}, "address": {"address"}, "north": {"latitude"}, "east": {"longitude"},
}

// readOrganisations reads a table of organisations with their PICs, each PIC once.
func readOrganisations(file string) ([]organisation, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	rows := csv.NewReader(f)
	rows.LazyQuotes, rows.FieldsPerRecord = true, -1
	if line := make([]byte, 64); true {
		n, _ := f.Read(line)
		if strings.Contains(string(line[:n]), ";") {
			rows.Comma = ';'
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return nil, err
		}
	}
	header, err := rows.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	at := map[string]int{}
	for meaning, names := range columns {
		for _, name := range names {
			for i, h := range header {
				if strings.TrimPrefix(h, "\ufeff") == name {
					at[meaning] = i + 1
				}
			}
		}
	}
	var records []organisation
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return records, nil
		}
		if err != nil {
			continue // the reader of the workspace reports such lines
		}
		if record, ok := organisationOf(func(meaning string) string {
			if i := at[meaning]; i > 0 && i <= len(row) {
				return strings.TrimSpace(row[i-1])
			}
			return ""
		}); ok {
			records = append(records, record)
		}
	}
}

func organisationOf(get func(string) string) (organisation, bool) {
	pic, ok := identity.Identify("pic", get("pic"))
	if !ok || get("name") == "" {
		return organisation{}, false
	}
	r := organisation{Record: identity.Record{ID: identity.IDOf(pic), Class: class, Named: true, Sources: []string{"cordis"}, Names: []string{get("name")}, Identifiers: []identity.Identifier{pic}}}
	if short := get("short"); short != "" {
		r.Names = append(r.Names, short)
	}
	town, land := get("town"), get("land")
	if address := strings.Split(get("address"), ","); len(address) > 1 {
		land, town = strings.TrimSpace(address[len(address)-1]), strings.TrimSpace(address[len(address)-2])
	}
	if country, _, err := register.Country(land); err == nil {
		r.Countries = []string{country}
	}
	if town != "" {
		r.Cities = []string{town}
	}
	if vat, ok := identity.Identify("vat", get("vat")); ok {
		r.Identifiers = append(r.Identifiers, vat)
	}
	r.page(get("page"))
	north, east, _ := strings.Cut(get("at"), ",")
	if get("at") == "" {
		north, east = get("north"), get("east")
	}
	lat, err1 := strconv.ParseFloat(north, 64)
	lng, err2 := strconv.ParseFloat(east, 64)
	if err1 == nil && err2 == nil {
		r.Places = [][2]float64{{lat, lng}}
	}
	return r, true
}

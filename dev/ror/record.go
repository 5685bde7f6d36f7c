package main

import "whojoins/internal/dataset/ror"

// record is what is read of a record of ROR, schema 2.
type record struct {
	ID    string `json:"id"`
	Admin struct {
		Modified struct {
			Date string `json:"date"`
		} `json:"last_modified"`
	} `json:"admin"`
	Established int      `json:"established"`
	Types       []string `json:"types"`
	Names       []struct {
		Value string   `json:"value"`
		Lang  string   `json:"lang"`
		Types []string `json:"types"`
	} `json:"names"`
	Locations []struct {
		Details place `json:"geonames_details"`
	} `json:"locations"`
	External []struct {
		Type      string   `json:"type"`
		All       []string `json:"all"`
		Preferred string   `json:"preferred"`
	} `json:"external_ids"`
	Links []struct {
		Type  string `json:"type"`
		Value string `json:"value"`
	} `json:"links"`
	Relationships []struct {
		Type  string `json:"type"`
		ID    string `json:"id"`
		Label string `json:"label"`
	} `json:"relationships"`
}

type place struct {
	Country string  `json:"country_code"`
	City    string  `json:"name"`
	Region  string  `json:"country_subdivision_name"`
	Lat     float64 `json:"lat"`
	Lng     float64 `json:"lng"`
}

// readRecords reads a release, by short id.
func readRecords(name string) (map[string]*record, error) {
	list, err := ror.Read[record](name)
	records := map[string]*record{}
	for _, r := range list {
		records[ror.Short(r.ID)] = r
	}
	return records, err
}

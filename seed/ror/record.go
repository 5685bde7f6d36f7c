package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

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

// short is an id of ROR without its address.
func short(id string) string { return strings.TrimPrefix(id, "https://ror.org/") }

// readRecords reads a release, by short id.
func readRecords(name string) (map[string]*record, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	var in io.Reader = bufio.NewReader(file)
	if strings.HasSuffix(name, ".gz") {
		if in, err = gzip.NewReader(in); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	records, err := decode(bufio.NewReader(in))
	if err != nil {
		return nil, fmt.Errorf("%s is not ROR's release: %w", name, err)
	}
	return records, nil
}

// decode reads an array of records, or one after the other.
func decode(in *bufio.Reader) (map[string]*record, error) {
	first, err := in.Peek(1)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(in)
	if first[0] == '[' {
		if _, err := decoder.Token(); err != nil {
			return nil, err
		}
	}
	records := map[string]*record{}
	for decoder.More() {
		r := &record{}
		if err := decoder.Decode(r); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		records[short(r.ID)] = r
	}
	return records, nil
}

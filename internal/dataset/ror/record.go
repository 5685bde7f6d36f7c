package ror

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// record has the parts of a record that statements are made from.
type record struct {
	ID    string `json:"id"`
	Admin struct {
		Modified struct {
			Date string `json:"date"`
		} `json:"last_modified"`
	} `json:"admin"`
	Established int      `json:"established"`
	Types       []string `json:"types"`
	Names       []name   `json:"names"`
	Locations   []struct {
		Details location `json:"geonames_details"`
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

type name struct {
	Value string `json:"value"`
	// Lang is empty if the record gives no language.
	Lang string `json:"lang"`
}

type location struct {
	Country string  `json:"country_code"`
	City    string  `json:"name"`
	Region  string  `json:"country_subdivision_name"`
	Lat     float64 `json:"lat"`
	Lng     float64 `json:"lng"`
}

// wikidata returns the preferred or only Wikidata id of a record, or "".
func (r *record) wikidata() string {
	for _, x := range r.External {
		if x.Type != "wikidata" {
			continue
		}
		if x.Preferred != "" {
			return x.Preferred
		}
		if len(x.All) == 1 {
			return x.All[0]
		}
	}
	return ""
}

// names returns the names of a record, each once, in the order in which seed/ror.yaml has
// always had them: that of the quoted texts, so that a longer name comes before one that it
// starts with.
func (r *record) names() []name {
	names := slices.Clone(r.Names)
	slices.SortFunc(names, func(a, b name) int {
		return cmp.Or(
			strings.Compare(strconv.Quote(a.Value), strconv.Quote(b.Value)),
			cmp.Compare(len(b.Lang), len(a.Lang)), // names without a language last
			strings.Compare(a.Lang, b.Lang),
		)
	})
	return slices.Compact(names)
}

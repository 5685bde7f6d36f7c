package main

import (
	"slices"
	"strings"

	"whojoins/internal/dataset/ror"
	"whojoins/internal/model"
	"whojoins/internal/store"
)

// record contains the fields of a ROR record, schema 2, that this command reads.
type record struct {
	ID    string `json:"id"`
	Names []struct {
		Value string   `json:"value"`
		Types []string `json:"types"`
	} `json:"names"`
	Locations []struct {
		Details struct {
			Code    string `json:"country_code"`
			Country string `json:"country_name"`
			City    string `json:"name"`
		} `json:"geonames_details"`
	} `json:"locations"`
}

// short returns the id without the address before it.
func (r *record) short() string { return ror.Short(r.ID) }

// readRecords reads a release and sorts it by id.
func readRecords(name string) ([]*record, error) {
	list, err := ror.Read[record](name)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b *record) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(list, func(a, b *record) bool { return a.ID == b.ID }), nil
}

// graphOf returns a graph with an institute for each record.
func graphOf(m *model.Model, records []*record) *store.Graph {
	g := &store.Graph{Model: m, Name: "ROR", Version: "ror", Licence: "CC0-1.0"}
	t := m.Type("Institute")
	aliases, identifiers := t.Field("aliases"), t.Field("identifiers")
	for _, r := range records {
		o := &store.Object{Type: t, ID: r.short()}
		set := func(name, value string) {
			if value != "" {
				o.Cells = append(o.Cells, store.Cell{Field: t.Field(name), Value: model.TextValue(value)})
			}
		}
		others := store.PartList{Field: aliases}
		acronym := ""
		for _, n := range r.Names {
			switch {
			case slices.Contains(n.Types, "ror_display"):
				set("name", n.Value)
			case acronym == "" && slices.Contains(n.Types, "acronym"):
				acronym = n.Value
			default:
				others.Objects = append(others.Objects, &store.Object{Cells: []store.Cell{
					{Field: aliases.Object.Field("name"), Value: model.TextValue(n.Value)}}})
			}
		}
		set("acronym", acronym)
		if len(r.Locations) > 0 {
			set("city", r.Locations[0].Details.City)
			set("country", r.Locations[0].Details.Code)
		}
		o.Parts = append(o.Parts, others, store.PartList{Field: identifiers, Objects: []*store.Object{{Cells: []store.Cell{
			{Field: identifiers.Object.Field("scheme"), Value: model.TextValue("ror")},
			{Field: identifiers.Object.Field("value"), Value: model.TextValue(r.short())}}}}})
		g.Entities = append(g.Entities, o)
	}
	return g
}

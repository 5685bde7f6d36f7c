package ror

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/dataset/statement"
)

// Source is the id of the source of all statements.
const Source = "source-ror"

// curator is who decides which record describes which organisation.
const curator = "curator"

// kinds are the dataset's words for ROR's types, where they differ. ROR's "other" carries no
// information.
var kinds = map[string]string{"government": "public body", "other": ""}

// company is ROR's type for every organisation with the form of a company, which many public
// bodies and charities have. A record's word for it counts only where a person confirms it.
const company = "company"

// signUp is part of the address to which WordPress leads when a site no longer exists.
const signUp = "/wp-signup.php"

// How is the relationship between a record and the entity that it is matched with.
type How string

// The relationships between a record and its entity.
const (
	// Own is a record of the entity.
	Own How = "record"
	// Named is a record of the entity that the release does not have, but names in
	// another record.
	Named How = "named"
	// Identified is a record of the entity that the release neither has nor names. Only its id
	// is stated.
	Identified How = "id"
	// Place is the record of another organisation, in the city that the entity's name has. Only
	// the city and its country are stated.
	Place How = "place"
	// Successor is the record of an organisation that the entity has become.
	Successor How = "successor"
)

// Match links a record to the entity that it describes.
type Match struct {
	// ID and Type identify the entity.
	ID, Type string
	// Record is the short id of the record.
	Record string
	How    How
	// Company reports whether a person has confirmed that the entity is a company.
	Company bool
	// Why is the evidence for the match, as part of the locator.
	Why string
}

// Release is a release of ROR.
type Release struct {
	file string
	// records are the records by short id.
	records map[string]*record
}

// Open reads a release from a file, as Read does.
func Open(file string) (*Release, error) {
	list, err := Read[record](file)
	if err != nil {
		return nil, err
	}
	r := &Release{file: file, records: make(map[string]*record, len(list))}
	for _, rec := range list {
		r.records[Short(rec.ID)] = rec
	}
	return r, nil
}

// Statements yields the statements of the records about the entities that they are matched
// with, including which of these entities are parts of others. Matches with one entity must
// follow each other, its own record first.
func (r *Release) Statements(matches []Match) statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		w := &writer{r, statement.NewEmitter(yield, statement.Statement{Source: Source, Place: statement.Place{File: r.file}})}
		w.source()
		for list := matches; len(list) > 0; {
			n := 1
			for n < len(list) && list[n].ID == list[0].ID {
				n++
			}
			w.entity(list[:n])
			list = list[n:]
		}
		w.relations(matches)
	}
}

// writer yields the statements of a release.
type writer struct {
	*Release
	*statement.Emitter
}

// source yields the statements of ROR about itself.
func (w *writer) source() {
	newest := ""
	for _, rec := range w.records {
		newest = max(newest, rec.Admin.Modified.Date)
	}
	w.Subject(&statement.Subject{Type: "Source", ID: Source}, "", "")
	w.State("name", statement.Text("Research Organization Registry"))
	w.State("url", statement.Text("https://ror.org"))
	w.State("licence", statement.Text("CC0 1.0"))
	w.StateAt("newest change of a record", "updated", statement.Text(newest))
}

// entity yields the statements about one entity from the records that are matched with it.
func (w *writer) entity(matches []Match) {
	s := &statement.Subject{Type: matches[0].Type, ID: matches[0].ID}
	if own := w.records[matches[0].Record]; own != nil && matches[0].How == Own {
		w.Subject(s, "record "+matches[0].Record, own.Admin.Modified.Date)
		w.facts(own, matches[0].Company)
	} else {
		w.Subject(s, "", "")
	}
	for _, m := range matches {
		if m.How == Place {
			w.place(m)
			continue
		}
		w.StateAt(m.locator(), "identifiers", statement.Parts("scheme", "ror", "value", m.Record, "url", "https://ror.org/"+m.Record))
		if rec := w.records[m.Record]; rec != nil && m.How == Own {
			if id := rec.wikidata(); id != "" {
				w.State("identifiers", statement.Parts("scheme", "wikidata", "value", id, "url", "https://www.wikidata.org/wiki/"+id))
			}
		}
	}
	for _, m := range matches {
		w.aliases(m)
	}
	for _, m := range matches {
		if m.How == Place {
			continue // a record of another organisation
		}
		record := "ror:" + m.Record
		w.StateAt("record "+m.Record, "identity", statement.Parts("record", record, "left", m.ID, "right", record, "reason", m.Why, "by", curator))
	}
}

// locator returns the locator of the statements that follow from the match itself.
func (m *Match) locator() string { return "record " + m.Record + "; " + m.Why }

// place yields the city and the country of a record.
func (w *writer) place(m Match) {
	if rec := w.records[m.Record]; rec != nil && len(rec.Locations) > 0 {
		w.StateAt(m.locator(), "country", statement.Text(rec.Locations[0].Details.Country))
		w.StateAt(m.locator(), "city", statement.Text(rec.Locations[0].Details.City))
	}
}

// facts yields the fields of an entity's own record, except identifiers and names.
func (w *writer) facts(rec *record, confirmed bool) {
	if len(rec.Locations) > 0 {
		l := rec.Locations[0].Details
		w.State("country", statement.Text(l.Country))
		w.State("city", statement.Text(l.City))
		w.State("region", statement.Text(l.Region))
		w.State("location", statement.Parts("latitude", number(l.Lat), "longitude", number(l.Lng)))
	}
	if rec.Established != 0 {
		w.State("founded", statement.Text(strconv.Itoa(rec.Established)))
	}
	for _, kind := range rec.Types {
		if own, differs := kinds[kind]; differs {
			kind = own
		}
		if kind == company && !confirmed {
			continue
		}
		w.State("kinds", statement.Text(kind))
	}
	for _, link := range rec.Links {
		if strings.Contains(link.Value, signUp) {
			continue
		}
		w.State("links", statement.Parts("kind", link.Type, "url", link.Value))
	}
}

// aliases yields the names of a record. Those that are not in the entity's own record have
// a locator of their own.
func (w *writer) aliases(m Match) {
	rec := w.records[m.Record]
	switch {
	case m.How == Identified, m.How == Place && rec != nil:
	case m.How == Named:
		label := w.label(m.Record)
		if label == "" {
			w.Fault("%s: no record names %q; check that it is in this release", m.ID, m.Record)
		}
		w.StateAt(m.locator(), "aliases", statement.Parts("name", label))
	case rec == nil:
		w.Fault("%s: the release has no record %q; correct the match", m.ID, m.Record)
	default:
		locator := w.Base.Locator
		if m.How == Successor {
			locator = m.locator()
		}
		for _, n := range rec.names() {
			w.StateAt(locator, "aliases", statement.Parts("name", n.Value, "language", n.Lang))
		}
	}
}

// label returns the name by which other records refer to a record, or "".
func (w *writer) label(id string) string {
	for _, from := range slices.Sorted(maps.Keys(w.records)) {
		for _, x := range w.records[from].Relationships {
			if Short(x.ID) == id {
				return x.Label
			}
		}
	}
	return ""
}

// relations yields the part-of relations between matched entities, each once.
func (w *writer) relations(matches []Match) {
	entities := map[string]string{}
	for _, m := range matches {
		if m.How != Successor && m.How != Place {
			entities[m.Record] = m.ID
		}
	}
	locators := map[[2]string]string{}
	for _, id := range slices.Sorted(maps.Keys(entities)) {
		rec := w.records[id]
		if rec == nil {
			continue
		}
		for _, x := range rec.Relationships {
			ends := [2]string{entities[id], entities[Short(x.ID)]}
			if x.Type == "child" {
				ends[0], ends[1] = ends[1], ends[0]
			}
			if _, known := locators[ends]; !known && ends[0] != "" && ends[1] != "" && (x.Type == "child" || x.Type == "parent") {
				locators[ends] = "record " + id
			}
		}
	}
	for _, ends := range slices.SortedFunc(maps.Keys(locators), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		w.Subject(&statement.Subject{Type: "PartOf", Key: []statement.Property{
			{Name: "part", Text: ends[0]}, {Name: "whole", Text: ends[1]},
		}}, locators[ends], "")
	}
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

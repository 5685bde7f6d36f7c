package ror

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"whojoins/internal/dataset/statement"
)

// Source is the id of the source of all statements.
const Source = "source-ror"

// kinds are the dataset's words for ROR's types, where they differ. ROR's "other" carries no
// information.
var kinds = map[string]string{"government": "public body", "other": ""}

// How is the relationship between a record and the entity that it is matched with.
type How string

// The relationships between a record and its entity.
const (
	// Own is a record of the entity.
	Own How = "record"
	// Named is a record of the entity that the release does not have, but names in
	// another record.
	Named How = "named"
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
		w := &writer{Release: r, yield: yield, base: statement.Statement{Source: Source, Place: statement.Place{File: r.file}}}
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
	yield   func(statement.Statement, error) bool
	stopped bool
	// base is the provenance of the statements about the current subject.
	base statement.Statement
}

func (w *writer) emit(st statement.Statement, err error) {
	if !w.stopped && !w.yield(st, err) {
		w.stopped = true
	}
}

// state yields a value of a field of the current subject, unless the value is empty.
func (w *writer) state(field string, v statement.Value) {
	if v.Text == "" && len(v.Parts) == 0 {
		return
	}
	st := w.base
	st.Field, st.Value = field, v
	w.emit(st, nil)
}

// stateAt is state with a locator of its own.
func (w *writer) stateAt(locator, field string, v statement.Value) {
	before := w.base.Locator
	w.base.Locator = locator
	w.state(field, v)
	w.base.Locator = before
}

// subject starts the statements about a subject by declaring it.
func (w *writer) subject(s *statement.Subject, locator, date string) {
	s.Place = w.base.Place
	w.base.Subject, w.base.Locator, w.base.Date = s, locator, date
	w.emit(w.base, nil)
}

// fault yields an error about the current subject.
func (w *writer) fault(format string, args ...any) { w.emit(w.base, fmt.Errorf(format, args...)) }

// source yields the statements of ROR about itself.
func (w *writer) source() {
	newest := ""
	for _, rec := range w.records {
		newest = max(newest, rec.Admin.Modified.Date)
	}
	w.subject(&statement.Subject{Type: "Source", ID: Source}, "", "")
	w.state("name", text("Research Organization Registry"))
	w.state("url", text("https://ror.org"))
	w.state("licence", text("CC0 1.0"))
	w.stateAt("newest change of a record", "updated", text(newest))
}

// entity yields the statements about one entity from the records that are matched with it.
func (w *writer) entity(matches []Match) {
	s := &statement.Subject{Type: matches[0].Type, ID: matches[0].ID}
	if own := w.records[matches[0].Record]; own != nil && matches[0].How == Own {
		w.subject(s, "record "+matches[0].Record, own.Admin.Modified.Date)
		w.facts(own)
	} else {
		w.subject(s, "", "")
	}
	for _, m := range matches {
		w.stateAt(m.locator(), "identifiers", parts("scheme", "ror", "value", m.Record, "url", "https://ror.org/"+m.Record))
		if rec := w.records[m.Record]; rec != nil && m.How == Own {
			if id := rec.wikidata(); id != "" {
				w.state("identifiers", parts("scheme", "wikidata", "value", id, "url", "https://www.wikidata.org/wiki/"+id))
			}
		}
	}
	for _, m := range matches {
		w.aliases(m)
	}
}

// locator returns the locator of the statements that follow from the match itself.
func (m *Match) locator() string { return "record " + m.Record + "; " + m.Why }

// facts yields the fields of an entity's own record, except identifiers and names.
func (w *writer) facts(rec *record) {
	if len(rec.Locations) > 0 {
		l := rec.Locations[0].Details
		w.state("country", text(l.Country))
		w.state("city", text(l.City))
		w.state("region", text(l.Region))
		w.state("location", parts("latitude", number(l.Lat), "longitude", number(l.Lng)))
	}
	if rec.Established != 0 {
		w.state("founded", text(strconv.Itoa(rec.Established)))
	}
	for _, kind := range rec.Types {
		if own, differs := kinds[kind]; differs {
			kind = own
		}
		w.state("kinds", text(kind))
	}
	for _, link := range rec.Links {
		w.state("links", parts("kind", link.Type, "url", link.Value))
	}
}

// aliases yields the names of a record. Those that are not in the entity's own record have
// a locator of their own.
func (w *writer) aliases(m Match) {
	rec := w.records[m.Record]
	switch {
	case m.How == Named:
		label := w.label(m.Record)
		if label == "" {
			w.fault("%s: no record names %q; check that it is in this release", m.ID, m.Record)
		}
		w.stateAt(m.locator(), "aliases", parts("name", label))
	case rec == nil:
		w.fault("%s: the release has no record %q; correct the match", m.ID, m.Record)
	default:
		locator := w.base.Locator
		if m.How == Successor {
			locator = m.locator()
		}
		for _, n := range rec.names() {
			w.stateAt(locator, "aliases", parts("name", n.Value, "language", n.Lang))
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
		if m.How != Successor {
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
		w.subject(&statement.Subject{Type: "PartOf", Key: []statement.Property{
			{Name: "part", Text: ends[0]}, {Name: "whole", Text: ends[1]},
		}}, locators[ends], "")
	}
}

func text(s string) statement.Value { return statement.Value{Text: s} }

// parts returns an object from names and texts in turn, without empty texts.
func parts(words ...string) (v statement.Value) {
	for i := 0; i < len(words); i += 2 {
		if words[i+1] != "" {
			v.Parts = append(v.Parts, statement.Property{Name: words[i], Text: words[i+1]})
		}
	}
	return v
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

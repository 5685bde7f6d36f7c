package ror

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
)

// Columns are the columns on which conditions can be made.
var Columns = []string{"city", "country", "name", "type"}

// Importer reads a release as it is, record by record, without knowing which entities the records
// describe.
type Importer struct {
	in       *archive.Input
	where    intake.Where
	all      bool
	progress func(rows int)
	count    intake.Count
	rows     *intake.Rows
	source   intake.Source
	// seen are the records that were taken, and named the names of those that others name.
	seen  map[string]bool
	named map[string]string
}

// NewImporter returns a reader of a release. With all, each record is an entity; otherwise the
// records only add to entities that other sources state.
func NewImporter(in *archive.Input, where intake.Where, all bool, progress func(rows int)) *Importer {
	return &Importer{in: in, where: where, all: all, progress: progress, seen: map[string]bool{}, named: map[string]string{}}
}

// Rows returns the count of records.
func (r *Importer) Rows() *intake.Count { return &r.count }

// Source describes ROR.
func (r *Importer) Source() intake.Source {
	s := r.source
	s.Import, s.ID, s.Name, s.URL, s.Licence = "ror", Source, "Research Organization Registry", "https://ror.org", "CC0 1.0"
	s.Complete, s.Enriches = true, !r.all
	return s
}

// Statements yields the statements of all records.
func (r *Importer) Statements() statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		r.rows = &intake.Rows{Emitter: statement.NewEmitter(yield, statement.Statement{}), Count: &r.count, Progress: r.progress}
		files := r.releases()
		if len(files) == 0 {
			r.rows.FaultAt(statement.Place{File: r.in.Name}, errors.New("it has no release of ROR: a file that ends in .json, .jsonl or .json.gz; download one from https://ror.org/data"))
			return
		}
		for _, f := range files {
			if err := r.read(f); err != nil && !r.rows.Stopped() {
				r.rows.FaultAt(statement.Place{File: f.Name}, fmt.Errorf("%s: %w", f.Name, err))
				return
			}
		}
		r.stubs()
	}
}

// releases returns the files of a release. An archive may have it in both schemas, and as CSV.
func (r *Importer) releases() []archive.File {
	var list, second []archive.File
	for _, f := range r.in.Files {
		switch name := f.Base(); {
		case !strings.HasSuffix(name, ".json") && !strings.HasSuffix(name, ".jsonl"):
			r.source.Others = append(r.source.Others, f.Name)
			continue
		case strings.Contains(name, "schema_v2"):
			second = append(second, f)
		}
		list = append(list, f)
	}
	if len(second) > 0 {
		for _, f := range list {
			if !strings.Contains(f.Base(), "schema_v2") {
				r.source.Others = append(r.source.Others, f.Name)
			}
		}
		return second
	}
	return list
}

// read takes the records of a file.
func (r *Importer) read(f archive.File) error {
	for v, err := range intake.FileValues(f.Open) {
		if err != nil {
			return err
		}
		r.rows.Row(statement.Place{File: f.Name, Line: v.Line})
		var rec fullRecord
		if err := json.Unmarshal(v.Text, &rec); err != nil {
			err = fmt.Errorf("the record is not one of schema 2: %w", err)
			r.rows.Refuse(err)
			continue
		}
		if err := r.record(&rec); err != nil {
			r.rows.Refuse(err)
		}
		if r.rows.Stopped() {
			return nil
		}
	}
	return nil
}

// fullRecord is a record with everything that an import states.
type fullRecord struct {
	record
	Status string `json:"status"`
	Names  []struct {
		name
		Types []string `json:"types"`
	} `json:"names"`
}

// shown returns the name by which ROR shows the organisation.
func (r *fullRecord) shown() string {
	for _, kind := range []string{"ror_display", "label", ""} {
		for _, n := range r.Names {
			if n.Value != "" && (kind == "" || slices.Contains(n.Types, kind)) {
				return n.Value
			}
		}
	}
	return ""
}

// record takes a record.
func (r *Importer) record(rec *fullRecord) error {
	short := Short(rec.ID)
	if _, err := statement.Ref("ror:" + short); err != nil || !strings.HasPrefix(rec.ID, "https://ror.org/") {
		return fmt.Errorf("%.60q is not the id of a record of ROR (schema 2)", rec.ID)
	}
	shown := rec.shown()
	if shown == "" {
		return fmt.Errorf("the record %s has no name", short)
	}
	if rec.Status == "withdrawn" || !r.meets(rec) {
		r.count.LeftOut++
		return nil
	}
	r.seen[short] = true
	at := "record " + short
	r.rows.Entity("Institute", id(short), "", at, rec.Admin.Modified.Date)
	r.rows.Text("name", shown)
	r.rows.State("identifiers", statement.Parts("scheme", "ror", "value", short, "url", "https://ror.org/"+short))
	r.identifiers(rec)
	r.names(rec, shown)
	r.facts(rec)
	r.relations(rec, short, at)
	return nil
}

// id returns the id of the record of an organisation.
func id(short string) string { return "ror-" + short }

// meets reports whether a record meets all conditions.
func (r *Importer) meets(rec *fullRecord) bool {
	for i := range r.where {
		var values []string
		switch r.where[i].Column {
		case "type":
			values = rec.Types
		case "name":
			for _, n := range rec.Names {
				values = append(values, n.Value)
			}
		default:
			for _, l := range rec.Locations {
				values = append(values, map[string]string{"country": l.Details.Country, "city": l.Details.City}[r.where[i].Column])
			}
		}
		if !r.where[i].Meets(values...) {
			return false
		}
	}
	return true
}

// identifiers states the identifiers of a record in other registers: the preferred one, or the only
// one.
func (r *Importer) identifiers(rec *fullRecord) {
	for _, x := range rec.External {
		value := x.Preferred
		if value == "" && len(x.All) == 1 {
			value = x.All[0]
		}
		if scheme := strings.ToLower(x.Type); value != "" && scheme != "" {
			address := ""
			if scheme == "wikidata" {
				address = "https://www.wikidata.org/wiki/" + value
			}
			r.rows.State("identifiers", statement.Parts("scheme", scheme, "value", value, "url", address))
		}
	}
}

// names states the other names of a record, each once.
func (r *Importer) names(rec *fullRecord, shown string) {
	var acronyms []string
	stated := map[name]bool{}
	for _, n := range rec.Names {
		if slices.Contains(n.Types, "acronym") {
			acronyms = append(acronyms, n.Value)
		}
		if n.Value != "" && (n.Value != shown || n.Lang != "") && !stated[n.name] {
			stated[n.name] = true
			r.rows.State("aliases", statement.Parts("name", n.Value, "language", n.Lang))
		}
	}
	if len(acronyms) > 0 {
		r.rows.Text("acronym", slices.Min(acronyms))
	}
}

// facts states where an organisation is, what it is, and its pages.
func (r *Importer) facts(rec *fullRecord) {
	if len(rec.Locations) > 0 {
		l := rec.Locations[0].Details
		r.rows.Text("country", intake.Country(l.Country))
		r.rows.Text("city", l.City)
		r.rows.Text("region", l.Region)
		r.rows.State("location", intake.Location(number(l.Lat), number(l.Lng)))
	}
	if rec.Established != 0 {
		r.rows.Text("founded", strconv.Itoa(rec.Established))
	}
	for _, kind := range rec.Types {
		if own, differs := kinds[kind]; differs {
			kind = own
		}
		if kind != company { // ROR uses it for every legal form of a company
			r.rows.Text("kinds", kind)
		}
	}
	for _, link := range rec.Links {
		if address := intake.URL(link.Value); address != "" && !strings.Contains(link.Value, signUp) {
			r.rows.State("links", statement.Parts("kind", link.Type, "url", address))
		}
	}
	if rec.Status == "inactive" {
		r.rows.State("notes", statement.Parts("about", "status", "text", "ROR lists it as no longer active."))
	}
}

// relations states what a record is part of, what its parts are, and which organisation follows it.
func (r *Importer) relations(rec *fullRecord, short, at string) {
	for _, x := range rec.Relationships {
		other := Short(x.ID)
		if _, err := statement.Ref("ror:" + other); err != nil {
			continue
		}
		part, whole := id(short), id(other)
		switch x.Type {
		case "child":
			part, whole = whole, part
		case "parent":
		case "successor":
			r.rows.Entity("Institute", id(short), "", at, rec.Admin.Modified.Date)
			r.rows.State("notes", statement.Parts("about", "successor", "text", strings.TrimSpace("Followed by "+x.Label+" (https://ror.org/"+other+").")))
			continue
		default:
			continue
		}
		if _, known := r.named[other]; !known {
			r.named[other] = x.Label
		}
		if part != whole {
			r.rows.Relation("PartOf", "", "", "", "part", part, "whole", whole)
		}
	}
}

// stubs states the names of records that others name and that the release does not have, or that
// do not meet the conditions.
func (r *Importer) stubs() {
	r.rows.Base.Place.Line = 0
	for _, short := range slices.Sorted(maps.Keys(r.named)) {
		if label := strings.TrimSpace(r.named[short]); !r.seen[short] {
			if label == "" {
				label = "ROR " + short
			}
			r.rows.Entity("Institute", id(short), "", "named in another record", "")
			r.rows.Text("name", label)
			r.rows.State("identifiers", statement.Parts("scheme", "ror", "value", short, "url", "https://ror.org/"+short))
		}
	}
}

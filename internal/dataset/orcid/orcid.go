// Package orcid reads public records of ORCID, the register of researchers (https://orcid.org), in
// XML or JSON: the employments and the works of a person. It turns them into statements.
//
// Only what the person has made public is read. The records are about people who are in the graph:
// whoever builds it leaves out everybody else.
package orcid

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
	"whojoins/internal/register"
)

// Reader reads records.
type Reader struct {
	in       *archive.Input
	progress func(rows int)
	count    intake.Count
	rows     *intake.Rows
	source   intake.Source
}

// New returns a reader of records.
func New(in *archive.Input, progress func(rows int)) *Reader {
	return &Reader{in: in, progress: progress}
}

// Rows returns the count of records, employments and works.
func (r *Reader) Rows() *intake.Count { return &r.count }

// Source describes ORCID.
func (r *Reader) Source() intake.Source {
	s := r.source
	s.Import, s.ID, s.Name, s.URL, s.Licence = "orcid", "source-orcid", "ORCID", "https://orcid.org", "CC0 1.0"
	s.Enriches, s.Anchor = true, "Person"
	return s
}

// record is the record of a person.
type record struct {
	id, given, family, credit string
	employments               []employment
	works                     []work
	line                      int
}

// employment is one of the employments of a person.
type employment struct {
	unit, position, since, until     string
	name, city, country              string
	identifier, register, visibility string
}

// work is one of the works of a person.
type work struct {
	title, published, url, visibility string
	// identifiers are the identifiers of the work itself, as scheme:value.
	identifiers []string
}

// Statements yields the statements of all records.
func (r *Reader) Statements() statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		r.rows = &intake.Rows{Emitter: statement.NewEmitter(yield, statement.Statement{Authority: statement.Own}), Count: &r.count, Progress: r.progress}
		found := false
		for _, f := range r.in.Files {
			read := r.readJSON
			switch name := f.Base(); {
			case strings.HasSuffix(name, ".xml"):
				read = r.readXML
			case !strings.HasSuffix(name, ".json") && !strings.HasSuffix(name, ".jsonl"):
				r.source.Others = append(r.source.Others, f.Name)
				continue
			}
			found = true
			if err := read(f); err != nil && !r.rows.Stopped() {
				r.rows.FaultAt(statement.Place{File: f.Name}, fmt.Errorf("%s: %w", f.Name, err))
				return
			}
		}
		if !found {
			r.rows.FaultAt(statement.Place{File: r.in.Name}, errors.New("it has no record of ORCID: a file that ends in .json or .xml"))
		}
	}
}

// record takes a record.
func (r *Reader) record(file string, p *record) {
	at := statement.Place{File: file, Line: p.line}
	r.rows.Row(at)
	number, err := register.Identifier("orcid", p.id)
	name := cmp.Or(strings.TrimSpace(p.given+" "+p.family), p.credit)
	switch {
	case err != nil:
		err = errors.New("the record has no valid ORCID iD")
	case name == "":
		err = errors.New("the record has no public name")
	}
	if err != nil {
		r.rows.Refuse(err)
		return
	}
	id := "orcid-" + strings.ToLower(number)
	r.source.Records = append(r.source.Records, id)
	r.rows.Entity("Person", id, id, "record "+number, "")
	r.rows.Text("name", name)
	if p.family != "" {
		r.rows.Text("givenName", p.given)
	}
	r.rows.Text("familyName", p.family)
	r.rows.State("identifiers", statement.Parts("scheme", "orcid", "value", number, "url", "https://orcid.org/"+number))
	for i := range p.employments {
		r.rows.Row(at)
		if err := r.employment(id, number, &p.employments[i]); err != nil {
			r.rows.Refuse(fmt.Errorf("employment %d: %w", i+1, err))
		}
	}
	for i := range p.works {
		r.rows.Row(at)
		if err := r.work(id, number, &p.works[i]); err != nil {
			r.rows.Refuse(fmt.Errorf("work %d: %w", i+1, err))
		}
	}
}

// hidden reports whether a person has not made an item public.
func (r *Reader) hidden(visibility string) bool {
	if v := strings.ToLower(visibility); v != "" && v != "public" {
		r.count.LeftOut++
		return true
	}
	return false
}

// schemes are the registers of employers.
var schemes = map[string]string{"ROR": "ror", "GRID": "grid", "FUNDREF": "fundref"}

// employment states where a person works.
func (r *Reader) employment(person, number string, e *employment) error {
	if r.hidden(e.visibility) {
		return nil
	}
	scheme := schemes[strings.ToUpper(e.register)]
	value := strings.TrimSuffix(strings.TrimSpace(e.identifier), "/")
	if i := strings.LastIndexByte(value, '/'); i >= 0 {
		value = value[i+1:]
	}
	value, err := register.Identifier(scheme, value)
	id := scheme + "-" + intake.Slug(value)
	switch {
	case scheme == "" || value == "" || err != nil || !statement.IsID(id):
		return errors.New("the employer has no identifier of ROR, GRID or the Funder Registry, so that nobody knows which organisation it is")
	case e.name == "":
		return errors.New("the employer has no name")
	case e.since != "" && e.until != "" && e.until < e.since:
		return errors.New("it ends before it starts")
	}
	at := "record " + number + ", employments"
	r.withAuthority(statement.Other, func() {
		r.rows.Entity("Institute", id, "", at, "")
		r.rows.Text("name", e.name)
		r.rows.State("identifiers", statement.Parts("scheme", scheme, "value", value))
		r.rows.Text("country", intake.Country(e.country))
		r.rows.Text("city", e.city)
	})
	r.rows.Relation("Affiliation", person, at, "", "person", person, "organisation", id, "position", e.position, "unit", e.unit)
	r.rows.Text("since", e.since)
	r.rows.Text("until", e.until)
	return nil
}

// withAuthority states something that a person does not decide.
func (r *Reader) withAuthority(a statement.Authority, state func()) {
	before := r.rows.Base.Authority
	r.rows.Base.Authority = a
	state()
	r.rows.Base.Authority = before
}

// work states what a person has written.
func (r *Reader) work(person, number string, w *work) error {
	if r.hidden(w.visibility) {
		return nil
	}
	slices.SortStableFunc(w.identifiers, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	id := ""
	var kept [][2]string
	for _, text := range w.identifiers {
		scheme, value, _ := strings.Cut(text, ":")
		value, err := register.Identifier(scheme, value)
		if err != nil || value == "" {
			continue
		}
		kept = append(kept, [2]string{scheme, value})
		if id == "" {
			id = workID(scheme, value)
		}
	}
	switch {
	case w.title == "":
		return errors.New("the work has no title")
	case id == "":
		return errors.New("the work has no identifier of its own, such as a DOI")
	}
	at := "record " + number + ", works"
	r.rows.Entity("Document", id, "", at, "")
	r.rows.Text("name", w.title)
	r.rows.Text("published", w.published)
	for _, k := range kept {
		r.rows.State("identifiers", statement.Parts("scheme", k[0], "value", k[1]))
	}
	if address := intake.URL(w.url); address != "" {
		r.rows.State("links", statement.Parts("kind", "website", "url", address))
	}
	r.rows.Relation("Authorship", person, at, "", "author", person, "work", id, "capacity", "AUTHOR")
	return nil
}

// rank orders identifiers of works: a DOI identifies a work best.
func rank(identifier string) int {
	scheme, _, _ := strings.Cut(identifier, ":")
	return slices.Index([]string{"isbn", "pmc", "pmid", "doi"}, scheme) * -1
}

// workID returns the id of a work: its identifier without signs, and a hash, since different
// identifiers may differ in signs alone.
func workID(scheme, value string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(value)))
	slug := intake.Slug(value)
	return scheme + "-" + strings.Trim(slug[:min(len(slug), 60)], "-") + "-" + hex.EncodeToString(sum[:4])
}

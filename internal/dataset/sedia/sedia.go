// Package sedia reads saved answers of the search service of the EU Funding & Tenders Portal: calls,
// and funded projects with their participants, those of EU4Health and Digital Europe included. It
// turns them into statements.
//
// The service returns a project several times, and gives every value as a list of texts. The reader
// takes the fields that it knows, and lists the others.
package sedia

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"whojoins/internal/dataset/archive"
	"whojoins/internal/dataset/intake"
	"whojoins/internal/dataset/statement"
)

// Columns are the columns on which conditions can be made.
var Columns = []string{"acronym", "call", "country", "grant", "organisation", "pic", "programme", "status", "title"}

// Reader reads saved answers.
type Reader struct {
	in       *archive.Input
	where    intake.Where
	progress func(rows int)
	count    intake.Count
	rows     *intake.Rows
	source   intake.Source
	declared map[string]bool
	taken    map[string]bool
	// unused are the fields that were not used.
	unused map[string]bool
}

// New returns a reader of saved answers.
func New(in *archive.Input, where intake.Where, progress func(rows int)) *Reader {
	return &Reader{in: in, where: where, progress: progress, declared: map[string]bool{}, taken: map[string]bool{}, unused: map[string]bool{}}
}

// Rows returns the count of results and participants.
func (r *Reader) Rows() *intake.Count { return &r.count }

// Source describes the portal.
func (r *Reader) Source() intake.Source {
	s := r.source
	s.Import, s.ID, s.Name = "sedia", "source-funding-and-tenders-portal", "EU Funding & Tenders Portal"
	s.URL, s.Licence = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/", "CC BY 4.0, European Union"
	s.Records, s.Unused = slices.Sorted(maps.Keys(r.taken)), slices.Sorted(maps.Keys(r.unused))
	return s
}

// Statements yields the statements of all results.
func (r *Reader) Statements() statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		r.rows = &intake.Rows{Emitter: statement.NewEmitter(yield, statement.Statement{Authority: statement.Grantor}), Count: &r.count, Progress: r.progress}
		for _, f := range r.in.Files {
			if err := r.read(f); err != nil && !r.rows.Stopped() {
				r.rows.FaultAt(statement.Place{File: f.Name}, fmt.Errorf("%s: %w", f.Name, err))
				return
			}
		}
	}
}

// read takes the results in a file: answers, or results one after the other.
func (r *Reader) read(f archive.File) error {
	for v, err := range intake.FileValues(f.Open) {
		if err != nil {
			return err
		}
		at := statement.Place{File: f.Name, Line: v.Line}
		var answer struct {
			Results []json.RawMessage `json:"results"`
		}
		if err := json.Unmarshal(v.Text, &answer); err != nil {
			return fmt.Errorf("it is no answer of the search service: %w", err)
		}
		if answer.Results == nil {
			answer.Results = []json.RawMessage{v.Text}
		}
		end := 0
		for _, text := range answer.Results {
			if start := strings.Index(string(v.Text[end:]), string(text)); start >= 0 {
				at.Line += strings.Count(string(v.Text[end:end+start]), "\n")
				r.result(at, text)
				at.Line += strings.Count(string(text), "\n")
				end += start + len(text)
			}
			if r.rows.Stopped() {
				return nil
			}
		}
	}
	return nil
}

// result takes a result.
func (r *Reader) result(at statement.Place, text json.RawMessage) {
	r.rows.Row(at)
	fields, err := fieldsOf(text)
	switch {
	case err != nil:
	case fields.one("projectId") != "":
		err = r.project(at, fields)
	case fields.one("topicId", "identifier") != "":
		err = r.call(fields)
	default:
		err = fmt.Errorf("the result is neither a project, with projectId, nor a call, with identifier")
	}
	if err != nil {
		r.rows.Base.Place = at
		r.rows.Refuse(err)
		return
	}
	for name := range fields.values {
		if !fields.used[name] {
			r.unused[name] = true
		}
	}
}

// fields are the fields of a result.
type fields struct {
	values map[string][]string
	used   map[string]bool
}

// fieldsOf returns the fields of a result: those of its metadata, or its own if it has none.
func fieldsOf(text json.RawMessage) (*fields, error) {
	var result map[string]json.RawMessage
	if err := json.Unmarshal(text, &result); err != nil {
		return nil, fmt.Errorf("the result is not an object: %w", err)
	}
	f := &fields{map[string][]string{}, map[string]bool{}}
	if metadata, ok := result["metadata"]; ok {
		if err := json.Unmarshal(metadata, &result); err != nil {
			return nil, fmt.Errorf("metadata is not an object: %w", err)
		}
		delete(result, "metadata")
	}
	for name, value := range result {
		f.values[name] = texts(value)
	}
	return f, nil
}

// texts returns a value as texts: a text, a number, a list of these, or JSON.
func texts(value json.RawMessage) []string {
	var list []json.RawMessage
	if json.Unmarshal(value, &list) != nil {
		list = []json.RawMessage{value}
	}
	var all []string
	for _, item := range list {
		var s string
		if json.Unmarshal(item, &s) != nil {
			s = string(item)
		}
		if s = strings.Join(strings.Fields(s), " "); s != "" && s != "null" {
			all = append(all, s)
		}
	}
	return all
}

// one returns the first value of the first of the fields that has one.
func (f *fields) one(names ...string) string {
	for _, name := range names {
		f.used[name] = true
		if len(f.values[name]) > 0 {
			return f.values[name][0]
		}
	}
	return ""
}

// all returns the values of a field.
func (f *fields) all(name string) []string {
	f.used[name] = true
	return f.values[name]
}

// day returns a day, without its time.
func (f *fields) day(names ...string) (string, error) {
	day, err := intake.Day(f.one(names...))
	if err != nil {
		return "", fmt.Errorf("%s: %w", names[0], err)
	}
	return day, nil
}

// money returns a sum in euros.
func (f *fields) money(names ...string) (statement.Value, error) {
	v, err := intake.Money(f.one(names...))
	if err != nil {
		return v, fmt.Errorf("%s: %w", names[0], err)
	}
	return v, nil
}

package workspace

import (
	"slices"
	"strings"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/model"
)

// Import is an import file.
type Import struct {
	Manifest
	dir, path string
	// records are those of the source that are replaced on their own, with their stamps.
	head head
}

// openImport reads the head of an import file.
func openImport(dir, path string) (*Import, error) {
	s, err := openSource(dir, path)
	if err != nil {
		return nil, err
	}
	return &Import{Manifest: s.Manifest, dir: dir, path: path, head: s.head}, s.close()
}

// Statements yields the statements of an import: first those of the source about itself, then
// those about each subject, sorted by type and id, entities before relations. Statements that the
// newest input no longer has are deprecated, with the day on which they were last seen as date;
// so is the statement that a subject exists.
//
// A field with a single value has that of the newest statement: a register repeats an organisation
// in each of its grants, as it was then. Older names are aliases. The stream takes constant memory.
func (i *Import) Statements(schema *statement.Schema) statement.Stream {
	return func(yield func(statement.Statement, error) bool) {
		place := statement.Place{File: i.path}
		s, err := openSource(i.dir, i.path)
		if err != nil {
			yield(statement.Statement{Place: place}, err)
			return
		}
		defer func() { _ = s.close() }() // it was only read
		p := &publisher{schema: schema, source: s, yield: yield}
		p.base = statement.Statement{Source: s.Source.ID, Retrieved: s.Day(), Place: place}
		if !p.about() {
			return
		}
		var r record
		for {
			ok, err := s.next(&r)
			if err == nil && !ok {
				return
			}
			if err == nil {
				err = p.record(&r)
			}
			if err != nil {
				yield(statement.Statement{Source: s.Source.ID, Place: statement.Place{File: i.path, Line: s.number}}, err)
				return
			}
			if p.stopped {
				return
			}
		}
	}
}

// publisher yields the records of an import file as statements.
type publisher struct {
	*source
	schema  *statement.Schema
	base    statement.Statement
	yield   func(statement.Statement, error) bool
	stopped bool
}

// about yields the statements of the source about itself.
func (p *publisher) about() bool {
	e := statement.NewEmitter(p.yield, p.base)
	e.Subject(&statement.Subject{Type: p.schema.Source.Name, ID: p.Source.ID}, "", "")
	e.State("name", statement.Text(p.Source.Name))
	for _, f := range p.schema.Fields(p.schema.Source) {
		switch {
		case f.Role == model.Retrieved:
			e.State(f.Name, statement.Text(p.Day()))
		case f.Role == model.Terms:
			e.State(f.Name, statement.Text(p.Source.Licence))
		case f.Name == "url":
			e.State(f.Name, statement.Text(p.Source.URL))
		}
	}
	return !e.Stopped()
}

// record yields the statements of a record.
func (p *publisher) record(r *record) error {
	place := p.base.Place
	place.Line = r.line
	subject, err := subjectOf(r.key)
	if err != nil {
		return err
	}
	subject.Place = place
	if subject.ID != "" {
		p.newest(r, subject)
		return p.statements(r.stated, r.of, subject)
	}
	// Each place that states a relation is a record of its own, so that each gives evidence.
	places := 0
	for places < len(r.stated) && r.stated[places].declares() {
		places++
	}
	if places == 1 {
		return p.statements(r.stated, r.of, subject)
	}
	for n := range places {
		var group []stated
		for k, s := range r.stated {
			home := max(0, slices.IndexFunc(r.stated[:places], func(d stated) bool { return d.locator == s.locator }))
			if k == n || k >= places && home == n {
				group = append(group, s)
			}
		}
		one := *subject
		if err := p.statements(group, r.of, &one); err != nil || p.stopped {
			return err
		}
	}
	return nil
}

// statements yields statements about a subject.
func (p *publisher) statements(list []stated, of string, subject *statement.Subject) error {
	newest := p.head.newest(of)
	for _, s := range list {
		st := p.base
		st.Subject, st.Place = subject, subject.Place
		st.Locator, st.Date = s.locator, s.date
		if s.authority != "" {
			authority, err := statement.ParseAuthority(s.authority)
			if err != nil {
				return err
			}
			st.Authority = authority
		}
		if s.old(newest) {
			st.Rank, st.Date = statement.Deprecated, day(s.seen)
		}
		st.Field, st.Value = valueOf(s.body)
		if !p.yield(st, nil) {
			p.stopped = true
			return nil
		}
	}
	return nil
}

// old reports whether the newest input no longer has a statement.
func (s *stated) old(newest string) bool { return s.seen != "" && s.seen < newest }

// newest leaves one current value of each field with a single value: the newest.
func (p *publisher) newest(r *record, subject *statement.Subject) {
	t := p.schema.Type(subject.Type)
	if t == nil {
		return
	}
	limit := p.head.newest(r.of)
	best := map[string]int{}
	var older []int
	for n, s := range r.stated {
		field := fieldOf(s.body)
		if f := p.schema.Field(t, field); f == nil || f.List || f.Scalar == model.Parts || s.old(limit) {
			continue
		}
		before, ok := best[field]
		switch {
		case !ok:
			best[field] = n
		case s.date > r.stated[before].date || s.date == r.stated[before].date && s.body < r.stated[before].body:
			best[field], older = n, append(older, before)
		default:
			older = append(older, n)
		}
	}
	if len(older) > 0 {
		p.replace(r, older, best)
	}
}

// replace removes older values, and keeps older names as aliases.
func (p *publisher) replace(r *record, older []int, best map[string]int) {
	kept := make([]stated, 0, len(r.stated))
	name := ""
	if n, ok := best["name"]; ok {
		_, v := valueOf(r.stated[n].body)
		name = model.Fold(v.Text)
	}
	seen := map[string]bool{name: true}
	for n, s := range r.stated {
		if !slices.Contains(older, n) {
			kept = append(kept, s)
			continue
		}
		if fieldOf(s.body) != "name" {
			continue
		}
		_, v := valueOf(s.body)
		if folded := model.Fold(v.Text); !seen[folded] {
			seen[folded] = true
			s.body = strings.Join([]string{string(partsLine), "aliases", "name", v.Text}, "\t")
			kept = append(kept, s)
		}
	}
	slices.SortStableFunc(kept, compareStated)
	r.stated = slices.CompactFunc(kept, func(a, b stated) bool { return compareStated(a, b) == 0 })
}

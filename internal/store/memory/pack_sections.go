package memory

import (
	"encoding/json"
	"fmt"
	"slices"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// snapshot writes or reads all sections, in the order of the file, of which the relations are read
// beside the others. Values that can be computed from the sections are not in the file, and are
// computed after reading.
func (p *pack) snapshot(s *snapshot) {
	if p.reading() {
		s.relations = make([]*relations, len(s.types))
	}
	relations := p.beside(func(p *pack) {
		for _, t := range s.model.Relations {
			p.relations(s, t)
		}
	})
	p.text("about/name", &s.info.Name)
	p.text("about/version", &s.info.Version)
	p.text("about/date", &s.info.Date)
	p.text("about/licence", &s.info.Licence)
	s.entities = p.table("entities", s.model.EntityFields, s.entities)
	if p.reading() && p.err == nil {
		p.check(s.deriveEntities())
	}
	p.names(s)
	p.wordIndex(s)
	relations()
	if p.reading() && p.err == nil {
		p.check(s.derive())
	}
	p.statistics(s)
}

// derive computes what is not in the file, once all sections were read.
func (s *snapshot) derive() error {
	for _, t := range s.model.Relations {
		if err := s.deriveRelations(s.relations[t.Index]); err != nil {
			return err
		}
	}
	s.groupEntities()
	x := &s.wordIndex
	x.once.Do(func() { x.sources, x.degrees = s.searchedColumns(), s.degrees() })
	s.initIndexes()
	return nil
}

// beside reads some sections beside others, until the caller calls end; when writing, end writes
// them.
func (p *pack) beside(sections func(*pack)) (end func()) {
	if !p.reading() {
		return func() { sections(p) }
	}
	other, ended := &pack{in: p.in.another()}, make(chan struct{})
	go func() {
		defer close(ended)
		sections(other)
	}()
	return func() {
		<-ended
		p.check(other.err)
	}
}

// statistics writes or reads the statistics, as JSON. Computing them takes as long as everything
// else that is not in the file.
func (p *pack) statistics(s *snapshot) {
	var text string
	if !p.reading() {
		written, err := json.Marshal(s.info.Statistics)
		p.check(err)
		text = string(written)
	}
	p.text("about/statistics", &text)
	if !p.reading() || p.err != nil {
		return
	}
	read := store.NewStatistics(s.model)
	if err := json.Unmarshal([]byte(text), read); err != nil {
		p.check(damaged("about/statistics", err))
		return
	}
	for _, t := range s.types {
		if of := read.Objects[t.Name]; of == nil || of.Count == 0 && s.info.Counts[t.Index] > 0 {
			p.check(damaged("about/statistics", fmt.Errorf("does not describe type %s", t.Name)))
			return
		}
	}
	s.info.Statistics = read
}

// relations writes or reads the relations of one type.
func (p *pack) relations(s *snapshot, t *model.Type) {
	name, r := "relations/"+t.Name, s.relations[t.Index]
	if p.reading() {
		r = &relations{typ: t}
		s.relations[t.Index] = r
	}
	r.table = p.table(name, s.model.RelationFields, r.table)
	packList(p, name+"/from", &r.ends[0])
	packList(p, name+"/to", &r.ends[1])
}

// names writes or reads the references to entities other than ids.
func (p *pack) names(s *snapshot) {
	n := &s.names
	p.texts("names/former", &n.former)
	packList(p, "names/former/entities", &n.formerOf)
	p.texts("names/keys", &n.keys)
	packList(p, "names/keys/entities", &n.keyOf)
	if p.reading() && p.err == nil {
		n.ids = s.entities.columns[s.model.AnyEntity.Field("id")].dict
		p.check(n.check(s.entities.rows))
	}
}

// table writes or reads the columns and parts of a table.
func (p *pack) table(name string, fields []*model.Field, t *table) *table {
	if p.reading() {
		t = &table{columns: map[*model.Field]*column{}, parts: map[*model.Field]*partList{}}
	}
	packNumber(p, name+"/rows", &t.rows)
	for _, f := range fields {
		at := name + "/" + f.Path()
		switch {
		case f.Scalar == model.Parts:
			if p.present(at+"/rows", t.parts[f] != nil) {
				t.parts[f] = p.parts(at, f, t.parts[f])
			}
		case p.present(at+"/span", t.columns[f] != nil):
			t.columns[f] = p.column(at, f, t.columns[f])
			t.columns[f].rows = t.rows
		}
	}
	if p.reading() && p.err == nil {
		if err := t.check(); err != nil {
			p.check(damaged(name, err))
		}
	}
	return t
}

func (p *pack) parts(name string, f *model.Field, l *partList) *partList {
	if p.reading() {
		l = &partList{}
	}
	packList(p, name+"/ends", &l.ends)
	l.table = p.table(name, withLeaves(f.Object.Fields), l.table)
	return l
}

// withLeaves returns the fields with the leaves of embedded objects after their parents.
func withLeaves(fields []*model.Field) []*model.Field {
	var all []*model.Field
	for _, f := range fields {
		all = slices.Concat(all, []*model.Field{f}, f.Leaves)
	}
	return all
}

func (p *pack) column(name string, f *model.Field, c *column) *column {
	if p.reading() {
		c = &column{}
	}
	packNumber(p, name+"/span", &c.span)
	packList(p, name+"/ends", &c.ends)
	p.codes(name, &c.codes)
	if f.Scalar != model.Reference {
		c.dict = p.dict(name, f, c.dict)
	}
	return c
}

func (p *pack) codes(name string, c *codes) {
	packNumber(p, name+"/same", &c.same)
	self := 0
	if c.identity {
		self = 1
	}
	packNumber(p, name+"/self", &self)
	c.identity = self == 1
	packList(p, name+"/codes8", &c.w8)
	packList(p, name+"/codes16", &c.w16)
	packList(p, name+"/codes32", &c.w32)
}

func (p *pack) dict(name string, f *model.Field, d *dict) *dict {
	if p.reading() {
		d = &dict{kind: f.Scalar}
	}
	packNumber(p, name+"/values", &d.n)
	p.texts(name+"/text", &d.text)
	p.texts(name+"/folded", &d.folded)
	packList(p, name+"/ints", &d.ints)
	packList(p, name+"/floats", &d.floats)
	packList(p, name+"/first", &d.first)
	packList(p, name+"/last", &d.last)
	packList(p, name+"/ties", &d.ties)
	if p.reading() && p.err == nil {
		if err := d.check(f.Prose); err != nil {
			p.check(damaged(name, err))
		}
	}
	return d
}

// texts writes or reads texts. Empty texts have no section.
func (p *pack) texts(name string, t *texts) {
	if !p.present(name+"/pad", t.ends != nil) {
		return
	}
	packNumber(p, name+"/pad", &t.quotes)
	p.text(name, &t.data)
	packList(p, name+"/ends", &t.ends)
	packList(p, name+"/escaped", &t.escaped)
	if p.reading() && p.err == nil {
		if err := t.check(); err != nil {
			p.check(damaged(name, err))
		}
	}
}

// damaged returns the error for a section with unexpected contents, even though its checksum is
// correct.
func damaged(name string, err error) error {
	return fmt.Errorf("is damaged: %s %w; %s", name, err, packAgain)
}

package memory

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"whojoins/internal/model"
)

// A file with correct checksums may still not have been written by Pack. These functions check
// everything that the rest of the package relies on, so that a bad file is rejected when it is
// opened and never causes a panic later.

var (
	errLength  = errors.New("has a list whose length differs from the number of rows")
	errOrder   = errors.New("has ends in the wrong order")
	errCode    = errors.New("has a code without a value")
	errMissing = errors.New("has no id, type or ends")
	errUTF8    = errors.New("has a text that is not UTF-8")
	errQuotes  = errors.New("has a text that is not JSON")
)

// deriveEntities computes the fields that are derived from the table of entities.
func (s *snapshot) deriveEntities() error {
	if err := s.entities.checkIDs(s.model.AnyEntity); err != nil {
		return damaged("entities", err)
	}
	if err := s.entities.checkReferences(s.entities.rows); err != nil {
		return damaged("entities", err)
	}
	byName := map[string]int{}
	for _, t := range s.model.Entities {
		byName[t.Enum] = t.Index
	}
	types := s.entities.columns[s.model.AnyEntity.Field("type")]
	s.typeOf = make([]uint8, s.entities.rows)
	for row := range s.typeOf {
		i, known := byName[types.value(uint32(row)).Text]
		if !known {
			return damaged("entities/type", errCode)
		}
		s.typeOf[row] = uint8(i)
	}
	return nil
}

// deriveRelations computes the fields that are derived from the relations of one type.
func (s *snapshot) deriveRelations(r *relations) error {
	name := "relations/" + r.typ.Name
	err := r.table.checkIDs(s.model.AnyRelation)
	if err == nil {
		err = r.table.checkReferences(s.entities.rows)
	}
	if err != nil {
		return damaged(name, err)
	}
	for _, ends := range r.ends {
		if len(ends) != r.table.rows {
			return damaged(name, errLength)
		}
		if highest(ends) >= s.entities.rows {
			return damaged(name, errCode)
		}
	}
	s.addRelations(r)
	return nil
}

// checkIDs checks that a table of entities or relations has ids and types.
func (t *table) checkIDs(all *model.Type) error {
	id, typ := t.columns[all.Field("id")], t.columns[all.Field("type")]
	if id == nil || typ == nil || !id.codes.identity || id.dict.n != t.rows {
		return errMissing
	}
	return nil
}

// checkReferences checks that all references lead to one of the entities.
func (t *table) checkReferences(entities int) error {
	for f, c := range t.columns {
		if c.dict == nil && int(c.span) != entities+1 {
			return fmt.Errorf("%s %w", f.Path(), errCode)
		}
	}
	for f, p := range t.parts {
		if err := p.table.checkReferences(entities); err != nil {
			return fmt.Errorf("%s/%w", f.Name, err)
		}
	}
	return nil
}

func (t *table) check() error {
	for f, c := range t.columns {
		if err := c.check(f); err != nil {
			return fmt.Errorf("%s %w", f.Path(), err)
		}
	}
	for f, p := range t.parts {
		if err := checkEnds(p.ends, t.rows, p.table.rows); err != nil {
			return fmt.Errorf("%s %w", f.Name, err)
		}
	}
	return nil
}

func (c *column) check(f *model.Field) error {
	items := c.rows
	if f.List && f.Scalar != model.Reference {
		if items = 0; len(c.ends) > 0 {
			items = int(c.ends[len(c.ends)-1])
		}
		if err := checkEnds(c.ends, c.rows, items); err != nil {
			return err
		}
		if items > 0 && c.codes.lowest() == 0 {
			return errCode // only a row may be without a value, an item has one
		}
	} else if c.ends != nil {
		return errLength
	}
	if c.dict != nil && int(c.span) != c.dict.n+1 {
		return errCode
	}
	return c.codes.check(items, int(c.span))
}

// check checks that there is one code per item and that all codes are below span.
func (c *codes) check(items, span int) error {
	length, top := items, int(c.same)
	switch {
	case c.w32 != nil:
		length, top = len(c.w32), highest(c.w32)
	case c.w16 != nil:
		length, top = len(c.w16), highest(c.w16)
	case c.w8 != nil:
		length, top = len(c.w8), highest(c.w8)
	case c.identity:
		top = items
	}
	if length != items {
		return errLength
	}
	if top >= span {
		return errCode
	}
	return nil
}

// lowest returns the smallest code, of which there is at least one.
func (c *codes) lowest() uint32 {
	switch {
	case c.w32 != nil:
		return smallest(c.w32)
	case c.w16 != nil:
		return smallest(c.w16)
	case c.w8 != nil:
		return smallest(c.w8)
	case c.identity:
		return 1
	}
	return c.same
}

func smallest[T uint8 | uint16 | uint32](l []T) uint32 {
	if len(l) == 0 {
		return 0
	}
	return uint32(slices.Min(l))
}

func (d *dict) check(prose bool) error {
	text, folded, ints, floats, days := 0, 0, 0, 0, 0
	switch d.kind {
	case model.Int, model.Boolean, model.Cents:
		ints = d.n
	case model.Float:
		floats = d.n
	case model.Date:
		text, days = d.n, d.n
	case model.Text:
		if text = d.n; !prose {
			folded = d.n
		}
	default:
		text = d.n
	}
	if d.text.len() != text || d.folded.len() != folded || len(d.ints) != ints || len(d.floats) != floats ||
		len(d.first) != days || len(d.last) != days || len(d.ties) != days {
		return errLength
	}
	for i, tie := range d.ties {
		if tie == 0 || int(tie) > i+1 {
			return errCode
		}
	}
	return nil
}

func (t *texts) check() error {
	if t.quotes > 1 || t.escaped != nil && len(t.escaped) != t.len()/64+1 {
		return errLength
	}
	start := uint32(0)
	for _, end := range t.ends {
		if end < start || end-start < 2*t.quotes || int(end) > len(t.data) {
			return errOrder
		}
		start = end
	}
	if int(start) != len(t.data) {
		return errLength
	}
	return t.checkText()
}

// checkText checks that no text ends within a character, and that the texts in quotes are JSON
// unless they are marked as needing escapes. All texts together are known to be UTF-8.
func (t *texts) checkText() error {
	start := uint32(0)
	for i, end := range t.ends {
		text := t.data[start:end]
		switch start = end; {
		case text != "" && !utf8.RuneStart(text[0]):
			return errUTF8
		case t.quotes == 0:
		case text[0] != '"' || text[len(text)-1] != '"' || t.quoted(i) != "" && !hasNoEscapes(t.at(i)):
			return errQuotes
		}
	}
	return nil
}

// check checks that all references lead to one of the entities.
func (n *names) check(entities int) error {
	if n.former.len() != len(n.formerOf) || n.keys.len() != len(n.keyOf) {
		return damaged("names", errLength)
	}
	if max(highest(n.formerOf), highest(n.keyOf)) >= entities && len(n.formerOf)+len(n.keyOf) > 0 {
		return damaged("names", errCode)
	}
	return nil
}

// checkEnds checks that there is one end per row and that the ends ascend to the number of
// items.
func checkEnds(ends []uint32, rows, items int) error {
	if len(ends) != rows {
		return errLength
	}
	last := uint32(0)
	for _, end := range ends {
		if end < last {
			return errOrder
		}
		last = end
	}
	if int(last) != items {
		return errLength
	}
	return nil
}

// highest returns the largest number of a list, or -1 if the list is empty.
func highest[T uint8 | uint16 | uint32](l []T) int {
	if len(l) == 0 {
		return -1
	}
	return int(slices.Max(l))
}

package workspace

import (
	"cmp"
	"fmt"
	"strings"

	"whojoins/internal/dataset/statement"
)

// Part is an import that is being made.
type Part struct {
	head
	sorter *sorter
	// text has the lines of the record that is being added, ends the ends of these, and stated its
	// statements; they are reused.
	text   []byte
	ends   []int
	stated []stated
}

// AddInput adds an input, with its counts and the rows that it refuses.
func (p *Part) AddInput(in Input, refused []Refusal) error {
	p.Inputs = append(p.Inputs, in)
	if in.Complete {
		p.Complete = max(p.Complete, in.Stamp)
	}
	for i, r := range refused {
		r.SHA256, r.Number = in.SHA256, i
		for _, text := range []string{r.File, r.Reason} {
			if strings.ContainsAny(text, "\t\n\r") {
				return fmt.Errorf("%q has a tab or a line break, and cannot be listed", text)
			}
		}
		p.refused = append(p.refused, r)
	}
	return nil
}

// Has records that an input has everything about a record of the source.
func (p *Part) Has(record, stamp string) { p.records[record] = max(p.records[record], stamp) }

// Add adds the statements of an input about a subject, the first of which declares it. Their
// texts must be clean. An input that relates a person declares the person too.
func (p *Part) Add(stamp string, list []statement.Statement) error {
	if len(list) == 0 {
		return nil
	}
	text, err := appendKey(p.text[:0], list[0].Subject)
	p.ends = append(p.ends[:0], len(text))
	for i := range list {
		if err == nil {
			err = cmp.Or(checkPart(list[i].Locator), checkPart(list[i].Date))
		}
		if err != nil {
			return err
		}
		text, err = appendBody(text, &list[i])
		p.ends = append(p.ends, len(text))
	}
	p.text = text
	if err != nil {
		return err
	}
	all := string(text) // one copy for all lines
	r := record{key: all[:p.ends[0]], of: list[0].Subject.Record, stated: p.stated[:0]}
	for i := range list {
		s := stated{locator: list[i].Locator, date: list[i].Date, seen: stamp, body: all[p.ends[i]:p.ends[i+1]]}
		if list[i].Authority != statement.Other {
			s.authority = list[i].Authority.String()
		}
		r.stated = append(r.stated, s)
	}
	p.stated = r.stated
	r.settle()
	return p.sorter.add(&r)
}

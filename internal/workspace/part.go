package workspace

import (
	"fmt"
	"strings"

	"whojoins/internal/dataset/statement"
)

// Part is an import that is being made.
type Part struct {
	head
	sorter *sorter
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
	key, err := keyOf(list[0].Subject)
	if err != nil {
		return err
	}
	r := record{key: key, of: list[0].Subject.Record, stated: make([]stated, 0, len(list))}
	for i := range list {
		st := &list[i]
		s := stated{locator: st.Locator, date: st.Date, seen: stamp}
		if st.Authority != statement.Other {
			s.authority = st.Authority.String()
		}
		if s.body, err = bodyOf(st); err != nil {
			return err
		}
		if _, err := joined([]string{s.locator, s.date}); err != nil {
			return err
		}
		r.stated = append(r.stated, s)
	}
	r.settle()
	return p.sorter.add(&r)
}

package memory

import (
	"fmt"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// tableBuilder collects the rows of one table.
type tableBuilder struct {
	b       *builder
	columns map[*model.Field]*columnBuilder
	refs    map[*model.Field]*codeList
	parts   map[*model.Field]*partBuilder
}

// partBuilder collects the parts in one field; count is their number so far.
type partBuilder struct {
	ends  []uint32
	count int
	*tableBuilder
}

func (b *builder) newTable() *tableBuilder {
	return &tableBuilder{b: b, columns: map[*model.Field]*columnBuilder{}, refs: map[*model.Field]*codeList{}, parts: map[*model.Field]*partBuilder{}}
}

func (m *tableBuilder) column(f *model.Field) *columnBuilder {
	c := m.columns[f]
	if c == nil {
		c = newColumnBuilder(f)
		m.columns[f] = c
	}
	return c
}

// add adds the object of a row; rows come in order.
func (m *tableBuilder) add(row int, o *store.Object) error {
	for _, cell := range o.Cells {
		if err := m.column(cell.Field).set(row, cell.Value); err != nil {
			return err
		}
	}
	for _, list := range o.Lists {
		if err := m.column(list.Field).setList(row, list.Values); err != nil {
			return err
		}
	}
	for _, ref := range o.Refs {
		n, ok := m.b.entity[ref.ID]
		if !ok {
			return fmt.Errorf("%s is %q, which is not the id of an entity", ref.Field.Name, ref.ID)
		}
		list := m.refs[ref.Field]
		if list == nil {
			list = &codeList{}
			m.refs[ref.Field] = list
		}
		for list.len() < row {
			list.add(0)
		}
		list.add(n + 1)
	}
	for _, part := range o.Parts {
		p := m.parts[part.Field]
		if p == nil {
			p = &partBuilder{tableBuilder: m.b.newTable()}
			m.parts[part.Field] = p
		}
		p.pad(row)
		for _, each := range part.Objects {
			if err := p.add(p.count, each); err != nil {
				return fmt.Errorf("%s: %w", part.Field.Name, err)
			}
			p.count++
		}
		p.ends = append(p.ends, uint32(p.count))
	}
	return nil
}

func (p *partBuilder) pad(row int) {
	for len(p.ends) < row {
		p.ends = append(p.ends, uint32(p.count))
	}
}

// build returns the table.
func (m *tableBuilder) build(rows int) (*table, error) {
	t := &table{rows: rows, columns: map[*model.Field]*column{}, parts: map[*model.Field]*partList{}}
	for f, maker := range m.columns {
		c, err := maker.build(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path(), err)
		}
		t.columns[f] = c
		delete(m.columns, f) // its texts are twice in memory otherwise
	}
	for f, list := range m.refs {
		for list.len() < rows {
			list.add(0)
		}
		t.columns[f] = &column{codes: list.codes(nil), rows: rows, span: uint32(len(m.b.entity)) + 1}
	}
	for f, p := range m.parts {
		p.pad(rows)
		parts, err := p.build(p.count)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		t.parts[f] = &partList{ends: trim(p.ends), table: parts}
	}
	return t, nil
}

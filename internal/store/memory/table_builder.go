package memory

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

// tableBuilder collects the rows of one table.
type tableBuilder struct {
	b       *builder
	columns map[*model.Field]*columnBuilder
	// order has the columns in the order in which they came to be, and next is the place of the one
	// after the last that was used: objects have their fields mostly in the same order.
	order []*columnBuilder
	next  int
	// lastRef is the id that was referred to last, and lastEntity its entity.
	lastRef    string
	lastEntity uint32
	refs       map[*model.Field]*codeList
	parts      map[*model.Field]*partBuilder
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
	if m.next == len(m.order) {
		m.next = 0
	}
	if m.next < len(m.order) && m.order[m.next].field == f {
		m.next++
		return m.order[m.next-1]
	}
	c := m.columns[f]
	if c == nil {
		c = newColumnBuilder(f)
		m.columns[f] = c
		m.order = append(m.order, c)
	}
	m.next = slices.Index(m.order, c) + 1
	return c
}

// reference returns the entity with an id, plus one.
func (m *tableBuilder) reference(id string) (n uint32, ok bool) {
	if m.lastEntity != 0 && id == m.lastRef {
		return m.lastEntity, true
	}
	n, ok = m.b.entity[id]
	if ok {
		m.lastRef, m.lastEntity = strings.Clone(id), n+1
	}
	return n + 1, ok
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
		n, ok := m.reference(ref.ID)
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
		list.add(n)
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

// buildColumns builds the columns of a table, as many at a time as there are processors.
func (m *tableBuilder) buildColumns(t *table, rows int) error {
	var all errgroup.Group
	var mutex sync.Mutex
	all.SetLimit(runtime.GOMAXPROCS(0))
	clear(m.columns)
	for i, maker := range m.order {
		m.order[i] = nil // its texts are twice in memory otherwise
		all.Go(func() error {
			c, err := maker.build(rows)
			if err != nil {
				return fmt.Errorf("%s: %w", maker.field.Path(), err)
			}
			mutex.Lock()
			defer mutex.Unlock()
			t.columns[maker.field] = c
			return nil
		})
	}
	return all.Wait()
}

func (p *partBuilder) pad(row int) {
	for len(p.ends) < row {
		p.ends = append(p.ends, uint32(p.count))
	}
}

// build returns the table.
func (m *tableBuilder) build(rows int) (*table, error) {
	t := &table{rows: rows, columns: map[*model.Field]*column{}, parts: map[*model.Field]*partList{}}
	if err := m.buildColumns(t, rows); err != nil {
		return nil, err
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

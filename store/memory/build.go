package memory

import (
	"cmp"
	"fmt"
	"slices"

	"whojoins/model"
	"whojoins/store"
)

// builder turns the objects of a graph into tables.
type builder struct {
	// entity gives the number of an entity by its id.
	entity map[string]uint32
}

// table makes the table of objects that stand in the order of their rows.
func (b *builder) table(objects []*store.Object) (*table, error) {
	m := &tableMaker{b: b, columns: map[*model.Field]*columnMaker{}, refs: map[*model.Field][]uint32{}, parts: map[*model.Field]*partMaker{}}
	for row, o := range objects {
		if err := m.add(row, o); err != nil && o.Type != nil {
			return nil, fmt.Errorf("%s: %w", describe(o), err)
		} else if err != nil {
			return nil, err
		}
	}
	return m.table(len(objects))
}

func describe(o *store.Object) string { return fmt.Sprintf("%s %q", o.Type.Name, o.ID) }

// tableMaker gathers the rows of one table.
type tableMaker struct {
	b       *builder
	columns map[*model.Field]*columnMaker
	refs    map[*model.Field][]uint32
	parts   map[*model.Field]*partMaker
}

// partMaker gathers the parts in one field.
type partMaker struct {
	ends    []uint32
	objects []*store.Object
}

func (m *tableMaker) maker(f *model.Field) *columnMaker {
	c := m.columns[f]
	if c == nil {
		c = &columnMaker{field: f, known: map[plainValue]uint32{}}
		m.columns[f] = c
	}
	return c
}

func (m *tableMaker) add(row int, o *store.Object) error {
	for _, cell := range o.Cells {
		if err := m.maker(cell.Field).set(row, cell.Value); err != nil {
			return err
		}
	}
	for _, list := range o.Lists {
		if err := m.maker(list.Field).setList(row, list.Values); err != nil {
			return err
		}
	}
	for _, ref := range o.Refs {
		n, ok := m.b.entity[ref.ID]
		if !ok {
			return fmt.Errorf("%s is %q, which is not the id of an entity", ref.Field.Name, ref.ID)
		}
		list := m.refs[ref.Field]
		for len(list) < row {
			list = append(list, 0)
		}
		m.refs[ref.Field] = append(list, n+1)
	}
	for _, part := range o.Parts {
		p := m.parts[part.Field]
		if p == nil {
			p = &partMaker{}
			m.parts[part.Field] = p
		}
		p.pad(row)
		p.objects = append(p.objects, part.Objects...)
		p.ends = append(p.ends, uint32(len(p.objects)))
	}
	return nil
}

func (p *partMaker) pad(row int) {
	for len(p.ends) < row {
		p.ends = append(p.ends, uint32(len(p.objects)))
	}
}

func (m *tableMaker) table(rows int) (*table, error) {
	t := &table{rows: rows, columns: map[*model.Field]*column{}, parts: map[*model.Field]*partList{}}
	for f, maker := range m.columns {
		c, err := maker.column(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path(), err)
		}
		t.columns[f] = c
	}
	for f, list := range m.refs {
		for len(list) < rows {
			list = append(list, 0)
		}
		t.columns[f] = &column{codes: packCodes(list), rows: rows, span: uint32(len(m.b.entity)) + 1}
	}
	for f, p := range m.parts {
		p.pad(rows)
		parts, err := m.b.table(p.objects)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		t.parts[f] = &partList{ends: p.ends, table: parts}
	}
	return t, nil
}

// addIdentity gives a table of entities or relations its columns id and type, which
// are not among the cells.
func (t *table) addIdentity(all *model.Type, objects []*store.Object) (err error) {
	ids := &dict{kind: model.ID, n: len(objects)}
	if ids.text, err = packQuoted(len(objects), func(i int) string { return objects[i].ID }); err != nil {
		return err
	}
	t.columns[all.Field("id")] = &column{dict: ids, codes: codes{self: true}, rows: t.rows, span: uint32(t.rows) + 1}
	field := all.Field("type")
	types := columnMaker{field: field, known: map[plainValue]uint32{}}
	for row, o := range objects {
		if err := types.set(row, model.EnumOf(o.Type.Enum)); err != nil {
			return err
		}
	}
	t.columns[field], err = types.column(t.rows)
	return err
}

// byID sorts objects by id, and refuses two of one id.
func byID(objects []*store.Object) ([]*store.Object, error) {
	sorted := slices.Clone(objects)
	slices.SortFunc(sorted, func(a, b *store.Object) int { return cmp.Compare(a.ID, b.ID) })
	for i := 1; i < len(sorted); i++ {
		if sorted[i].ID == sorted[i-1].ID {
			return nil, fmt.Errorf("the id %q stands twice; ids are distinct", sorted[i].ID)
		}
	}
	return sorted, nil
}

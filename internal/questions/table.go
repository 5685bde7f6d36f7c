package questions

import (
	"slices"
	"strings"
)

// Table is a part of an answer as rows and columns, by the rules of the tables that the
// service writes (docs/tables.md): the outermost list gives the rows, so does the only
// list within it, and several lists side by side are cells.
type Table struct {
	// Name is the field of the list; empty for the only one of an answer, and for the
	// values beside lists.
	Name string
	// Heading is Name in words, once the table is described.
	Heading string
	Columns []Column
	Rows    [][]Cell
}

// Column is one requested value.
type Column struct {
	// Name is the path of keys that leads to it.
	Name string
	// Heading is Name in words, once the table is described.
	Heading string
	// Shown states where the column is of use.
	Shown Visibility
}

// Visibility states where a column is shown. Every column is in the files.
type Visibility uint8

// The places where a column is shown.
const (
	// Everywhere is on pages and in the terminal.
	Everywhere Visibility = iota
	// InTerminal is for ids beside names: a page links the name, in a terminal the next
	// question needs the id.
	InTerminal
	// Nowhere is for values that another column shows better: addresses beside names,
	// values beside their labels.
	Nowhere
)

// Cell holds the values of one column in one row: one, or those of a list.
type Cell []Item

// Item is one value, and where it leads; Address is empty for nowhere.
type Item struct{ Text, Address string }

// String is the cell as text, with the values of a list one behind the other.
func (c Cell) String() string {
	texts := make([]string, len(c))
	for i, item := range c {
		texts[i] = item.Text
	}
	return strings.Join(texts, "; ")
}

// Tables makes tables of the data of an answer to one root field. Several lists side by
// side become a table each, and what stands beside them becomes one more.
func Tables(data []byte) ([]Table, error) {
	t, err := grow(data)
	if err != nil || len(t.items) == 0 {
		return nil, err
	}
	answer, root := t.items[0], &branch{silent: true}
	root.learn(answer)
	root.name("")
	lists, empty := root.lists(nil), root.empty()
	if len(lists) == 1 && len(empty) == 0 {
		return []Table{root.table(answer, lists[0], root.holds)}, nil
	}
	var tables []Table
	for _, l := range lists {
		one := root.table(answer, l, l.holds)
		one.Name = l.key
		tables = append(tables, one)
	}
	for _, l := range empty {
		tables = append(tables, Table{Name: l.key})
	}
	outside := func(b *branch) bool {
		return !slices.ContainsFunc(append(lists, empty...), func(l *branch) bool { return l.holds(b) })
	}
	if beside := root.table(answer, nil, outside); len(beside.Columns) > 0 {
		tables = append(tables, beside)
	}
	return tables, nil
}

// branch is a field of an answer: what all objects that have it have in common.
type branch struct {
	key    string
	kind   treeKind
	silent bool
	// words says that it is a list of scalars.
	words  bool
	path   string
	inside []*branch
}

// learn takes a value for one of the branch's.
func (b *branch) learn(t *tree) {
	if t.kind == null {
		return
	}
	b.kind = t.kind
	switch t.kind {
	case object:
		for i, key := range t.keys {
			b.child(key).learn(t.items[i])
		}
	case list:
		for _, item := range t.items {
			if item.kind == object {
				kind := b.kind
				b.learn(item)
				b.kind = kind
			}
			b.words = b.words || item.kind == scalar
		}
	}
}

func (b *branch) child(key string) *branch {
	for _, in := range b.inside {
		if in.key == key {
			return in
		}
	}
	in := &branch{key: key, silent: key == "nodes" || key == "edges" || key == "node"}
	b.inside = append(b.inside, in)
	return in
}

// name gives the branch and what is in it their paths.
func (b *branch) name(above string) {
	b.path = above
	if !b.silent {
		b.path = strings.TrimPrefix(above+"."+b.key, ".")
	}
	for _, in := range b.inside {
		in.name(b.path)
	}
}

// rows says that the items of the branch are objects: a list of words is a cell.
func (b *branch) rows() bool { return b.kind == list && len(b.inside) > 0 }

// lists adds the outermost lists in a branch, itself among them.
func (b *branch) lists(found []*branch) []*branch {
	if b.rows() {
		return append(found, b)
	}
	for _, in := range b.inside {
		found = in.lists(found)
	}
	return found
}

// empty are the lists of an answer that have nothing in them, beside others that may.
func (b *branch) empty() (found []*branch) {
	for _, in := range b.inside {
		if in.kind == list && !in.silent && !in.words && len(in.inside) == 0 {
			found = append(found, in)
		}
	}
	return found
}

// sole is the one list in the items of a list, or nil.
func (b *branch) sole() *branch {
	var lists []*branch
	for _, in := range b.inside {
		lists = in.lists(lists)
	}
	if len(lists) != 1 {
		return nil
	}
	return lists[0]
}

// holds says that a branch is this one, or somewhere in it.
func (b *branch) holds(l *branch) bool {
	return b == l || slices.ContainsFunc(b.inside, func(in *branch) bool { return in.holds(l) })
}

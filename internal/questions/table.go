package questions

import (
	"slices"
	"strings"
)

// Table is a part of an answer as rows and columns, by the rules of the tables that the
// service writes (docs/tables.md): the items of the outermost list are rows, and so are those
// of the only list within it; if a row has several lists, each is a cell.
type Table struct {
	// Name is the field of the list; it is empty for the only list of an answer, and for the
	// values outside lists.
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
	// Facet is the facet whose values the column has, if it is a key of groups; see Apart.
	Facet string
	// Shown is where the column is shown.
	Shown Visibility
}

// Visibility is where a column is shown. Files have every column.
type Visibility uint8

// The places where a column is shown.
const (
	// Everywhere is on pages and in the terminal.
	Everywhere Visibility = iota
	// InTerminal is for ids next to names: a page links the name, but in a terminal the next
	// question needs the id.
	InTerminal
	// Nowhere is for values that another column shows better: addresses next to names, values
	// next to their labels.
	Nowhere
)

// Cell holds the values of one column in one row: a single value, or those of a list.
type Cell []Item

// Item is one value. Address is the address that it links, or empty; Number reports whether the answer
// has it as a number.
type Item struct {
	Text, Address string
	Number        bool
}

// String returns the values of the cell, separated by semicolons.
func (c Cell) String() string {
	texts := make([]string, len(c))
	for i, item := range c {
		texts[i] = item.Text
	}
	return strings.Join(texts, "; ")
}

// Tables returns the tables for the data of an answer with one root field. If it has several
// lists, each becomes a table, and the values outside them become one more.
func Tables(data []byte) ([]Table, error) {
	t, err := parseTree(data)
	if err != nil || len(t.items) == 0 {
		return nil, err
	}
	t.mergeStatements()
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

// Nothing returns the sentence, in a language, that an answer has no rows.
func Nothing(language string) string { return messages["Nothing"].In(language) }

// Empty reports whether no table has a row.
func Empty(tables []Table) bool {
	return !slices.ContainsFunc(tables, func(t Table) bool { return len(t.Rows) > 0 })
}

// branch is a field of an answer, with everything that occurs in its values.
type branch struct {
	key    string
	kind   treeKind
	silent bool
	// scalars reports whether it is a list of scalars.
	scalars bool
	path    string
	inside  []*branch
}

// learn adds the fields that occur in one value of the branch.
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
			b.scalars = b.scalars || item.kind == scalar
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

// name sets the paths of the branch and of the branches within it.
func (b *branch) name(above string) {
	b.path = above
	if !b.silent {
		b.path = strings.TrimPrefix(above+"."+b.key, ".")
	}
	for _, in := range b.inside {
		in.name(b.path)
	}
}

// rows reports whether the items of the branch are objects; a list of scalars is a cell.
func (b *branch) rows() bool { return b.kind == list && len(b.inside) > 0 }

// lists appends the outermost lists of the branch, which may be the branch itself.
func (b *branch) lists(found []*branch) []*branch {
	if b.rows() {
		return append(found, b)
	}
	for _, in := range b.inside {
		found = in.lists(found)
	}
	return found
}

// empty returns the lists of an answer that have no items.
func (b *branch) empty() (found []*branch) {
	for _, in := range b.inside {
		if in.kind == list && !in.silent && !in.scalars && len(in.inside) == 0 {
			found = append(found, in)
		}
	}
	return found
}

// evidenceKey is the key of the sources that state what a row states.
const evidenceKey = "evidence"

// sole returns the only list in the items of a list, or nil if there is none or several. Evidence is
// none: a fact that several sources state is one row.
func (b *branch) sole() *branch {
	var lists []*branch
	for _, in := range b.inside {
		lists = in.lists(lists)
	}
	if len(lists) != 1 || lists[0].key == evidenceKey {
		return nil
	}
	return lists[0]
}

// holds reports whether a branch is this one or within it.
func (b *branch) holds(l *branch) bool {
	return b == l || slices.ContainsFunc(b.inside, func(in *branch) bool { return in.holds(l) })
}

package result

import (
	"strings"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Table is a plan that can be answered as a table: one line a row, one column for each
// value that is selected. docs/tables.md says how lists become rows and columns. A
// table never changes, so several answers can be written by it at once.
type Table struct {
	// roots is the root field, slots what it is read from.
	roots []plan.Out
	slots *plan.Select
	// field is the name of the root field.
	field string
	// question is what the root field asks of the graph; nil unless it does.
	question plan.Query
	// root holds the root field; sole of it is the list that the table is of.
	root *branch
	// columns are the leaves, in order.
	columns []*branch
	names   []string
	// of leads from a field of the plan to its columns.
	of map[*plan.Out]*branch
}

// NewTable makes a table of a plan. The error, BAD_USER_INPUT, tells why there is none:
// no list, several, or two columns of one name.
func NewTable(p *plan.Plan) (*Table, error) {
	t := &Table{roots: []plan.Out{p.Out}, slots: p.Root, field: p.Field,
		root: &branch{kind: objectBranch}, of: map[*plan.Out]*branch{}}
	if ask, ok := p.Root.Slots[0].(*plan.GraphQuery); ok {
		t.question = ask.Query
	}
	if err := t.fields(t.root, t.roots); err != nil {
		return nil, err
	}
	t.root.inside[0].silent = true
	t.number(t.root, "")
	lists := t.root.lists(nil)
	switch len(lists) {
	case 0:
		return nil, t.noList()
	case 1:
		t.quiet(lists[0])
		t.root.open(lists)
	default:
		return nil, t.severalLists(lists)
	}
	for _, b := range t.columns {
		b.number = b.number && !b.joined
	}
	return t, t.distinct()
}

// Columns are the names of the columns.
func (t *Table) Columns() []string { return t.names }

// Write appends the table to dst. The cursor stands at the root object. Beyond limit
// bytes the error is TOO_LARGE; another error is the cursor's, or tells that the store
// has no value where the schema promises one. What was appended is then of no use.
func (t *Table) Write(dst []byte, f Form, c store.Cursor, limit int) ([]byte, error) {
	w := newTableWriter(t, f, c, dst, limit)
	w.record(t.names)
	if err := w.run(); err != nil {
		return nil, err
	}
	return w.out, nil
}

func (t *Table) noList() error {
	hint := "select `nodes` and fields of them"
	if t.roots[0].Kind == plan.OutObject {
		hint = "ask for a list, such as institutes or participations, or for one list within " + t.field
	}
	return plan.Errorf(plan.BadUserInput, hint, "a table takes a list, and none is selected in %s", t.field)
}

func (t *Table) severalLists(lists []*branch) error {
	var names []string
	for _, b := range lists {
		names = append(names, b.name)
	}
	hint := "ask for one of them"
	if t.roots[0].Kind == plan.OutObject {
		hint += ", or for a list with a `where`, in whose rows each of them becomes a cell"
	}
	return plan.Errorf(plan.BadUserInput, hint, "a table is of one list, and %s has %d: %s", t.field, len(lists), strings.Join(names, ", "))
}

// distinct refuses two columns of one name: who reads by name would lose one.
func (t *Table) distinct() error {
	known := map[string]bool{}
	for _, name := range t.names {
		if known[name] {
			return plan.Errorf(plan.BadUserInput, "give one of them another alias", "two columns would be called %s", name)
		}
		known[name] = true
	}
	return nil
}

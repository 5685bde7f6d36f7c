package result

import (
	"strings"

	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Table is a plan whose answer is a table: one line per row, one column per selected value.
// docs/tables.md describes how lists become rows and columns. A table never changes, so that
// it can write several answers at once.
type Table struct {
	// roots is the root field, slots the level that it is read from.
	roots []plan.Out
	slots *plan.Select
	// field is the name of the root field.
	field string
	// query is the graph query of the root field, or nil.
	query plan.Query
	// root holds the root field; its sole list gives the rows.
	root *branch
	// columns are the leaves, in order.
	columns []*branch
	names   []string
	// computed is an added column, or nil.
	computed *Added
	// of maps a field of the plan to its columns.
	of map[*plan.Out]*branch
}

// NewTable returns the table of a plan. The error is BAD_USER_INPUT when the plan has no list,
// several lists, or two columns with the same name.
func NewTable(p *plan.Plan) (*Table, error) {
	t := &Table{roots: []plan.Out{p.Out}, slots: p.Root, field: p.Field,
		root: &branch{kind: objectBranch}, of: map[*plan.Out]*branch{}}
	if ask, ok := p.Root.Slots[0].(*plan.GraphQuery); ok {
		t.query = ask.Query
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
		if b.joined {
			b.cell = TextCell
		}
	}
	return t, t.distinct()
}

// Columns returns the names of the columns.
func (t *Table) Columns() []string { return t.names }

// Write appends the table to dst, and counts its cells and bytes in work. The cursor is at the
// root object. Writing stops at the row with which the table has more than limit bytes, and the
// error is TOO_LARGE. Other errors are those of the cursor and of work, or report that the store
// has no value for a field that is never null; what was appended is then invalid.
func (t *Table) Write(dst []byte, f Form, c store.Cursor, limit int, work *plan.Work) ([]byte, error) {
	w := newTableWriter(t, f, c, dst, limit, work)
	w.record(t.names)
	if err := w.run(); err != nil {
		return nil, err
	}
	return w.out, nil
}

func (t *Table) noList() error {
	hint := "select `nodes` and fields of them"
	if t.roots[0].Kind == plan.OutObject {
		hint = "request a list, such as institutes or participations, or one list within " + t.field
	}
	return plan.Errorf(plan.BadUserInput, hint, "a table needs a list, and %s selects none", t.field)
}

func (t *Table) severalLists(lists []*branch) error {
	var names []string
	for _, b := range lists {
		names = append(names, b.name)
	}
	hint := "select one of them"
	if t.roots[0].Kind == plan.OutObject {
		hint += ", or request a list with a `where`, in whose rows each of them becomes a cell"
	}
	return plan.Errorf(plan.BadUserInput, hint, "a table has the rows of one list, and %s selects %d lists: %s", t.field, len(lists), strings.Join(names, ", "))
}

// distinct rejects two columns with the same name: programs that read by name would lose one.
func (t *Table) distinct() error {
	known := map[string]bool{}
	for _, name := range t.names {
		if known[name] {
			return plan.Errorf(plan.BadUserInput, "give one of them another alias", "two columns have the name %s", name)
		}
		known[name] = true
	}
	return nil
}

package result

import (
	"strconv"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// The answer to a graph query is an object with lists. The list whose items are the rows is
// left out of the names of columns, like the rows of a connection. Information that only the
// order of the answer carries has a column of its own: the number of a path and of a step,
// and the kind of a change.

// place returns the branch of a field. All lists of changes are merged into one, with a column
// for the name of the list.
func (t *Table) place(parent *branch, o *plan.Out) *branch {
	top := len(t.root.inside) > 0 && parent == t.root.inside[0]
	switch q := t.query.(type) {
	case *plan.Changes:
		if top && o.Kind == plan.OutList {
			b := parent.child("")
			if b.mark == nil {
				b.marked("change", TextCell)
			}
			return b
		}
	case *plan.Paths:
		b := parent.child(o.Key)
		switch {
		case parent == t.root:
			b.marked("path", WholeCell)
		case top && o.Kind == plan.OutList:
			b.marked("step", WholeCell)
		}
		return b
	case nil, *plan.Search, *plan.Resolve, *plan.Neighbourhood, *plan.Collaborators, *plan.Candidates, *plan.Collaboration, *plan.Matrix, *plan.Overlap, *plan.Gaps:
	default:
		panic(plan.Unhandled(q))
	}
	return parent.child(o.Key)
}

// markPrefix begins the key of a leading column, and no key of an answer.
const markPrefix = " "

// marked gives a list its leading column.
func (b *branch) marked(name string, cell CellKind) {
	if b.mark == nil {
		b.mark = &branch{key: markPrefix + name, kind: leafBranch, cell: cell}
		b.inside = append(b.inside, b.mark)
	}
}

// isNode reports whether a field is the node of an edge in the answer to a graph query.
func isNode(o *plan.Out) bool { return o.Field != nil && o.Field.Scalar == model.Nested }

// quiet leaves the list of the rows out of the names of columns, in the answer to a graph
// query.
func (t *Table) quiet(list *branch) {
	if t.query == nil || list.silent {
		return
	}
	list.silent = true
	t.columns, t.names = nil, nil
	t.number(t.root, "")
}

// mark writes the number of an item of a list, or the name of its list.
func (w *tableWriter) mark(o *plan.Out, rows *branch, n int) {
	if rows.mark == nil {
		return
	}
	at := rows.mark.first
	w.cells[at] = w.cells[at][:0]
	if rows.mark.cell == WholeCell {
		w.cells[at] = strconv.AppendInt(w.cells[at], int64(n), 10)
	} else {
		w.cells[at] = append(w.cells[at], o.Key...)
	}
}

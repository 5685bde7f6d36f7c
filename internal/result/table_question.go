package result

import (
	"strconv"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// The answer to a question to the graph is an object with lists. The one that a table is
// of leaves no trace in the names of columns, as the rows of a connection do. What the
// order of the answer alone tells stands in a column of its own: the number of a path
// and of a step, and what has changed.

// place finds the branch of a field. All lists of changes are one, in which a column
// tells which an item is from.
func (t *Table) place(parent *branch, o *plan.Out) *branch {
	top := len(t.root.inside) > 0 && parent == t.root.inside[0]
	switch q := t.question.(type) {
	case *plan.Changes:
		if top && o.Kind == plan.OutList {
			b := parent.child("")
			if b.mark == nil {
				b.marked("change", false)
			}
			return b
		}
	case *plan.Paths:
		b := parent.child(o.Key)
		switch {
		case parent == t.root:
			b.marked("path", true)
		case top && o.Kind == plan.OutList:
			b.marked("step", true)
		}
		return b
	case nil, *plan.Search, *plan.Resolve, *plan.Neighbourhood, *plan.Collaborators, *plan.Collaboration, *plan.Matrix, *plan.Overlap:
	default:
		panic(plan.Unhandled(q))
	}
	return parent.child(o.Key)
}

// markPrefix begins the key of a column in front, and no key of an answer.
const markPrefix = " "

// marked gives a list its column in front.
func (b *branch) marked(name string, number bool) {
	if b.mark == nil {
		b.mark = &branch{key: markPrefix + name, kind: leafBranch, number: number}
		b.inside = append(b.inside, b.mark)
	}
}

// isNode says that a field is the node of an edge in the answer to a question.
func isNode(o *plan.Out) bool { return o.Field != nil && o.Field.Scalar == model.Nested }

// quiet takes the list that a table is of out of the names of columns, where it is one
// in the answer to a question.
func (t *Table) quiet(list *branch) {
	if t.question == nil || list.silent {
		return
	}
	list.silent = true
	t.columns, t.names = nil, nil
	t.number(t.root, "")
}

// mark writes the number of an item of a list, or which list it is from.
func (w *tableWriter) mark(o *plan.Out, rows *branch, n int) {
	if rows.mark == nil {
		return
	}
	at := rows.mark.first
	w.cells[at] = w.cells[at][:0]
	if rows.mark.number {
		w.cells[at] = strconv.AppendInt(w.cells[at], int64(n), 10)
	} else {
		w.cells[at] = append(w.cells[at], o.Key...)
	}
}

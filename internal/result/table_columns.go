package result

import (
	"slices"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// branch is a field of the answer in a table. Fields with the same key of objects of
// different types are one branch.
type branch struct {
	key  string
	kind branchKind
	// silent fields are left out of names: the root field, nodes, edges and their node.
	silent bool
	inside []*branch
	// name is the path of keys to this field, joined by dots.
	name string
	// first and n are its columns.
	first, n int
	// mark is a leading column with the number of the item or, where several lists are
	// merged, with the name of its list; nil without one.
	mark *branch
	// rows reports whether each item of this list is a row; sole is the list within an item
	// whose items are the rows instead, or nil.
	rows bool
	sole *branch
	// evidence is true for the sources that state what a row states.
	evidence bool
	// statements reports whether the items of a list are statements, and locator whether a column
	// has their places.
	statements, locator bool
	// joined columns hold all items of a list.
	joined bool
	// cell is what the cells of a leaf are; known reports whether it is set.
	cell  CellKind
	known bool
	// role is the meaning of the field of a leaf.
	role model.Role
	// measured is the field that the leaves of an aggregate measure, or nil.
	measured *model.Field
}

type branchKind uint8

const (
	leafBranch branchKind = iota + 1
	objectBranch
	listBranch
)

// lists appends the lists in a branch that are in no other list. Lists without a selected
// value do not count.
func (b *branch) lists(found []*branch) []*branch {
	for _, in := range b.inside {
		switch {
		case in.n == 0:
		case in.kind == listBranch:
			found = append(found, in)
		case in.kind == objectBranch:
			found = in.lists(found)
		}
	}
	return found
}

// open makes the items of the only list in a branch the rows, then those of the only list
// within it, and so on. Several lists are joined in cells instead, and so is the evidence of a row:
// a fact that several sources state is one row.
func (b *branch) open(lists []*branch) {
	if len(lists) != 1 || b.rows && lists[0].evidence {
		for _, l := range lists {
			l.join()
		}
		return
	}
	b.sole = lists[0]
	b.sole.rows = true
	b.sole.open(b.sole.lists(nil))
}

func (b *branch) join() {
	b.joined = true
	for _, in := range b.inside {
		in.join()
	}
}

// evidenceField is the field of relations, figures and goals that has their evidence.
const evidenceField = "evidence"

// holds reports whether a list is this branch or within it.
func (b *branch) holds(l *branch) bool {
	return b.kind != leafBranch && b.first <= l.first && l.first+l.n <= b.first+b.n
}

// add adds a field to the branch of its parent.
func (t *Table) add(parent *branch, o *plan.Out) error {
	b := t.place(parent, o)
	t.of[o] = b
	b.kind = leafBranch
	if isComputedList(o.Kind) || o.Kind == plan.OutSeries {
		b.kind = listBranch
		return t.fields(b, o.Fields)
	}
	switch o.Kind {
	case plan.OutScalar:
		b.locator, b.role = isLocator(o), o.Field.Role
		b.setCell(cellKind(o, nil))
	case plan.OutScalars:
		b.joined = true
	case plan.OutEmbedded, plan.OutPageInfo, plan.OutAggregate, plan.OutAggregateField, plan.OutGroups:
		if b.kind = objectBranch; o.Kind == plan.OutAggregateField {
			b.measured = o.Field
		}
		return t.fields(b, o.Fields)
	case plan.OutConnection:
		b.kind = objectBranch
		return t.connection(b, o)
	case plan.OutFacets, plan.OutBuckets, plan.OutAggregateMoney:
		b.kind = listBranch
		return t.fields(b, o.Fields)
	case plan.OutEdges:
		b.kind, b.silent = listBranch, true
		return t.fields(b, o.Fields)
	case plan.OutObject, plan.OutNode:
		b.kind, b.silent = objectBranch, o.Kind == plan.OutNode || isNode(o)
		return t.shape(b, o.Shape)
	case plan.OutList, plan.OutNodes:
		b.kind, b.silent = listBranch, o.Kind == plan.OutNodes
		b.evidence = o.Field != nil && o.Field.Name == evidenceField
		b.statements = isStatements(o)
		return t.shape(b, o.Shape)
	default:
		b.setCell(cellKind(o, parent.measured))
	}
	return nil
}

// setCell sets what the cells of a leaf are: texts, where fields of several kinds have one column.
func (b *branch) setCell(kind CellKind) {
	if b.known && b.cell != kind {
		kind = TextCell
	}
	b.cell, b.known = kind, true
}

// child returns the branch of a key, and adds it where it is new.
func (b *branch) child(key string) *branch {
	for _, in := range b.inside {
		if in.key == key {
			return in
		}
	}
	in := &branch{key: key}
	b.inside = append(b.inside, in)
	return in
}

func (t *Table) fields(b *branch, outs []plan.Out) error {
	for i := range outs {
		if err := t.add(b, &outs[i]); err != nil {
			return err
		}
	}
	return nil
}

// connection adds the fields of a connection, whose rows can be selected once.
func (t *Table) connection(b *branch, o *plan.Out) error {
	if err := t.fields(b, o.Fields); err != nil {
		return err
	}
	rows := 0
	for _, in := range b.inside {
		if in.kind == listBranch && in.silent {
			rows++
		}
	}
	if rows > 1 {
		return plan.Errorf(plan.BadUserInput, "select either `nodes` or `edges`, once", "the rows of %s are selected %d times", o.Key, rows)
	}
	return nil
}

// shape adds the fields of objects: the union over their types, in the order of the request.
func (t *Table) shape(b *branch, s *plan.Shape) error {
	for i := range s.Cases {
		if err := t.fields(b, s.Cases[i].Fields); err != nil {
			return err
		}
	}
	if len(s.Cases) > 1 {
		slices.SortStableFunc(b.inside, func(x, y *branch) int {
			return slices.Index(s.Keys, x.key) - slices.Index(s.Keys, y.key)
		})
	}
	return nil
}

// number sets the positions and names of the columns.
func (t *Table) number(b *branch, above string) {
	b.name = above
	switch {
	case strings.HasPrefix(b.key, markPrefix):
		b.name = strings.TrimPrefix(b.key, markPrefix)
	case !b.silent && b.key != "":
		if above != "" {
			b.name += "."
		}
		b.name += b.key
	}
	b.first = len(t.columns)
	if b.kind == leafBranch {
		t.columns = append(t.columns, b)
		t.names = append(t.names, b.name)
	}
	for _, in := range b.inside {
		t.number(in, b.name)
	}
	b.n = len(t.columns) - b.first
}

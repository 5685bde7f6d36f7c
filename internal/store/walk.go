package store

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Walker is what of a View is walked: from entities along relations to others. What it
// gives are numbers, which hold within one view; deprecated relations are never among
// it. Errors are those of View.Run.
type Walker interface {
	// Nodes finds the entities that references name: ids, former ids or external
	// identifiers. One stands for each reference, in their order; NoNode where there is
	// no such entity. Equal numbers are one entity.
	Nodes(ctx context.Context, refs []string) ([]Node, error)
	// Ahead says which relations of the nodes that are found from now on will be counted:
	// a store can count them while it finds those. It changes no answer.
	Ahead(via model.TypeSet)
	// Count is how many steps Expand gives from nodes, which are distinct, whatever the
	// day. It looks at none of the relations.
	Count(ctx context.Context, at []Node, via model.TypeSet) (int, error)
	// Fan counts the relations of some types at nodes, which are distinct. It looks at
	// none of them.
	Fan(ctx context.Context, at []Node, via model.TypeSet) (*Fan, error)
	// Shortest finds the first q.First of the shortest paths that q asks for, by the ids of
	// their relations along the way, if the store knows at once that no walk to find them
	// would look at more than so many relations. It says whether it does; q.Slack is 0.
	// There are no paths where one of the entities is not, or both are one.
	Shortest(ctx context.Context, q *plan.Paths, visits int) (paths []Path, told bool, err error)
	// Expand appends to dst a step for each relation of some types at nodes, which are
	// distinct, to its other end. A relation between two of the nodes gives a step from
	// each. With a day only relations that are active on it do. The steps have no order.
	Expand(ctx context.Context, at []Node, via model.TypeSet, on *model.Days, dst []Step) ([]Step, error)
	// Among appends to dst a step, forward, for each relation between two of some nodes,
	// which are distinct. Those of the types in starting are looked for among all that
	// start at the nodes, those in ending among all that end there; no type is in both.
	// With a day only relations that are active on it are meant. The steps have no order.
	Among(ctx context.Context, nodes []Node, starting, ending model.TypeSet, on *model.Days, dst []Step) ([]Step, error)
	// Degrees are the numbers of all relations of nodes, of any type, in their order.
	Degrees(ctx context.Context, nodes []Node) ([]int, error)
	// Entity is the type and the id of a node that this view gave.
	Entity(n Node) (*model.Type, string)
	// Relation is the type and the id of a link that this view gave.
	Relation(l Link) (*model.Type, string)
}

// Node is the number of an entity within a view.
type Node uint32

// NoNode stands for an entity that there is not.
const NoNode = ^Node(0)

// Link is the number of a relation within a view.
type Link uint64

// Step is a relation as it is walked: from the entity near to the entity far.
type Step struct {
	Link      Link
	Near, Far Node
	// Forward says that Near is the relation's first end.
	Forward bool
}

// Path is a way from an entity along relations.
type Path struct {
	From  Named
	Steps []PathStep
}

// PathStep is a relation of a path, by its type and id, and the entity to which it leads.
type PathStep struct {
	Relation *model.Type
	ID       string
	// Forward says that it is walked from its first end.
	Forward bool
	To      Named
}

// Named is an entity by its type, its id and its name; the name is empty where the store
// does not tell it here.
type Named struct {
	Type     *model.Type
	ID, Name string
}

// Fan says how many relations of each type, by Type.Index, start at some nodes, and how
// many end there.
type Fan struct{ Starting, Ending [model.MaxTypes]int }

// Total is how many steps there are from the nodes.
func (f *Fan) Total() int {
	n := 0
	for i := range f.Starting {
		n += f.Starting[i] + f.Ending[i]
	}
	return n
}

// Narrower parts types by where there are fewer relations to look at: those that start
// at the nodes, or those that end there. It gives how many these are together.
func (f *Fan) Narrower(via model.TypeSet) (starting, ending model.TypeSet, looks int) {
	for i := range f.Starting {
		switch t := model.TypeSet(1) << i; {
		case via&t == 0:
		case f.Starting[i] <= f.Ending[i]:
			starting |= t
			looks += f.Starting[i]
		default:
			ending |= t
			looks += f.Ending[i]
		}
	}
	return starting, ending, looks
}

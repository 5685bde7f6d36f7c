package store

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Walker is an optional interface of a View that follows relations from entities to other
// entities. Entities and relations have numbers, which are valid within one view. Deprecated
// relations are never returned or counted. The errors are those of View.Run.
type Walker interface {
	// Nodes returns the number of the entity that each reference names, in the order of the
	// references, or NoNode if the reference is unknown. A reference is an id, a former id or
	// an external identifier. Two references to the same entity yield the same number.
	Nodes(ctx context.Context, refs []string) ([]Node, error)
	// Count returns the number of steps that Expand would return from distinct nodes without a
	// day. It reads no relations.
	Count(ctx context.Context, at []Node, via model.TypeSet) (int, error)
	// DegreesByType returns the number of relations of each of the given types at distinct
	// nodes. It reads no relations.
	DegreesByType(ctx context.Context, at []Node, via model.TypeSet) (*DegreesByType, error)
	// Expand appends to dst a step to the other end of each relation of the given types at
	// distinct nodes. A relation between two of the nodes yields two steps, one from each. If
	// on is not nil, only relations that are active on that day yield steps. The steps are in
	// no particular order.
	Expand(ctx context.Context, at []Node, via model.TypeSet, on *model.Days, dst []Step) ([]Step, error)
	// Among appends to dst a forward step for each relation between two of the given distinct
	// nodes. Relations of the types in starting are searched for from the nodes at which they
	// start, those of the types in ending from the nodes at which they end; no type is in both.
	// If on is not nil, only relations that are active on that day yield steps. The steps are
	// in no particular order.
	Among(ctx context.Context, nodes []Node, starting, ending model.TypeSet, on *model.Days, dst []Step) ([]Step, error)
	// Degrees returns the number of relations of all types of each node, in the order of the
	// nodes.
	Degrees(ctx context.Context, nodes []Node) ([]int, error)
	// Entity returns the type and the id of a node that this view returned.
	Entity(n Node) (*model.Type, string)
	// Relation returns the type and the id of a link that this view returned.
	Relation(l Link) (*model.Type, string)
}

// LookAhead is an optional interface of a Walker that can count relations while it finds
// entities, which saves a query for each level of a walk.
type LookAhead interface {
	// Ahead announces the types of the relations that Count will count at nodes that are
	// returned from now on. It does not change any result.
	Ahead(via model.TypeSet)
}

// PathFinder is an optional interface of a View that can find shortest paths in one step,
// without a query for each level of the graph.
type PathFinder interface {
	// ShortestPaths returns the first q.First of the shortest paths, ordered by the ids of the
	// relations along them. q.Slack is 0. There are no paths if one of the entities is unknown,
	// or if both are the same. If the store cannot rule out that the search visits more
	// relations than visits, found is false and there are no paths; the caller then walks step
	// by step and counts the relations. The errors are those of View.Run.
	ShortestPaths(ctx context.Context, q *plan.Paths, visits int) (paths []Path, found bool, err error)
}

// Node is the number of an entity within a view.
type Node uint32

// NoNode is the number of an unknown entity.
const NoNode = ^Node(0)

// Link is the number of a relation within a view.
type Link uint64

// Step is a relation, followed from the entity Near to the entity Far.
type Step struct {
	Link      Link
	Near, Far Node
	// Forward is true if Near is the first end of the relation.
	Forward bool
}

// Path is a sequence of relations from one entity to another.
type Path struct {
	From  NamedEntity
	Steps []PathStep
}

// PathStep is one relation of a path and the entity that it leads to.
type PathStep struct {
	Relation *model.Type
	ID       string
	// Forward is true if the relation is followed from its first end.
	Forward bool
	To      NamedEntity
}

// NamedEntity is the type, id and name of an entity. The name is empty if the store did not
// read it.
type NamedEntity struct {
	Type     *model.Type
	ID, Name string
}

// DegreesByType holds the number of relations of each type, by Type.Index, that start and that
// end at a set of nodes.
type DegreesByType struct{ Starting, Ending [model.MaxTypes]int }

// Total returns the number of steps from the nodes.
func (d *DegreesByType) Total() int {
	n := 0
	for i := range d.Starting {
		n += d.Starting[i] + d.Ending[i]
	}
	return n
}

// Narrower splits the types by the end that has fewer relations: types whose relations are best
// searched for where they start, and types whose relations are best searched for where they
// end. visits is the number of relations at the chosen ends.
func (d *DegreesByType) Narrower(via model.TypeSet) (starting, ending model.TypeSet, visits int) {
	for i := range d.Starting {
		switch t := model.TypeSet(1) << i; {
		case via&t == 0:
		case d.Starting[i] <= d.Ending[i]:
			starting |= t
			visits += d.Starting[i]
		default:
			ending |= t
			visits += d.Ending[i]
		}
	}
	return starting, ending, visits
}

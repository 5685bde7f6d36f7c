package store

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Walker is the part of a View that walks from entities along relations to others.
// Entities and relations are numbered; the numbers are valid within one view. Deprecated
// relations are never returned or counted. Errors are those of View.Run.
type Walker interface {
	// Nodes returns the entity that each reference names, in the order of the references:
	// an id, a former id or an external identifier. It is NoNode for an unknown reference.
	// Two references to one entity return equal numbers.
	Nodes(ctx context.Context, refs []string) ([]Node, error)
	// Count returns the number of steps that Expand returns from distinct nodes, ignoring
	// days. It reads no relation.
	Count(ctx context.Context, at []Node, via model.TypeSet) (int, error)
	// DegreesByType returns the number of relations of some types at distinct nodes. It
	// reads no relation.
	DegreesByType(ctx context.Context, at []Node, via model.TypeSet) (*DegreesByType, error)
	// Expand appends to dst a step for each relation of some types at distinct nodes, to
	// its other end. A relation between two of the nodes is two steps, one from each. With
	// a day, only relations that are active on it are steps. The steps have no order.
	Expand(ctx context.Context, at []Node, via model.TypeSet, on *model.Days, dst []Step) ([]Step, error)
	// Among appends to dst a forward step for each relation between two of some distinct
	// nodes. Relations of the types in starting are searched for among all that start at
	// the nodes, those of the types in ending among all that end there; no type is in both.
	// With a day, only relations that are active on it are steps. The steps have no order.
	Among(ctx context.Context, nodes []Node, starting, ending model.TypeSet, on *model.Days, dst []Step) ([]Step, error)
	// Degrees returns the number of relations of each node, of all types, in the order of
	// the nodes.
	Degrees(ctx context.Context, nodes []Node) ([]int, error)
	// Entity returns the type and the id of a node that this view returned.
	Entity(n Node) (*model.Type, string)
	// Relation returns the type and the id of a link that this view returned.
	Relation(l Link) (*model.Type, string)
}

// LookAhead is implemented by a Walker that counts relations while it finds entities,
// which saves a query for each level of a walk.
type LookAhead interface {
	// Ahead announces the types of the relations that Count will count at nodes returned
	// from now on. It changes no result.
	Ahead(via model.TypeSet)
}

// PathFinder is implemented by a View that finds shortest paths at once, without a query
// for each level of the graph.
type PathFinder interface {
	// ShortestPaths returns the first q.First of the shortest paths, ordered by the ids of
	// their relations along the way. q.Slack is 0. The result is empty where one of the
	// entities is unknown, or both are the same. It is found false, with no paths, where
	// the store cannot exclude that a walk for these paths would visit more relations than
	// visits: the caller then walks and counts. Errors are those of View.Run.
	ShortestPaths(ctx context.Context, q *plan.Paths, visits int) (paths []Path, found bool, err error)
}

// Node is the number of an entity within a view.
type Node uint32

// NoNode is the number of an unknown entity.
const NoNode = ^Node(0)

// Link is the number of a relation within a view.
type Link uint64

// Step is a relation walked from the entity Near to the entity Far.
type Step struct {
	Link      Link
	Near, Far Node
	// Forward is true where Near is the relation's first end.
	Forward bool
}

// Path leads from an entity along relations to another.
type Path struct {
	From  NamedEntity
	Steps []PathStep
}

// PathStep is one relation of a path, and the entity to which it leads.
type PathStep struct {
	Relation *model.Type
	ID       string
	// Forward is true where the relation is walked from its first end.
	Forward bool
	To      NamedEntity
}

// NamedEntity is an entity by its type, id and name. The name is empty where the store
// did not read it.
type NamedEntity struct {
	Type     *model.Type
	ID, Name string
}

// DegreesByType counts the relations of each type, by Type.Index, that start and end at
// some nodes.
type DegreesByType struct{ Starting, Ending [model.MaxTypes]int }

// Total returns the number of steps from the nodes.
func (d *DegreesByType) Total() int {
	n := 0
	for i := range d.Starting {
		n += d.Starting[i] + d.Ending[i]
	}
	return n
}

// Narrower splits types by the end at which fewer relations are: those that start at the
// nodes, or those that end there. visits is the number of relations at the chosen ends.
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

package neo4j

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

var _ store.Walker = (*view)(nil)

// searchGraph numbers the entities and relations that a view has found, in the order in which
// they are found.
type searchGraph struct {
	vertices []element
	edges    []element
	vertexOf map[string]store.Node
	edgeOf   map[string]store.Link
	// countedTypes are the types of the relations that are counted when an entity is found.
	countedTypes model.TypeSet
}

// element is an entity or a relation.
type element struct {
	typ *model.Type
	id  string
	// count is the number of an entity's relations of countedTypes, if that is known.
	countedTypes model.TypeSet
	count        int
}

// setCount sets the number of relations of the counted types.
func (g *searchGraph) setCount(n store.Node, count any) {
	if g.countedTypes != 0 {
		g.vertices[n].countedTypes, g.vertices[n].count = g.countedTypes, intOf(count)
	}
}

func (g *searchGraph) vertex(t *model.Type, id string) store.Node {
	n, known := g.vertexOf[id]
	if !known {
		n = store.Node(len(g.vertices))
		g.vertexOf[id] = n
		g.vertices = append(g.vertices, element{typ: t, id: id})
	}
	return n
}

func (g *searchGraph) edge(t *model.Type, id string) store.Link {
	l, known := g.edgeOf[id]
	if !known {
		l = store.Link(len(g.edges))
		g.edgeOf[id] = l
		g.edges = append(g.edges, element{typ: t, id: id})
	}
	return l
}

// ids returns the ids of nodes.
func (g *searchGraph) ids(nodes []store.Node) []string {
	list := make([]string, len(nodes))
	for i, n := range nodes {
		list[i] = g.vertices[n].id
	}
	return list
}

// searchGraph returns the search graph of the view.
func (v *view) searchGraph() *searchGraph {
	if v.graph == nil {
		v.graph = &searchGraph{vertexOf: map[string]store.Node{}, edgeOf: map[string]store.Link{}}
	}
	return v.graph
}

// Nodes implements store.Walker.
func (v *view) Nodes(ctx context.Context, refs []string) ([]store.Node, error) {
	g := v.searchGraph()
	answer, err := v.read(ctx, CompileNodes(v.store.model, refs, g.countedTypes))
	if err != nil {
		return nil, err
	}
	found := lists(answer[0])
	nodes := make([]store.Node, len(found))
	work := v.workOf(ctx)
	for i, each := range found {
		if err := work.Add(plan.UnitsRef); err != nil {
			return nil, err
		}
		nodes[i] = store.NoNode
		if id, known := each[0].(string); known {
			word, _ := each[1].(string)
			nodes[i] = g.vertex(v.store.types[word], id)
			g.setCount(nodes[i], each[2])
		}
	}
	return nodes, nil
}

// Ahead implements store.LookAhead.
func (v *view) Ahead(via model.TypeSet) { v.searchGraph().countedTypes = via }

// Count implements store.Walker.
func (v *view) Count(ctx context.Context, at []store.Node, via model.TypeSet) (int, error) {
	g, total := v.searchGraph(), 0
	var rest []store.Node
	for _, n := range at {
		if g.vertices[n].countedTypes == via {
			total += g.vertices[n].count
		} else {
			rest = append(rest, n)
		}
	}
	if len(rest) == 0 || via == 0 {
		return total, store.Ended(ctx)
	}
	answer, err := v.read(ctx, CompileCount(v.store.model, g.ids(rest), via))
	if err != nil {
		return 0, err
	}
	return total + intOf(answer[0]), nil
}

// DegreesByType implements store.Walker.
func (v *view) DegreesByType(ctx context.Context, at []store.Node, via model.TypeSet) (*store.DegreesByType, error) {
	degrees := &store.DegreesByType{}
	if len(at) == 0 || via == 0 {
		return degrees, store.Ended(ctx)
	}
	answer, err := v.read(ctx, CompileDegreesByType(v.store.model, v.searchGraph().ids(at), via))
	if err != nil {
		return nil, err
	}
	for i, t := range typesOf(v.store.model, via) {
		degrees.Starting[t.Index], degrees.Ending[t.Index] = intOf(answer[2*i]), intOf(answer[2*i+1])
	}
	return degrees, nil
}

// Expand implements store.Walker.
func (v *view) Expand(ctx context.Context, at []store.Node, via model.TypeSet, on *model.Days, dst []store.Step) ([]store.Step, error) {
	if len(at) == 0 || via == 0 {
		return dst, store.Ended(ctx)
	}
	g := v.searchGraph()
	answer, err := v.read(ctx, CompileExpand(v.store.model, g.ids(at), via, g.countedTypes, on))
	if err != nil {
		return nil, err
	}
	found, types, counts := texts(answer[5]), texts(answer[6]), items(answer[7])
	work := v.workOf(ctx)
	for i, id := range found {
		if err := work.Add(plan.UnitsRef); err != nil {
			return nil, err
		}
		g.setCount(g.vertex(v.store.types[types[i]], id), counts[i])
	}
	near, far, relationships, links, forward := items(answer[0]), items(answer[1]), items(answer[2]), items(answer[3]), items(answer[4])
	for i := range near {
		if err := work.Add(plan.UnitsRef); err != nil {
			return nil, err
		}
		id, _ := far[i].(string)
		relationship, _ := relationships[i].(string)
		link, _ := links[i].(string)
		first, _ := forward[i].(bool)
		dst = append(dst, store.Step{Link: g.edge(v.store.relations[relationship], link), Near: at[intOf(near[i])], Far: g.vertexOf[id], Forward: first})
	}
	return dst, nil
}

// Among implements store.Walker.
func (v *view) Among(ctx context.Context, nodes []store.Node, starting, ending model.TypeSet, on *model.Days, dst []store.Step) ([]store.Step, error) {
	if len(nodes) == 0 || starting|ending == 0 {
		return dst, store.Ended(ctx)
	}
	g := v.searchGraph()
	answer, err := v.read(ctx, CompileAmong(v.store.model, g.ids(nodes), starting, ending, on))
	if err != nil {
		return nil, err
	}
	work := v.workOf(ctx)
	for _, list := range [][]any{answer[:4], answer[4:]} {
		relationships, links, from, to := texts(list[0]), texts(list[1]), texts(list[2]), texts(list[3])
		for i := range links {
			if err := work.Add(plan.UnitsRef); err != nil {
				return nil, err
			}
			dst = append(dst, store.Step{Link: g.edge(v.store.relations[relationships[i]], links[i]), Near: g.vertexOf[from[i]], Far: g.vertexOf[to[i]], Forward: true})
		}
	}
	return dst, nil
}

// Degrees implements store.Walker.
func (v *view) Degrees(ctx context.Context, nodes []store.Node) ([]int, error) {
	degrees := make([]int, len(nodes))
	if len(nodes) == 0 {
		return degrees, store.Ended(ctx)
	}
	answer, err := v.read(ctx, CompileDegrees(v.store.model, v.searchGraph().ids(nodes)))
	if err != nil {
		return nil, err
	}
	at, counts := items(answer[0]), items(answer[1])
	for i := range at {
		degrees[intOf(at[i])] = intOf(counts[i])
	}
	return degrees, nil
}

// Entity implements store.Walker.
func (v *view) Entity(n store.Node) (*model.Type, string) {
	e := &v.graph.vertices[n]
	return e.typ, e.id
}

// Relation implements store.Walker.
func (v *view) Relation(l store.Link) (*model.Type, string) {
	r := &v.graph.edges[l]
	return r.typ, r.id
}

// items returns a list in an answer.
func items(v any) []any {
	list, _ := v.([]any)
	return list
}

// lists returns a list of lists in an answer.
func lists(v any) [][]any {
	var all [][]any
	for _, each := range items(v) {
		all = append(all, items(each))
	}
	return all
}

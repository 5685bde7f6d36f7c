package neo4j

import (
	"context"

	"whojoins/internal/model"
	"whojoins/internal/store"
)

var _ store.Walker = (*view)(nil)

// ground numbers the entities and relations that a view has walked over, as they come.
type ground struct {
	nodes  []walked
	links  []walked
	nodeOf map[string]store.Node
	linkOf map[string]store.Link
	// ahead are the types whose relations are counted at what is found.
	ahead model.TypeSet
}

// walked is an entity or a relation.
type walked struct {
	typ *model.Type
	id  string
	// counted are the types of which an entity has so many relations, if these are known.
	counted model.TypeSet
	count   int
}

// count notes how many relations of the types ahead a node has.
func (g *ground) count(n store.Node, count any) {
	if g.ahead != 0 {
		g.nodes[n].counted, g.nodes[n].count = g.ahead, intOf(count)
	}
}

func (g *ground) node(t *model.Type, id string) store.Node {
	n, known := g.nodeOf[id]
	if !known {
		n = store.Node(len(g.nodes))
		g.nodeOf[id] = n
		g.nodes = append(g.nodes, walked{typ: t, id: id})
	}
	return n
}

func (g *ground) link(t *model.Type, id string) store.Link {
	l, known := g.linkOf[id]
	if !known {
		l = store.Link(len(g.links))
		g.linkOf[id] = l
		g.links = append(g.links, walked{typ: t, id: id})
	}
	return l
}

// ids are those of nodes.
func (g *ground) ids(nodes []store.Node) []string {
	list := make([]string, len(nodes))
	for i, n := range nodes {
		list[i] = g.nodes[n].id
	}
	return list
}

// walking is what the view has walked over.
func (v *view) walking() *ground {
	if v.ground == nil {
		v.ground = &ground{nodeOf: map[string]store.Node{}, linkOf: map[string]store.Link{}}
	}
	return v.ground
}

// Nodes implements store.Walker.
func (v *view) Nodes(ctx context.Context, refs []string) ([]store.Node, error) {
	g := v.walking()
	answer, err := v.read(ctx, CompileNodes(v.store.model, refs, g.ahead))
	if err != nil {
		return nil, err
	}
	found := lists(answer[0])
	nodes := make([]store.Node, len(found))
	for i, each := range found {
		nodes[i] = store.NoNode
		if id, known := each[0].(string); known {
			word, _ := each[1].(string)
			nodes[i] = g.node(v.store.types[word], id)
			g.count(nodes[i], each[2])
		}
	}
	return nodes, nil
}

// Ahead implements store.LookAhead.
func (v *view) Ahead(via model.TypeSet) { v.walking().ahead = via }

// Count implements store.Walker.
func (v *view) Count(ctx context.Context, at []store.Node, via model.TypeSet) (int, error) {
	g, total := v.walking(), 0
	var rest []store.Node
	for _, n := range at {
		if g.nodes[n].counted == via {
			total += g.nodes[n].count
		} else {
			rest = append(rest, n)
		}
	}
	if len(rest) == 0 || via == 0 {
		return total, ctx.Err()
	}
	answer, err := v.read(ctx, CompileCount(v.store.model, g.ids(rest), via))
	if err != nil {
		return 0, err
	}
	return total + intOf(answer[0]), nil
}

// DegreesByType implements store.Walker.
func (v *view) DegreesByType(ctx context.Context, at []store.Node, via model.TypeSet) (*store.DegreesByType, error) {
	fan := &store.DegreesByType{}
	if len(at) == 0 || via == 0 {
		return fan, ctx.Err()
	}
	answer, err := v.read(ctx, CompileFan(v.store.model, v.walking().ids(at), via))
	if err != nil {
		return nil, err
	}
	for i, t := range typesOf(v.store.model, via) {
		fan.Starting[t.Index], fan.Ending[t.Index] = intOf(answer[2*i]), intOf(answer[2*i+1])
	}
	return fan, nil
}

// Expand implements store.Walker.
func (v *view) Expand(ctx context.Context, at []store.Node, via model.TypeSet, on *model.Days, dst []store.Step) ([]store.Step, error) {
	if len(at) == 0 || via == 0 {
		return dst, ctx.Err()
	}
	g := v.walking()
	answer, err := v.read(ctx, CompileExpand(v.store.model, g.ids(at), via, g.ahead, on))
	if err != nil {
		return nil, err
	}
	found, types, counts := texts(answer[5]), texts(answer[6]), items(answer[7])
	for i, id := range found {
		g.count(g.node(v.store.types[types[i]], id), counts[i])
	}
	near, far, relationships, links, forward := items(answer[0]), items(answer[1]), items(answer[2]), items(answer[3]), items(answer[4])
	for i := range near {
		id, _ := far[i].(string)
		relationship, _ := relationships[i].(string)
		link, _ := links[i].(string)
		first, _ := forward[i].(bool)
		dst = append(dst, store.Step{Link: g.link(v.store.relations[relationship], link), Near: at[intOf(near[i])], Far: g.nodeOf[id], Forward: first})
	}
	return dst, nil
}

// Among implements store.Walker.
func (v *view) Among(ctx context.Context, nodes []store.Node, starting, ending model.TypeSet, on *model.Days, dst []store.Step) ([]store.Step, error) {
	if len(nodes) == 0 || starting|ending == 0 {
		return dst, ctx.Err()
	}
	g := v.walking()
	answer, err := v.read(ctx, CompileAmong(v.store.model, g.ids(nodes), starting, ending, on))
	if err != nil {
		return nil, err
	}
	for _, list := range [][]any{answer[:4], answer[4:]} {
		relationships, links, from, to := texts(list[0]), texts(list[1]), texts(list[2]), texts(list[3])
		for i := range links {
			dst = append(dst, store.Step{Link: g.link(v.store.relations[relationships[i]], links[i]), Near: g.nodeOf[from[i]], Far: g.nodeOf[to[i]], Forward: true})
		}
	}
	return dst, nil
}

// Degrees implements store.Walker.
func (v *view) Degrees(ctx context.Context, nodes []store.Node) ([]int, error) {
	degrees := make([]int, len(nodes))
	if len(nodes) == 0 {
		return degrees, ctx.Err()
	}
	answer, err := v.read(ctx, CompileDegrees(v.store.model, v.walking().ids(nodes)))
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
	e := &v.ground.nodes[n]
	return e.typ, e.id
}

// Relation implements store.Walker.
func (v *view) Relation(l store.Link) (*model.Type, string) {
	r := &v.ground.links[l]
	return r.typ, r.id
}

// items is a list of an answer.
func items(v any) []any {
	list, _ := v.([]any)
	return list
}

// lists is a list of lists of an answer.
func lists(v any) [][]any {
	var all [][]any
	for _, each := range items(v) {
		all = append(all, items(each))
	}
	return all
}

package explore

import (
	"cmp"
	"slices"

	"whojoins/graph"
	"whojoins/internal/model"
	"whojoins/internal/network"
	"whojoins/internal/store"
)

// positions returns the positions of entities: those that files have, or, in a dataset that is too large for
// them, those of a layout of these entities alone, by the links between them.
func (b *builder) positions(ids []string, links []network.Link) ([]network.Point, error) {
	known, err := b.answer.Positions(b.ctx)
	if err != nil {
		return nil, err
	}
	if len(known) == 0 {
		return layout(b.answer.Work(), len(ids), links)
	}
	at := make([]network.Point, len(ids))
	for i, id := range ids {
		at[i] = known[id]
	}
	return at, nil
}

// place gives the entities on the stage their positions.
func (b *builder) place(links []network.Link) error {
	ids := make([]string, len(b.scene.Nodes))
	for i, n := range b.scene.Nodes {
		ids[i] = n.ID
	}
	at, err := b.positions(ids, links)
	for i, p := range at {
		b.scene.Nodes[i].X, b.scene.Nodes[i].Y = p.X, p.Y
	}
	return err
}

// pairs returns the pairs of entities on the stage with links between them.
func (b *builder) pairs() ([]network.Link, error) {
	at := make(map[string]uint32, len(b.scene.Nodes))
	for i, n := range b.scene.Nodes {
		at[n.ID] = uint32(i)
	}
	links := make([]network.Link, len(b.scene.Links))
	for i, l := range b.scene.Links {
		from, to := at[l.From], at[l.To]
		links[i] = network.Link{From: min(from, to), To: max(from, to), Weight: 1}
	}
	return network.Distinct(b.answer.Work(), links)
}

// measure finds the positions and the communities of the entities on the stage, how many entities each would
// add when it is expanded, and the programmes that initiatives are part of.
func (b *builder) measure() error {
	links, err := b.pairs()
	if err != nil {
		return err
	}
	if err := b.place(links); err != nil {
		return err
	}
	g, err := network.New(b.answer.Work(), len(b.scene.Nodes), slices.Values(links))
	if err != nil {
		return err
	}
	communities, err := g.Communities(b.answer.Work())
	if err != nil {
		return err
	}
	for i, c := range communities {
		b.scene.Nodes[i].Community = c
	}
	if !b.surveyed {
		return nil // how many more there are is unknown
	}
	b.countMore()
	return b.programmes()
}

// countMore counts the neighbours of each entity that expanding it would add: those of the types, of the
// filter, and not taken off the stage.
func (b *builder) countMore() {
	type pair struct {
		near int
		far  store.Node
	}
	types := b.types(b.model.Entities, b.scene.State.Types, everyType)
	var pairs []pair
	for _, s := range b.steps {
		if t, _ := b.walker.Relation(s.Link); !b.via.Has(t) || !b.belongs(s.Far, types) {
			continue
		}
		if _, shown := b.at[s.Far]; !shown {
			pairs = append(pairs, pair{b.at[s.Near], s.Far})
		}
	}
	slices.SortFunc(pairs, func(x, y pair) int { return cmp.Or(cmp.Compare(x.near, y.near), cmp.Compare(x.far, y.far)) })
	counts := make([]int, len(b.nodes))
	for _, p := range slices.Compact(pairs) {
		counts[p.near]++
	}
	for i := range counts {
		b.scene.Nodes[i].More = &counts[i]
	}
}

// isPart reports whether a relation says that an entity of any type is part of another.
func (b *builder) isPart(relation *model.Type) bool {
	any := b.model.AnyEntity
	return relation.Walked && relation.From.Target == any && relation.To.Target == any
}

// isProgramme reports whether entities of a type are programmes: they can take part in initiatives, and
// paths do not pass through them.
func (b *builder) isProgramme(t *model.Type) bool {
	return !t.Passable && b.model.Participation != nil && b.model.Participation.From.Target.Types.Has(t)
}

// namesQuery selects the names of entities.
const namesQuery = "query Names($ids: [ID!]!) { allEntities(where: { id: { in: $ids } }, first: 1) { nodes { id name } } }"

// programmes finds what the entities on the stage are part of that can take part in initiatives, but is no
// stop on a path: programmes.
func (b *builder) programmes() error {
	of := map[store.Node][]int{}
	for _, s := range b.steps {
		relation, _ := b.walker.Relation(s.Link)
		if t, _ := b.walker.Entity(s.Far); s.Forward && b.isPart(relation) && b.isProgramme(t) {
			of[s.Far] = append(of[s.Far], b.at[s.Near])
		}
	}
	if len(of) == 0 {
		return nil
	}
	ids := make([]string, 0, len(of))
	for n := range of {
		_, id := b.walker.Entity(n)
		ids = append(ids, id)
	}
	slices.Sort(ids)
	names, err := b.namesOf(ids[:min(len(ids), b.engine.Limits().Values)])
	if err != nil {
		return err
	}
	for n, parts := range of {
		_, id := b.walker.Entity(n)
		slices.Sort(parts)
		for _, i := range slices.Compact(parts) {
			node := b.scene.Nodes[i]
			node.Programmes = append(node.Programmes, Named{id, cmp.Or(names[id], id)})
		}
	}
	for _, n := range b.scene.Nodes {
		slices.SortFunc(n.Programmes, func(x, y Named) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID)) })
	}
	return nil
}

// namesOf returns the names of entities by id.
func (b *builder) namesOf(ids []string) (map[string]string, error) {
	r, err := graph.NewRequest(namesQuery, map[string]any{"ids": ids})
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	return names, b.rows(r, func(c store.Cursor) { names[c.Value(0).Text] = c.Value(1).Text })
}

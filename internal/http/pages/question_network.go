package pages

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/picture"
	"whojoins/internal/questions"
)

// web is a network that is being read from tables.
type web struct {
	picture.Network
	groups grouping
	at     map[string]int
}

func newWeb(c picture.Caption) *web {
	return &web{Network: picture.Network{Caption: c}, at: map[string]int{}}
}

// node adds the entity of a row, to which a prefix leads, once; group is the word for its group.
func (w *web) node(r rows, row int, prefix, group string) int {
	id := r.value(row, prefix+".id")
	i, known := w.at[id]
	if !known {
		name := r.text(row, prefix+".name")
		i, w.at[id] = len(w.Nodes), len(w.Nodes)
		w.Nodes = append(w.Nodes, picture.Node{Label: name, Hint: name, Address: entityPath(id), Group: w.groups.number(group)})
	}
	return i
}

func (w *web) link(from, to int) {
	if w.Links = append(w.Links, picture.Link{From: from, To: to}); from != to {
		w.Nodes[from].Weight++
		w.Nodes[to].Weight++
	}
}

// network returns the network of an answer: a star around the entity that it is about, or entities
// with the links between them.
func (a answered) network(c questions.NetworkColumns) picture.Picture {
	w := newWeb(a.caption)
	w.Peers = c.Peers
	r, ok := a.with(c.Of + ".name")
	if !ok {
		return nil
	}
	group := cmp.Or(c.Group, c.Of+".type")
	if c.Centre != "" {
		w.Nodes = append(w.Nodes, picture.Node{Label: a.centre.Name, Hint: a.centre.Name, Address: entityPath(a.centre.ID), Group: w.groups.number(a.centre.kind)})
		w.at[a.centre.ID] = 0
		for i := range r.raw.Rows {
			w.link(0, w.node(r, i, c.Of, r.text(i, group)))
		}
		w.Groups = w.groups
		return w.Network
	}
	for i := range r.raw.Rows {
		w.node(r, i, c.Of, r.text(i, group))
	}
	links, ok := a.with(c.From + ".name")
	if ok {
		for i := range links.raw.Rows {
			from, known := w.at[links.value(i, c.From+".id")]
			to, alsoKnown := w.at[links.value(i, c.To+".id")]
			if known && alsoKnown {
				w.link(from, to)
			}
		}
	}
	for i := range r.raw.Rows {
		if weight, err := strconv.Atoi(r.value(i, c.Weight)); err == nil {
			w.Nodes[i].Weight = weight
		}
	}
	w.Groups = w.groups
	return w.best()
}

// mostPlain is the number of links between peers up to which all of them are drawn clearly.
const mostPlain = 80

// best returns the network with the most connected nodes first, because not all of a large one are
// drawn; the first node of the answer stays the first if it is in the middle.
func (w *web) best() picture.Network {
	order := w.ranked()
	sorted, place := w.Network, make([]int, len(order))
	sorted.Nodes, sorted.Links = nil, nil
	for i, old := range order {
		place[old] = i
		sorted.Nodes = append(sorted.Nodes, w.Nodes[old])
	}
	for _, l := range w.Links {
		l.From, l.To = place[l.From], place[l.To]
		l.Faint = l.From != 0 && l.To != 0
		if sorted.Peers {
			l.Faint = len(w.Links) > mostPlain
		}
		sorted.Links = append(sorted.Links, l)
	}
	return sorted
}

// ranked returns the positions of the nodes, the heaviest first. Those of peers that are drawn are linked
// to each other where they can be: a picture of the heaviest alone would be without their links.
func (w *web) ranked() []int {
	order := make([]int, len(w.Nodes))
	for i := range order {
		order[i] = i
	}
	heavier := func(a, b int) int { return w.Nodes[b].Weight - w.Nodes[a].Weight }
	if !w.Peers {
		if len(order) > 1 {
			slices.SortStableFunc(order[1:], heavier)
		}
		return order
	}
	slices.SortStableFunc(order, heavier)
	around := make([][]int, len(order))
	for _, l := range w.Links {
		around[l.From], around[l.To] = append(around[l.From], l.To), append(around[l.To], l.From)
	}
	near := map[int]bool{}
	for i := range min(len(order), picture.MaxNodes) {
		next := i + max(0, slices.IndexFunc(order[i:], func(n int) bool { return near[n] }))
		chosen := order[next]
		order = slices.Insert(slices.Delete(order, next, next+1), i, chosen)
		for _, n := range around[chosen] {
			near[n] = true
		}
	}
	return order
}

// overlap draws initiatives with whom they share, and with those who are in one of them alone.
func (a answered) overlap(c questions.OverlapColumns) picture.Picture {
	own, ok := a.with(c.Initiative + ".name")
	if !ok {
		return nil
	}
	w := newWeb(a.caption)
	w.Peers = true
	initiatives := map[int]bool{}
	for i := range own.raw.Rows {
		initiatives[w.node(own, i, c.Initiative, a.words["Initiatives"])] = true
	}
	for i := range own.raw.Rows {
		if own.value(i, c.Own+".id") != "" {
			w.link(w.at[own.value(i, c.Initiative+".id")], w.node(own, i, c.Own, a.words["InOne"]))
		}
	}
	if shared, ok := a.with(c.Shared + ".name"); ok {
		for i := range shared.raw.Rows {
			n := w.node(shared, i, c.Shared, a.words["InAll"])
			for initiative := range len(initiatives) { // they are the first nodes
				w.link(initiative, n)
			}
		}
	}
	w.Groups = w.groups
	return w.best()
}

// The content of a page about paths.
type (
	// pathView is one path.
	pathView struct {
		Length int
		Steps  []stepView
	}
	// stepView is one relation on a path.
	stepView struct {
		From, To questions.Item
		// Relation is the relation in words, such as Participation, Member.
		Relation string
		Sources  questions.Cell
	}
)

// paths returns the paths of an answer. A path begins where its first step does, and no entity is on
// it twice.
func (a answered) paths(c questions.PathColumns, suffix string) (list []pathView) {
	r, ok := a.with(c.From + ".name")
	if !ok {
		return nil
	}
	for i := range r.raw.Rows {
		if r.value(i, c.From+".id") == r.value(0, c.From+".id") {
			list = append(list, pathView{})
		}
		p := &list[len(list)-1]
		s := stepView{
			From: r.item(i, c.From+".name", suffix), To: r.item(i, c.To+".name", suffix), Relation: r.relation(i, c.Relation, c.Source),
		}
		if at := r.worded.Index(c.Source + ".name"); at >= 0 {
			s.Sources = itemsOf(r.worded.Rows[i][at], suffix)
		}
		p.Steps = append(p.Steps, s)
		p.Length = len(p.Steps)
	}
	return list
}

func (r rows) item(row int, column, suffix string) questions.Item {
	item := first(r.worded, row, column)
	if item.Address != "" {
		item.Address += suffix
	}
	return item
}

// relation returns a relation in words: its type and its properties, without its sources.
func (r rows) relation(row int, prefix, source string) string {
	var parts []string
	for i, c := range r.worded.Columns {
		if text := r.worded.Rows[row][i].String(); text != "" && strings.HasPrefix(c.Name, prefix+".") && c.Name != prefix+".id" && !strings.HasPrefix(c.Name, source) {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ", ")
}

// pathNetwork draws all paths, or any other relations, together.
func (a answered) pathNetwork(c questions.PathColumns) picture.Picture {
	r, ok := a.with(c.From + ".name")
	if !ok {
		return nil
	}
	w := newWeb(a.caption)
	w.Peers = c.Peers
	for i := range r.raw.Rows {
		from := w.node(r, i, c.From, r.text(i, c.From+".type"))
		w.link(from, w.node(r, i, c.To, r.text(i, c.To+".type")))
	}
	w.Groups = w.groups
	if w.Peers {
		return w.best()
	}
	return w.Network
}

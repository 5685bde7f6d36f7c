package explore

import (
	"cmp"
	"context"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"whojoins/graph"
	"whojoins/internal/network"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// MapBytes is the largest size of a Map.
const MapBytes = 2_000_000

// mapMagic begins a Map.
const mapMagic = "WJM2"

const (
	mapHeader   = 24
	mapNodeSize = 13
	mapLinkSize = 4
)

// Map is the whole graph as numbers, little-endian:
//
//	bytes           what
//	4               "WJM2"
//	5 × uint32      n, the number of entities; l, that of links; the number of entities and that of links
//	                that are not in the map; the number of types of entities
//	n × 2 float32   positions; the vertical axis points up
//	n × uint32      degrees: the number of all relations of each entity
//	l × 2 uint16    links: the numbers of their ends, from 0 on
//	n × uint8       types: their positions in the enum EntityType
//
// Entities are in the order of their degrees, the highest first, then by id. A link stands for all relations
// that paths follow between two entities, the most relations first, then the highest degrees of the ends. The
// names are apart: see MapNames. A program can hand each part to a graphics card as it is, since the numbers of
// graph.MostPlaced entities fit 16 bits.
type Map []byte

// MapNames are the ids and the names of the entities of a Map, in its order.
type MapNames struct {
	// Edition is that of the dataset.
	Edition string   `json:"edition"`
	IDs     []string `json:"ids"`
	Names   []string `json:"names"`
}

// mapped is the map of one edition.
type mapped struct {
	edition string
	data    Map
	names   MapNames
}

// Map returns the map of the whole graph, and the names of its entities. In a dataset with more than
// graph.MostPlaced entities it has as many, those that are best connected. It is kept until the dataset is
// replaced. Errors are as callers see them.
func (e *Explorer) Map(ctx context.Context, c graph.Caller) (Map, MapNames, error) {
	s := &mapper{builder: builder{Explorer: e}}
	if errs := e.runner.Run(ctx, graph.Request{Query: linksQuery(e)}, c, s); len(errs) > 0 {
		return nil, MapNames{}, errs
	}
	return s.made.data, s.made.names, nil
}

// linksQuery selects the ends of all relations that paths follow.
func linksQuery(e *Explorer) string {
	var b strings.Builder
	b.WriteString("query Map { " + e.model.AnyEntity.Many + "(first: 1) { nodes { id name } } ")
	for _, t := range e.model.Relations {
		if t.Walked {
			b.WriteString(t.Many + "(first: 1) { nodes { " + t.From.Name + " { id } " + t.To.Name + " { id } } } ")
		}
	}
	b.WriteString("}")
	return b.String()
}

// mapper computes a map. It is the sink of the run.
type mapper struct {
	builder
	made *mapped
	// order are the entities of the map, and number their positions in it.
	order  []mapNode
	number map[string]uint32
	links  []network.Link
	// left are the entities that are not in the map.
	left int
}

type mapNode struct {
	store.Node
	id, name string
	degree   int
	at       network.Point
}

// Receive implements graph.Sink.
func (m *mapper) Receive(ctx context.Context, a *graph.Answer) (err error) {
	m.ctx, m.answer = ctx, a
	info, err := a.Dataset(ctx)
	if err != nil {
		return err
	}
	if m.made = m.maps.Load(); m.made != nil && m.made.edition == info.Version {
		return nil
	}
	if m.walker, err = a.Walker(ctx); err != nil {
		return err
	}
	plans, err := a.Prepared().Plans()
	if err != nil {
		return err
	}
	for _, step := range []func([]*plan.Plan) error{m.readNodes, m.readLinks, m.placeNodes} {
		if err := step(plans); err != nil {
			return err
		}
	}
	m.made = &mapped{edition: info.Version, data: m.encode(), names: MapNames{Edition: info.Version}}
	for _, n := range m.order {
		m.made.names.IDs, m.made.names.Names = append(m.made.names.IDs, n.id), append(m.made.names.Names, n.name)
	}
	m.maps.Store(m.made)
	return nil
}

// readNodes reads the entities, and puts them in their order.
func (m *mapper) readNodes(plans []*plan.Plan) error {
	var ids []string
	err := m.allRows(plans[0], func(c store.Cursor) {
		m.order = append(m.order, mapNode{id: c.Value(0).Text, name: c.Value(1).Text})
		ids = append(ids, c.Value(0).Text)
	})
	if err != nil {
		return err
	}
	nodes, err := m.walker.Nodes(m.ctx, ids)
	if err != nil {
		return err
	}
	degrees, err := m.walker.Degrees(m.ctx, nodes)
	if err != nil {
		return err
	}
	for i := range m.order {
		m.order[i].Node, m.order[i].degree = nodes[i], degrees[i]
	}
	err = plan.SortFunc(m.answer.Work(), m.order, func(a, b mapNode) int {
		return cmp.Or(cmp.Compare(b.degree, a.degree), cmp.Compare(a.id, b.id))
	})
	m.left = max(len(m.order)-graph.MostPlaced, 0)
	m.order = m.order[:len(m.order)-m.left]
	m.number = make(map[string]uint32, len(m.order))
	for i, n := range m.order {
		m.number[n.id] = uint32(i)
	}
	return err
}

// readLinks reads the links between the entities of the map.
func (m *mapper) readLinks(plans []*plan.Plan) error {
	for _, p := range plans[1:] {
		err := m.allRows(p, func(c store.Cursor) {
			var ends [2]uint32
			for i := range ends {
				c.Enter(i)
				number, ok := m.number[c.Value(0).Text]
				c.Leave()
				if !ok {
					return
				}
				ends[i] = number
			}
			m.links = append(m.links, network.Link{From: min(ends[0], ends[1]), To: max(ends[0], ends[1]), Weight: 1})
		})
		if err != nil {
			return err
		}
	}
	var err error
	m.links, err = network.Distinct(m.answer.Work(), m.links)
	return err
}

// placeNodes sets the positions.
func (m *mapper) placeNodes([]*plan.Plan) error {
	ids := make([]string, len(m.order))
	for i, n := range m.order {
		ids[i] = n.id
	}
	at, err := m.positions(ids, m.links)
	for i, p := range at {
		m.order[i].at = p
	}
	return err
}

// encode writes the map.
func (m *mapper) encode() Map {
	nodes := min(len(m.order), (MapBytes-mapHeader)/mapNodeSize)
	slices.SortFunc(m.links, func(a, b network.Link) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.From+a.To, b.From+b.To), cmp.Compare(a.From, b.From))
	})
	links := min(len(m.links), (MapBytes-mapHeader-nodes*mapNodeSize)/mapLinkSize)
	data := make([]byte, 0, mapHeader+nodes*mapNodeSize+links*mapLinkSize)
	data = append(data, mapMagic...)
	put := func(n int) { data = binary.LittleEndian.AppendUint32(data, uint32(n)) }
	for _, n := range []int{nodes, links, m.left + len(m.order) - nodes, len(m.links) - links, len(m.model.EntityTypes.Values)} {
		put(n)
	}
	for _, n := range m.order[:nodes] {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(float32(n.at.X)))
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(float32(n.at.Y)))
	}
	for _, n := range m.order[:nodes] {
		put(n.degree)
	}
	for _, l := range m.links[:links] {
		data = binary.LittleEndian.AppendUint16(data, uint16(l.From))
		data = binary.LittleEndian.AppendUint16(data, uint16(l.To))
	}
	for _, n := range m.order[:nodes] {
		t, _ := m.walker.Entity(n.Node)
		data = append(data, byte(m.model.EntityTypes.Position(t.Enum)))
	}
	return data
}

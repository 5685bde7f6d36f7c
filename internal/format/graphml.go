package format

import (
	"fmt"
	"strconv"
)

// graphML writes GraphML (http://graphml.graphdrawing.org/primer/graphml-primer.html),
// which networkx, igraph, yEd, Cytoscape and Gephi read. The description is data of the
// graph.
type graphML struct {
	sink
	address func(id string) string
	placed  bool
}

func newGraphML(w Output) Writer { return &graphML{sink: newSink(w)} }

var graphMLTypes = map[Kind]string{Text: "string", Whole: "long", Number: "double", Truth: "boolean", Words: "string"}

func (g *graphML) Begin(a *About, c Columns) {
	g.address, g.placed = a.Entity, c.Placed
	g.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`, "\n")
	about := a.Pairs()
	if len(a.Sources) > 0 {
		about = append(about, Pair{"sources", a.Names()})
	}
	for i, p := range about {
		g.declare("graph", fmt.Sprint("g", i), p.Name, "string")
	}
	for _, name := range []string{"label", "type", "address"} {
		g.declare("node", "n-"+name, name, "string")
	}
	// Gephi takes colours, sizes and positions from attributes with these names.
	g.declare("node", "n-degree", "degree", "long")
	g.declare("node", "n-size", "size", "double")
	for _, name := range []string{"r", "g", "b"} {
		g.declare("node", "n-"+name, name, "int")
	}
	if c.Placed {
		g.declare("node", "n-x", "x", "double")
		g.declare("node", "n-y", "y", "double")
	}
	for _, name := range linkColumns {
		g.declare("edge", "e-"+name, name, "string")
	}
	g.declare("edge", "e-weight", "weight", "double")
	for i, attribute := range c.Nodes {
		g.declare("node", fmt.Sprint("n", i), attribute.Name, graphMLTypes[attribute.Kind])
	}
	for i, attribute := range c.Links {
		g.declare("edge", fmt.Sprint("e", i), attribute.Name, graphMLTypes[attribute.Kind])
	}
	g.put("<graph")
	g.attribute("edgedefault", c.direction())
	g.put(">")
	for i, p := range about {
		g.data("g"+strconv.Itoa(i), p.Text)
	}
	g.put("\n")
}

func (g *graphML) declare(of, id, name, kind string) {
	g.put("<key")
	g.attribute("id", id)
	g.attribute("for", of)
	g.attribute("attr.name", name)
	g.attribute("attr.type", kind)
	g.put("/>\n")
}

func (g *graphML) Node(n *Node) {
	g.put("<node")
	g.attribute("id", n.ID)
	g.put(">")
	g.data("n-label", n.Label)
	g.data("n-type", n.Type.Enum)
	g.data("n-address", g.address(n.ID))
	g.data("n-degree", strconv.Itoa(n.Degree))
	g.data("n-size", number(n.Size))
	for i, part := range []uint8{n.Colour.R, n.Colour.G, n.Colour.B} {
		g.data("n-"+"rgb"[i:i+1], strconv.Itoa(int(part)))
	}
	if g.placed {
		g.data("n-x", number(n.X))
		g.data("n-y", number(n.Y))
	}
	g.values("n", n.Values)
	g.put("</node>\n")
}

func (g *graphML) Link(l *Link) {
	g.put("<edge")
	g.attribute("id", l.ID)
	g.attribute("source", l.From)
	g.attribute("target", l.To)
	g.put(">")
	for i, name := range linkColumns {
		g.data("e-"+name, l.column(i))
	}
	g.data("e-weight", number(l.Weight))
	g.values("e", l.Values)
	g.put("</edge>\n")
}

func (g *graphML) values(prefix string, list []Value) {
	for i := range list {
		g.data(prefix+strconv.Itoa(i), list[i].String())
	}
}

func (g *graphML) data(key, text string) {
	if text == "" {
		return
	}
	g.put(`<data key="`, key, `">`)
	g.xml(text)
	g.put("</data>")
}

func (g *graphML) End() error {
	g.put("</graph>\n</graphml>\n")
	return g.Flush()
}

package format

import (
	"fmt"
	"slices"
	"strconv"
)

// gexf writes GEXF 1.3 (https://gexf.net/schema.html), which Gephi and Gephi Lite open.
// A link has its first and last day, for Gephi's timeline, and a kind, which keeps parallel links
// apart.
type gexf struct {
	sink
	address func(id string) string
	placed  bool
	columns []Attribute
	// edges reports whether the links have begun.
	edges bool
}

func newGEXF(w Output) Writer { return &gexf{sink: newSink(w)} }

var gexfTypes = map[Kind]string{Text: "string", Whole: "long", Number: "double", Truth: "boolean", Words: "string"}

// linkColumns are the columns of every link besides its ends, its weight and its attributes.
var linkColumns = []string{"type", "since", "until", "sources", "activeFrom", "activeUntil"}

// ownColumns is the number of link columns for which GEXF has no terms of its own.
const ownColumns = 4

func (l *Link) column(i int) string {
	v := Value{Words: l.Sources}
	return [...]string{l.Kind, l.Since, l.Until, v.String(), l.ActiveFrom, l.ActiveUntil}[i]
}

func (g *gexf) Begin(a *About, c Columns) {
	g.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">`, "\n<meta")
	if a.Date != "" {
		g.attribute("lastmodifieddate", a.Date)
	}
	g.put("><creator>Whojoins</creator><description>")
	g.xml(a.Text())
	g.put("</description></meta>\n<graph")
	g.attribute("defaultedgetype", c.direction())
	g.put(` mode="dynamic" timeformat="date" timerepresentation="interval">`, "\n")
	// Gephi drops attributes of the type anyURI.
	g.put(`<attributes class="node"><attribute id="type" title="type" type="string"/><attribute id="address" title="address" type="string"/><attribute id="degree" title="degree" type="long"/>`)
	g.attributes(c.Nodes)
	g.put("</attributes>\n", `<attributes class="edge">`)
	for _, name := range linkColumns[:ownColumns] {
		fmt.Fprintf(g, `<attribute id="%s" title="%s" type="string"/>`, name, name)
	}
	g.attributes(c.Links)
	g.put("</attributes>\n<nodes>\n")
	g.address, g.placed, g.columns = a.Entity, c.Placed, c.Links
}

// kind returns the type of a link, and the properties that tell it from others between the same ends:
// Gephi merges links of one kind.
func (g *gexf) kind(l *Link) string {
	if l.Type == nil {
		return l.Kind
	}
	kind := l.Kind
	for i := range l.Values {
		if slices.Contains(l.Type.Key, g.columns[i].Field) && !l.Values[i].Missing() {
			kind += " " + l.Values[i].String()
		}
	}
	return kind
}

func (g *gexf) attributes(list []Attribute) {
	for i := range list {
		g.put("<attribute")
		g.attribute("id", strconv.Itoa(i))
		g.attribute("title", list[i].Name)
		g.attribute("type", gexfTypes[list[i].Kind])
		g.put("/>")
	}
}

func (g *gexf) Node(n *Node) {
	g.put("<node")
	g.attribute("id", n.ID)
	g.attribute("label", n.Label)
	g.put("><attvalues>")
	g.set("type", n.Type.Enum)
	g.set("address", g.address(n.ID))
	g.set("degree", strconv.Itoa(n.Degree))
	g.values(n.Values)
	fmt.Fprintf(g, `</attvalues><viz:color r="%d" g="%d" b="%d"/>`, n.Colour.R, n.Colour.G, n.Colour.B)
	if g.placed {
		fmt.Fprintf(g, `<viz:position x="%s" y="%s" z="0.0"/>`, number(n.X), number(n.Y))
	}
	fmt.Fprintf(g, `<viz:size value="%s"/></node>`, number(n.Size))
	g.put("\n")
}

func (g *gexf) Link(l *Link) {
	g.links()
	g.put("<edge")
	g.attribute("id", l.ID)
	g.attribute("source", l.From)
	g.attribute("target", l.To)
	g.attribute("kind", g.kind(l))
	g.attribute("weight", number(l.Weight))
	if l.ActiveFrom != "" {
		g.attribute("start", l.ActiveFrom)
	}
	if l.ActiveUntil != "" {
		g.attribute("end", l.ActiveUntil)
	}
	g.put("><attvalues>")
	for i, name := range linkColumns[:ownColumns] {
		g.set(name, l.column(i))
	}
	g.values(l.Values)
	g.put("</attvalues></edge>\n")
}

// links ends the nodes and begins the links, once.
func (g *gexf) links() {
	if !g.edges {
		g.edges = true
		g.put("</nodes>\n<edges>\n")
	}
}

func (g *gexf) values(list []Value) {
	for i := range list {
		g.set(strconv.Itoa(i), list[i].String())
	}
}

func (g *gexf) set(id, text string) {
	if text == "" {
		return
	}
	g.put("<attvalue")
	g.attribute("for", id)
	g.attribute("value", text)
	g.put("/>")
}

func (g *gexf) End() error {
	g.links()
	g.put("</edges>\n</graph>\n</gexf>\n")
	return g.Flush()
}

package format

import (
	"fmt"
	"strconv"
)

// gexf writes GEXF 1.3 (https://gexf.net/schema.html), which Gephi and Gephi Lite open.
// A link has its first and last day, for Gephi's timeline, and its type as its kind, which
// keeps parallel links of different types apart.
type gexf struct {
	sink
	address func(id string) string
	// edges reports whether the links have begun.
	edges bool
}

func newGEXF(w Output) Writer { return &gexf{sink: newSink(w)} }

var gexfTypes = map[Kind]string{Text: "string", Whole: "long", Number: "double", Truth: "boolean", Words: "string"}

// linkColumns are the columns of every link besides its ends, its weight and its attributes.
var linkColumns = []string{"type", "since", "until", "sources"}

func (l *Link) column(i int) string {
	v := Value{Words: l.Sources}
	return [...]string{l.Kind, l.Since, l.Until, v.String()}[i]
}

func (g *gexf) Begin(a *About, c Columns) {
	g.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<gexf xmlns="http://gexf.net/1.3" version="1.3">`, "\n<meta")
	if a.Date != "" {
		g.attribute("lastmodifieddate", a.Date)
	}
	g.put("><creator>Whojoins</creator><description>")
	g.xml(a.Text())
	g.put("</description></meta>\n", `<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">`, "\n")
	g.put(`<attributes class="node"><attribute id="type" title="type" type="string"/><attribute id="address" title="address" type="anyURI"/>`)
	g.attributes(c.Nodes)
	g.put("</attributes>\n", `<attributes class="edge">`)
	for _, name := range linkColumns {
		fmt.Fprintf(g, `<attribute id="%s" title="%s" type="string"/>`, name, name)
	}
	g.attributes(c.Links)
	g.put("</attributes>\n<nodes>\n")
	g.address = a.Entity
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
	g.values(n.Values)
	g.put("</attvalues></node>\n")
}

func (g *gexf) Link(l *Link) {
	g.links()
	g.put("<edge")
	g.attribute("id", l.ID)
	g.attribute("source", l.From)
	g.attribute("target", l.To)
	g.attribute("kind", l.Kind)
	g.attribute("weight", strconv.FormatFloat(l.Weight, 'g', -1, 64))
	if l.Start != "" {
		g.attribute("start", l.Start)
	}
	if l.End != "" {
		g.attribute("end", l.End)
	}
	g.put("><attvalues>")
	for i, name := range linkColumns {
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

package format

import (
	"bytes"
	"strconv"
)

// cytoscape writes the JSON of Cytoscape's .cyjs files, which Cytoscape.js also reads
// (https://js.cytoscape.org/#notation/elements-json). The description is data of the
// network. Values and lists keep their types.
type cytoscape struct {
	sink
	about   *About
	columns Columns
	line    bytes.Buffer
	nodes   int
	links   int
}

func newCytoscape(w Output) Writer { return &cytoscape{sink: newSink(w)} }

func (c *cytoscape) Begin(a *About, columns Columns) {
	c.about, c.columns = a, columns
	o := newObject(&c.line)
	o.text("format_version", "1.0")
	o.text("generated_by", "Whojoins")
	o.text("target_cytoscapejs_version", "~3")
	o.key("data")
	data := newObject(&c.line)
	data.text("name", a.Title)
	data.about(a)
	data.key("directed")
	c.line.WriteString(strconv.FormatBool(!columns.Undirected))
	data.end()
	o.key("elements")
	c.line.WriteString(`{"nodes":[`)
	c.send()
}

func (c *cytoscape) Node(n *Node) {
	data := c.element(c.nodes)
	c.nodes++
	data.text("id", n.ID)
	data.text("label", n.Label)
	data.text("name", n.Label)
	data.text("type", n.Type.Enum)
	data.text("address", c.about.Entity(n.ID))
	for i := range n.Values {
		data.value(&c.columns.Nodes[i], &n.Values[i])
	}
	data.number("degree", float64(n.Degree))
	data.number("size", n.Size)
	data.text("color", n.Colour.String())
	data.end()
	if c.columns.Placed {
		// The vertical axis of the format points down.
		c.line.WriteString(`,"position":`)
		position := newObject(&c.line)
		position.number("x", n.X)
		position.number("y", -n.Y)
		position.end()
	}
	c.close()
}

func (c *cytoscape) Link(l *Link) {
	if c.links == 0 {
		c.put("\n],\"edges\":[")
	}
	data := c.element(c.links)
	c.links++
	data.text("id", l.ID)
	data.text("source", l.From)
	data.text("target", l.To)
	data.text("interaction", l.Kind)
	data.text("type", l.Kind)
	data.number("weight", l.Weight)
	data.some("since", l.Since)
	data.some("until", l.Until)
	data.some("activeFrom", l.ActiveFrom)
	data.some("activeUntil", l.ActiveUntil)
	data.texts("sources", l.Sources)
	for i := range l.Values {
		data.value(&c.columns.Links[i], &l.Values[i])
	}
	data.end()
	c.close()
}

// element begins the n-th element of its list.
func (c *cytoscape) element(n int) object {
	if n > 0 {
		c.line.WriteByte(',')
	}
	c.line.WriteString("\n{\"data\":")
	return newObject(&c.line)
}

func (c *cytoscape) close() {
	c.line.WriteByte('}')
	c.send()
}

func (c *cytoscape) send() {
	_, _ = c.line.WriteTo(c.Writer) // Flush returns the error
	c.line.Reset()
}

func (c *cytoscape) End() error {
	if c.links == 0 {
		c.put("\n],\"edges\":[")
	}
	c.put("\n]}}\n")
	return c.Flush()
}

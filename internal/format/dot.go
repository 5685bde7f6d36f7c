package format

import (
	"strconv"
	"strings"
)

// dot writes DOT, the language of Graphviz (https://graphviz.org/doc/info/lang.html). The
// description is a comment at the start.
type dot struct {
	sink
	about   *About
	columns Columns
	// line is the operator of a link.
	line string
}

func newDOT(w Output) Writer { return &dot{sink: newSink(w)} }

func (d *dot) Begin(a *About, c Columns) {
	d.about, d.columns = a, c
	for line := range strings.Lines(a.Text()) {
		d.put("// ", printable(strings.TrimSuffix(line, "\n")), "\n")
	}
	kind, line := "digraph ", " -> "
	if c.Undirected {
		kind, line = "graph ", " -- "
	}
	d.line = line
	d.put(kind)
	d.dot(a.Title)
	d.put(" {\n")
}

func (d *dot) Node(n *Node) {
	d.put("  ")
	d.dot(n.ID)
	d.put(" [label=")
	d.dot(n.Label)
	d.set("type", n.Type.Enum)
	d.set("URL", d.about.Entity(n.ID))
	d.set("degree", strconv.Itoa(n.Degree))
	d.set("style", "filled")
	d.set("fillcolor", n.Colour.String())
	d.set("size", number(n.Size))
	if d.columns.Placed {
		d.set("pos", number(n.X)+","+number(n.Y))
		d.set("x", number(n.X))
		d.set("y", number(n.Y))
	}
	d.values(d.columns.Nodes, n.Values)
	d.put("];\n")
}

func (d *dot) Link(l *Link) {
	d.put("  ")
	d.dot(l.From)
	d.put(d.line)
	d.dot(l.To)
	d.put(" [id=")
	d.dot(l.ID)
	// Graphviz also uses an attribute of this name in its layout, which is intended.
	d.set("weight", number(l.Weight))
	for i, name := range linkColumns {
		d.set(name, l.column(i))
	}
	d.values(d.columns.Links, l.Values)
	d.put("];\n")
}

func (d *dot) values(columns []Attribute, list []Value) {
	for i := range list {
		d.set(columns[i].Name, list[i].String())
	}
}

func (d *dot) set(name, text string) {
	if text == "" {
		return
	}
	d.put(" ")
	d.dot(name)
	d.put("=")
	d.dot(text)
}

func (d *dot) End() error {
	d.put("}\n")
	return d.Flush()
}

package format

import (
	"bytes"
	"html"
	"strconv"

	"whojoins/internal/model"
)

// vosviewer writes the JSON of VOSviewer
// (https://app.vosviewer.com/docs/file-types/json-file-type/). A cluster of the file is a
// community or, in a network without communities, an entity type. The format has one link between two items, so that all links between them
// become one, with the sum of their weights; they are kept in memory.
type vosviewer struct {
	sink
	about   *About
	columns Columns
	line    bytes.Buffer
	items   int
	// communities is the largest number of a community.
	communities int
	// clusters are the types so far, in order; a cluster is a position, from 1.
	clusters []*model.Type
	// pairs are the ends of links in order, strengths their weights.
	pairs     [][2]string
	strengths map[[2]string]float64
}

func newVOSviewer(w Output) Writer {
	return &vosviewer{sink: newSink(w), strengths: map[[2]string]float64{}}
}

func (v *vosviewer) Begin(a *About, c Columns) {
	v.about, v.columns = a, c
	v.put(`{"network":{"items":[`)
}

func (v *vosviewer) Node(n *Node) {
	if v.items > 0 {
		v.put(",")
	}
	v.items++
	v.put("\n")
	item := newObject(&v.line)
	item.text("id", n.ID)
	item.text("label", n.Label)
	item.text("description", html.EscapeString(n.Label+" ("+n.Type.Words()+")"))
	item.text("url", v.about.Entity(n.ID))
	if n.Community > 0 {
		v.communities = max(v.communities, n.Community)
		item.number("cluster", float64(n.Community))
	} else {
		item.number("cluster", float64(v.cluster(n.Type)))
	}
	if v.columns.Placed {
		item.number("x", n.X)
		item.number("y", n.Y)
	}
	item.key("weights")
	weights := newObject(&v.line)
	weights.number("Links", float64(n.Degree))
	weights.number("Total link strength", n.Strength)
	weights.end()
	v.scores(&item, n)
	item.end()
	v.send()
}

// scores writes the numbers that are known of a node.
func (v *vosviewer) scores(item *object, n *Node) {
	item.key("scores")
	scores := newObject(&v.line)
	for i := range n.Values {
		if a := &v.columns.Nodes[i]; (a.Kind == Whole || a.Kind == Number) && a.Name != communityColumn {
			scores.value(a, &n.Values[i])
		}
	}
	scores.end()
}

func (v *vosviewer) cluster(t *model.Type) int {
	for i, known := range v.clusters {
		if known == t {
			return i + 1
		}
	}
	v.clusters = append(v.clusters, t)
	return len(v.clusters)
}

func (v *vosviewer) Link(l *Link) {
	pair := [2]string{min(l.From, l.To), max(l.From, l.To)}
	if _, known := v.strengths[pair]; !known {
		v.pairs = append(v.pairs, pair)
	}
	v.strengths[pair] += l.Weight
}

func (v *vosviewer) End() error {
	v.put("\n],\"links\":[")
	for i, pair := range v.pairs {
		if i > 0 {
			v.put(",")
		}
		v.put("\n")
		link := newObject(&v.line)
		link.text("source_id", pair[0])
		link.text("target_id", pair[1])
		link.number("strength", v.strengths[pair])
		link.end()
		v.send()
	}
	v.put("\n],\"clusters\":[")
	for i := range v.communities {
		if i > 0 {
			v.put(",")
		}
		cluster := newObject(&v.line)
		cluster.number("cluster", float64(i+1))
		cluster.text("label", "Community "+strconv.Itoa(i+1))
		cluster.end()
		v.send()
	}
	for i, t := range v.clusters {
		if i > 0 {
			v.put(",")
		}
		cluster := newObject(&v.line)
		cluster.number("cluster", float64(i+1))
		cluster.text("label", t.Words())
		cluster.end()
		v.send()
	}
	v.put("]},\n\"info\":")
	info := newObject(&v.line)
	info.text("title", v.about.Title)
	// A description is HTML.
	info.text("description", "<p>"+html.EscapeString(v.about.Text())+"</p>")
	info.end()
	v.send()
	v.put("}\n")
	return v.Flush()
}

func (v *vosviewer) send() {
	_, _ = v.line.WriteTo(v.Writer) // Flush returns the error
	v.line.Reset()
}

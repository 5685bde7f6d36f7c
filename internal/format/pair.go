package format

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"whojoins/internal/result"
)

// pair writes a ZIP archive of nodes.csv and edges.csv, whose first columns are those
// that Gephi and Cytoscape look for, of datapackage.json, which describes both
// (https://specs.frictionlessdata.io/data-package/), and of ro-crate-metadata.json, which makes the
// archive an RO-Crate.
type pair struct {
	archive archive
	about   *About
	columns Columns
	table   *csv.Writer
	row     []string
	links   bool
	err     error
}

// The files of the archive, besides the description as an RO-Crate.
const packageName, nodesName, edgesName = "datapackage.json", "nodes.csv", "edges.csv"

// The columns of every node and every link. The type of a link has another name, as Gephi
// reads the direction from the column Type.
var (
	nodeHead = []string{"Id", "Label", "entity", "address", "degree", "size", "color"}
	linkHead = []string{"Source", "Target", "Type", "Id", "Weight", "relation", "since", "until", "sources", "activeFrom", "activeUntil"}
	// placedHead are the further columns of nodes with positions.
	placedHead = []string{"x", "y"}
)

func newPair(w Output) Writer { return &pair{archive: archive{zip.NewWriter(w), w}} }

func (p *pair) Begin(a *About, c Columns) {
	p.about, p.columns = a, c
	w := p.file(packageName)
	p.keep(p.describe(w))
	p.keep(writeCrate(p.file(crateName), a, []crateFile{
		{packageName, "The columns of the tables", "application/json"},
		{nodesName, "The nodes of the network, one in each row", "text/csv"},
		{edgesName, "The links of the network, one in each row", "text/csv"},
	}))
	p.begin(nodesName, p.nodeHead(), c.Nodes)
}

// nodeHead returns the columns of every node.
func (p *pair) nodeHead() []string {
	if p.columns.Placed {
		return append(slices.Clone(nodeHead), placedHead...)
	}
	return nodeHead
}

// file begins the next file of the archive.
func (p *pair) file(name string) io.Writer {
	if p.table != nil {
		p.table.Flush()
		p.keep(p.table.Error())
	}
	w, err := p.archive.Create(name)
	if err != nil {
		p.keep(err)
		return io.Discard
	}
	return w
}

// begin starts a table. Its lines end in LF, since Go's CRLF would also change the line
// ends within a cell.
func (p *pair) begin(name string, head []string, columns []Attribute) {
	p.start(p.file(name), head, columns)
}

// start writes the head of a table.
func (p *pair) start(w io.Writer, head []string, columns []Attribute) {
	p.table = csv.NewWriter(w)
	p.row = append(p.row[:0], head...)
	for i := range columns {
		p.row = append(p.row, columns[i].Name)
	}
	p.keep(p.table.Write(p.row))
}

func (p *pair) Node(n *Node) {
	p.row = append(p.row[:0], result.Harmless(n.ID), result.Harmless(n.Label), n.Type.Enum, p.about.Entity(n.ID),
		strconv.Itoa(n.Degree), number(n.Size), n.Colour.String())
	if p.columns.Placed {
		p.row = append(p.row, number(n.X), number(n.Y))
	}
	p.values(p.columns.Nodes, n.Values)
}

func (p *pair) Link(l *Link) {
	p.edges()
	sources := Value{Words: l.Sources}
	direction := p.columns.direction()
	p.row = append(p.row[:0], result.Harmless(l.From), result.Harmless(l.To), strings.ToUpper(direction[:1])+direction[1:], result.Harmless(l.ID),
		number(l.Weight), l.Kind, l.Since, l.Until, result.Harmless(sources.String()), l.ActiveFrom, l.ActiveUntil)
	p.values(p.columns.Links, l.Values)
}

// values writes the row with its attributes.
func (p *pair) values(columns []Attribute, values []Value) {
	for i := range values {
		text := values[i].String()
		if columns[i].Kind == Text || columns[i].Kind == Words {
			text = result.Harmless(text)
		}
		p.row = append(p.row, text)
	}
	p.keep(p.table.Write(p.row))
}

func (p *pair) edges() {
	if !p.links {
		p.links = true
		p.begin(edgesName, linkHead, p.columns.Links)
	}
}

func (p *pair) End() error {
	p.edges()
	p.table.Flush()
	p.keep(p.table.Error())
	p.keep(p.archive.Close())
	return p.err
}

func (p *pair) keep(err error) {
	if p.err == nil {
		p.err = err
	}
}

// describe writes datapackage.json.
func (p *pair) describe(w io.Writer) error {
	a := p.about
	var b bytes.Buffer
	o := newObject(&b)
	o.text("name", "whojoins-network")
	o.some("title", a.Title)
	o.some("description", a.Citation)
	o.some("version", a.Version)
	if _, err := time.Parse(time.DateOnly, a.Date); err == nil { // no time stands for a year or a month
		o.text("created", a.Date+"T00:00:00Z")
	}
	o.some("homepage", a.Address)
	// The name of a licence is its id in the lists of open licences, such as CC-BY-4.0.
	if name := strings.ReplaceAll(a.Licence, " ", "-"); licenceName.MatchString(name) {
		licences, err := json.Marshal([]map[string]string{{"name": name, "title": a.Licence}})
		if err != nil {
			return err
		}
		o.key("licenses")
		b.Write(licences)
	}
	o.key("about")
	b.Write(a.JSON())
	o.key("resources")
	b.WriteByte('[')
	resource(&b, "nodes", p.nodeHead(), p.columns.Nodes)
	b.WriteByte(',')
	resource(&b, "edges", linkHead, p.columns.Links)
	b.WriteByte(']')
	o.end()
	b.WriteByte('\n')
	_, err := b.WriteTo(w)
	return err
}

// licenceName matches what a data package allows as the name of a licence.
var licenceName = regexp.MustCompile(`^[-a-zA-Z0-9._]+$`)

var schemaTypes = map[Kind]string{Text: "string", Whole: "integer", Number: "number", Truth: "boolean", Words: "string"}

// resource describes one of the files: its columns and their types.
func resource(b *bytes.Buffer, name string, head []string, columns []Attribute) {
	o := newObject(b)
	o.text("name", name)
	o.text("path", name+".csv")
	o.text("mediatype", "text/csv")
	o.key("schema")
	b.WriteString(`{"fields":[`)
	field := func(name, kind string, first bool) {
		if !first {
			b.WriteByte(',')
		}
		f := newObject(b)
		f.text("name", name)
		f.text("type", kind)
		f.end()
	}
	for i, name := range head {
		kind := "string"
		switch name {
		case "Weight", "size", "x", "y":
			kind = "number"
		case "degree":
			kind = "integer"
		}
		field(name, kind, i == 0)
	}
	for i := range columns {
		field(columns[i].Name, schemaTypes[columns[i].Kind], false)
	}
	b.WriteString("]}")
	o.end()
}

package format

// nodeTable writes the nodes of a network as CSV, as the table of nodes in the ZIP.
type nodeTable struct {
	sink
	pair
}

// Nodes is the format of the nodes of a network alone.
var Nodes = &Format{Extension: "csv", MediaType: "text/csv", ContentType: "text/csv; charset=utf-8; header=present", Network: newNodeTable, Picture: true}

func newNodeTable(w Output) Writer { return &nodeTable{sink: newSink(w)} }

func (n *nodeTable) Begin(a *About, c Columns) {
	n.about, n.columns = a, c
	n.start(n.sink, n.nodeHead(), c.Nodes)
}

// Link implements Writer.
func (n *nodeTable) Link(*Link) {}

func (n *nodeTable) End() error {
	n.table.Flush()
	n.keep(n.table.Error())
	n.keep(n.Flush())
	return n.err
}

// Package files writes answers as files: tables, workbooks and networks. It serves them under
// /export, where an address is a whole request.
package files

import (
	"net/http"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/graphql"
	"whojoins/internal/result"
)

// File describes a file to write: a request, and how the file is made from its answer.
type File struct {
	Request graph.Request
	Format  *format.Format
	// Name is the name of the file without its extension; empty means that of the operation
	// or of its field.
	Name string
	// Rows is the largest number of rows of a whole list; below zero means all.
	Rows int
	// Metadata writes the description of the file (CSV on the Web) instead of the file.
	Metadata bool
	// Described begins the file with its description, where the format has no other place for
	// it.
	Described bool
	// Added is a column that a table has in addition to those of the request, or nil.
	Added *result.Added

	// field is the root field that the address names, or empty.
	field string
	// stage is what a file of the explorer has, or nil.
	stage *Stage
	// page reports whether to write only the requested page, nodes whether to write the nodes of
	// a network alone, graph whether to write the whole graph.
	page, nodes, graph bool
}

// Config configures a Handler.
type Config struct {
	Engine *graph.Engine
	// Recorder counts and logs requests; nil means neither.
	Recorder *graphql.Recorder
	// Site is the address of the service; empty means the address to which a request was sent.
	Site string
	// Check returns an error for a document that callers may not send; nil allows all.
	Check func(document string) error
	// Refuse answers with errors those who would rather read a page, and reports whether it did; nil
	// means that everybody is sent JSON.
	Refuse func(w http.ResponseWriter, r *http.Request, status int, errs gqlerror.List) bool
}

// Handler serves files. It is safe for concurrent use.
type Handler struct {
	engine   *graph.Engine
	recorder *graphql.Recorder
	site     string
	check    func(document string) error
	refuse   func(w http.ResponseWriter, r *http.Request, status int, errs gqlerror.List) bool
	buildTag string
}

// New returns a Handler.
func New(c Config) *Handler {
	h := &Handler{engine: c.Engine, recorder: c.Recorder, site: c.Site, check: c.Check, refuse: c.Refuse, buildTag: graphql.BuildTag(c.Engine)}
	if h.recorder == nil {
		h.recorder = graphql.NewRecorder(c.Engine, nil, nil)
	}
	return h
}

// NodesSuffix follows the root field in the address of the nodes of a network.
const NodesSuffix = "-nodes"

// The addresses of files: ExportPath{field}.{extension} for one root field, and
// exportFile{extension} for any request.
const (
	ExportPath = "/export/"
	exportFile = "/export."
)

// IsExport reports whether a path is that of a file.
func IsExport(path string) bool {
	return strings.HasPrefix(path, ExportPath) || strings.HasPrefix(path, exportFile)
}

// pieceBytes is the number of bytes of a file that are sent at once.
const pieceBytes = 64 << 10

// Formats returns the file formats in which the answer to a request can be written; none if
// the request cannot be prepared.
func Formats(e *graph.Engine, q graph.Request) []*format.Format {
	p, err := e.Prepare(q, graph.Caller{})
	if err != nil {
		return nil
	}
	var list []*format.Format
	for _, f := range format.Formats() {
		s, err := newSink(e, p, File{Format: f, Rows: -1}, graphql.Address{})
		if err != nil {
			continue
		}
		// JSON Lines need objects, one for each row.
		if f.Extension == "jsonl" {
			if t, err := result.NewTable(s.plan); err != nil || !t.Objects() {
				continue
			}
		}
		list = append(list, f)
	}
	return list
}

package format

import (
	"io"
	"slices"
	"strings"
)

// Format is a kind of file.
type Format struct {
	// Extension names files, without a point before it.
	Extension string
	// MediaType is by what callers ask for it, ContentType the same with its parameters.
	MediaType, ContentType string
	// Network makes a writer of networks; nil for formats of lists.
	Network func(io.Writer) Writer
	// List makes a writer of lists; nil for formats of networks.
	List func(io.Writer) List
	// Identifiers says that nodes are written with their identifiers.
	Identifiers bool
	// Packed says that files are compressed as they are.
	Packed bool
}

// formats are in the order in which they are told.
var formats = []*Format{
	{Extension: "csv", MediaType: "text/csv", ContentType: "text/csv; charset=utf-8; header=present", List: newCSV},
	{Extension: "tsv", MediaType: "text/tab-separated-values", ContentType: "text/tab-separated-values; charset=utf-8", List: newTSV},
	{Extension: "xlsx", MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", List: newXLSX, Packed: true},
	{Extension: "jsonl", MediaType: "application/x-ndjson", List: newJSONLines},
	{Extension: "gexf", MediaType: "application/gexf+xml", Network: newGEXF},
	{Extension: "graphml", MediaType: "application/graphml+xml", Network: newGraphML},
	{Extension: "cyjs", MediaType: "application/vnd.cytoscape.cyjs+json", Network: newCytoscape},
	{Extension: "vosviewer.json", MediaType: "application/vnd.vosviewer+json", Network: newVOSviewer},
	{Extension: "dot", MediaType: "text/vnd.graphviz", ContentType: "text/vnd.graphviz; charset=utf-8", Network: newDOT},
	{Extension: "jsonld", MediaType: "application/ld+json", Network: newLinked, Identifiers: true},
	{Extension: "zip", MediaType: "application/zip", Network: newPair, Packed: true},
}

// Formats are all formats, those of lists first.
func Formats() []*Format { return slices.Clone(formats) }

// Named finds a format by its extension, or returns nil.
func Named(extension string) *Format {
	i := slices.IndexFunc(formats, func(f *Format) bool { return f.Extension == extension })
	if i < 0 {
		return nil
	}
	return formats[i]
}

// Type is the value of the header Content-Type.
func (f *Format) Type() string {
	if f.ContentType != "" {
		return f.ContentType
	}
	return f.MediaType
}

// Extensions are those of all formats, for readers.
func Extensions() string {
	var all []string
	for _, f := range formats {
		all = append(all, f.Extension)
	}
	return strings.Join(all, ", ")
}

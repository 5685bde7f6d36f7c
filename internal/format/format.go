package format

import (
	"slices"
	"strings"

	"whojoins/internal/result"
)

// Format is a file format.
type Format struct {
	// Extension is the extension of the files, without the dot.
	Extension string
	// MediaType is the media type in Accept, ContentType the same with its parameters.
	MediaType, ContentType string
	// Network returns a writer of networks; nil for formats of lists.
	Network func(Output) Writer
	// List returns a writer of lists; nil for formats of networks.
	List func(Output) List
	// Table is the form of a list as a table of text; nil for other formats.
	Table *result.Form
	// Identifiers reports whether nodes are written with their identifiers.
	Identifiers bool
	// Places reports whether a list needs the positions of places.
	Places bool
	// Picture reports whether nodes are written with their positions.
	Picture bool
	// Packed reports whether the format is compressed already.
	Packed bool
}

// formats are in the order of the documentation.
var formats = []*Format{
	tableFormat("csv", "text/csv", "; header=present", &result.CSV),
	tableFormat("tsv", "text/tab-separated-values", "", &result.TSV),
	{Extension: "xlsx", MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", List: newXLSX, Packed: true},
	{Extension: "jsonl", MediaType: "application/x-ndjson", List: newJSONLines},
	{Extension: "geojson", MediaType: "application/geo+json", List: newGeoJSON, Places: true},
	{Extension: "parquet", MediaType: "application/vnd.apache.parquet", List: newParquet, Packed: true},
	{Extension: "gexf", MediaType: "application/gexf+xml", Network: newGEXF, Picture: true},
	{Extension: "graphml", MediaType: "application/graphml+xml", Network: newGraphML, Picture: true},
	{Extension: "cyjs", MediaType: "application/vnd.cytoscape.cyjs+json", Network: newCytoscape, Picture: true},
	{Extension: "vosviewer.json", MediaType: "application/vnd.vosviewer+json", Network: newVOSviewer, Picture: true},
	{Extension: "dot", MediaType: "text/vnd.graphviz", ContentType: "text/vnd.graphviz; charset=utf-8", Network: newDOT, Picture: true},
	{Extension: "jsonld", MediaType: "application/ld+json", Network: newLinked, Identifiers: true},
	{Extension: "ttl", MediaType: TurtleType, ContentType: TurtleType + "; charset=utf-8", Network: newTurtle, Identifiers: true},
	{Extension: "zip", MediaType: "application/zip", Network: newPair, Picture: true, Packed: true},
}

// tableFormat returns the format of a form of tables.
func tableFormat(extension, mediaType, parameters string, form *result.Form) *Format {
	return &Format{Extension: extension, MediaType: mediaType, ContentType: mediaType + "; charset=utf-8" + parameters, Table: form,
		List: func(w Output) List { return &text{w: w, form: *form} }}
}

// Formats returns all formats, those of lists first.
func Formats() []*Format { return slices.Clone(formats) }

// Named returns the format with an extension, or nil.
func Named(extension string) *Format {
	i := slices.IndexFunc(formats, func(f *Format) bool { return f.Extension == extension })
	if i < 0 {
		return nil
	}
	return formats[i]
}

// Type returns the value of the header Content-Type.
func (f *Format) Type() string {
	if f.ContentType != "" {
		return f.ContentType
	}
	return f.MediaType
}

// Extensions returns the extensions of all formats as one text.
func Extensions() string {
	var all []string
	for _, f := range formats {
		all = append(all, f.Extension)
	}
	return strings.Join(all, ", ")
}

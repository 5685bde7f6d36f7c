package files

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"whojoins/graph"
	"whojoins/internal/cite"
	"whojoins/internal/format"
	"whojoins/internal/http/graphql"
	"whojoins/internal/plan"
	"whojoins/internal/result"
)

// metadataSuffix follows the extension of a list in the address of its description, as the W3C's
// Model for Tabular Data requires.
const metadataSuffix = "-metadata.json"

// about returns the description of the file.
func (s *sink) about(ctx context.Context, a *graph.Answer) (*format.About, error) {
	info, err := a.Dataset(ctx)
	if err != nil {
		return nil, err
	}
	d := cite.Of(info, s.at.String())
	about := &format.About{
		Title: s.title(), Dataset: d.Name, Version: d.Version, Date: d.Date, Licence: d.Licence,
		Citation: d.String(), Address: s.at.String(), Site: s.at.Site,
	}
	about.Sources, err = s.sources(ctx, a)
	return about, err
}

// title returns the name of the operation, or else that of the root field.
func (s *sink) title() string {
	if s.file.graph {
		return wholeGraph
	}
	if s.file.stage != nil {
		return s.file.Name
	}
	if name := s.prepared.Operation(); name != "" && s.file.field == "" {
		return name
	}
	return s.plan.Field
}

// name returns the name under which the file is saved.
func (s *sink) name() string {
	extension := s.file.Format.Extension
	if s.file.Metadata {
		extension += metadataSuffix
	}
	name := s.file.Name
	if name == "" {
		name = s.title()
	}
	if s.file.nodes {
		name += NodesSuffix
	}
	if text := s.cut.String(); text != "" {
		name += "-" + strings.ReplaceAll(text, " ", "-")
	}
	return graphql.FileName(name, extension)
}

func (s *sink) contentType() string {
	if s.file.Metadata {
		return "application/csvm+json"
	}
	return s.file.Format.Type()
}

// sources returns the sources of the dataset, by name.
func (s *sink) sources(ctx context.Context, a *graph.Answer) (list []format.Source, err error) {
	t := s.model.AnyRelation.Field("evidence").Object.Field("source").Of
	rows := &plan.Select{Type: t}
	for _, name := range []string{"id", "name", "url", "licence"} {
		rows.Slots = append(rows.Slots, &plan.Column{Field: t.Field(name)})
	}
	c, err := a.Cursor(ctx, &plan.Plan{Field: t.Many, Root: &plan.Select{Slots: []plan.Slot{&plan.Connection{
		Type: t, Where: plan.All{}, Order: plan.Order{{Field: t.Field("name")}}, Page: plan.Page{Limit: -1}, Rows: rows,
	}}}})
	if err != nil {
		return nil, err
	}
	c.Enter(0)
	for c.Next() {
		list = append(list, format.Source{ID: c.Value(0).Text, Name: c.Value(1).Text, URL: c.Value(2).Text, Licence: c.Value(3).Text})
	}
	c.Leave()
	return list, c.Err()
}

// column is a column of a list, as CSV on the Web describes it.
type column struct {
	Name     string `json:"name"`
	Titles   string `json:"titles"`
	Datatype string `json:"datatype"`
}

func (s *sink) columns() []column {
	var list []column
	for i, kind := range s.table.Kinds() {
		title := s.table.Columns()[i]
		list = append(list, column{Name: url.QueryEscape(title), Titles: title, Datatype: datatypes[kind]})
	}
	return list
}

// datatypes are the types of CSV on the Web. A date that may be a month or a year is a string there.
var datatypes = map[result.CellKind]string{
	result.TextCell: "string", result.WholeCell: "integer", result.NumberCell: "number", result.TruthCell: "boolean", result.DateCell: "string", result.DayCell: "date",
}

// description returns the address of the file's description, without the site; it is empty for
// formats that contain their description.
func (s *sink) description() string {
	if s.file.Metadata || s.file.Format.List == nil || s.file.Format.Packed || s.file.Format.Places {
		return ""
	}
	of := s.at
	of.Path += metadataSuffix
	return of.Local()
}

// describe writes the description of a table that CSV on the Web defines
// (https://www.w3.org/TR/tabular-metadata/).
func (s *sink) describe(ctx context.Context, a *graph.Answer, about *format.About) error {
	info, err := a.Dataset(ctx)
	if err != nil {
		return err
	}
	of := s.at
	of.Path = strings.TrimSuffix(of.Path, metadataSuffix)
	text := json.NewEncoder(s.to)
	text.SetIndent("", "  ")
	text.SetEscapeHTML(false)
	described := map[string]any{
		"@context": "http://www.w3.org/ns/csvw", "url": of.Local(),
		"dc:title": about.Title, "dc:isVersionOf": about.Dataset, "dc:modified": about.Date, "dc:license": about.Licence,
		"dc:bibliographicCitation": cite.Of(info, of.String()).String(), "dc:identifier": about.Version,
		"dc:source": about.Sources, "tableSchema": map[string]any{"columns": s.columns()},
	}
	var sentences []string
	if cut := s.cut.String(); cut != "" {
		sentences = append(sentences, "The file has "+cut+".")
	}
	if coverage := s.coverage.In("en"); coverage != "" {
		sentences = append(sentences, coverage)
	}
	if len(sentences) > 0 {
		described["dc:description"] = strings.Join(sentences, " ")
	}
	return text.Encode(described)
}

package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"

	"whojoins/internal/cite"
	"whojoins/internal/format"
	"whojoins/internal/plan"
	"whojoins/internal/result"
)

// address is where a request was sent to.
type address struct {
	// site is the service, question what was asked there; path is that of the question
	// without the site, and rest its parameters.
	site, question, path, rest string
}

// address takes the address of a request apart, in a form that may stand anywhere.
func (h *Handler) address(r *http.Request) address {
	asked := askedAt(r)
	a := address{site: cite.Site(r, h.config.Site), path: (&url.URL{Path: asked.Path}).EscapedPath()}
	if r.Method != http.MethodPost {
		a.rest = asked.Query().Encode()
	}
	if a.question = a.site + a.path; a.rest != "" {
		a.question += "?" + a.rest
	}
	return a
}

// address is that of the request, if it has one.
func (x *exchange) address() address {
	if x.asked == nil {
		return address{}
	}
	return x.handler.address(x.asked)
}

// about describes the file.
func (e *exporter) about(ctx context.Context) (*format.About, error) {
	info := e.x.view.Info()
	d := cite.Of(info, e.address.question)
	a := &format.About{
		Title: e.title(), Dataset: d.Name, Version: d.Version, Date: d.Date, Licence: d.Licence,
		Citation: d.String(), Question: e.address.question, Site: e.address.site,
	}
	var err error
	a.Sources, err = e.sources(ctx)
	return a, err
}

// title is what was asked, in a word.
func (e *exporter) title() string {
	if name := e.x.prepared.context.OperationName; name != "" && e.link.field == "" {
		return name
	}
	return e.plan.Field
}

// name is what the file is saved as.
func (e *exporter) name() string {
	title, extension := e.title(), e.link.format.Extension
	if e.link.metadata {
		extension += described
	}
	return title[:min(len(title), nameBytes)] + "." + extension
}

func (e *exporter) contentType() string {
	if e.link.metadata {
		return "application/csvm+json"
	}
	return e.link.format.Type()
}

// sources are those of the dataset, by name.
func (e *exporter) sources(ctx context.Context) (list []format.Source, err error) {
	t := e.x.handler.config.Model.AnyRelation.Field("evidence").Object.Field("source").Of
	rows := &plan.Select{Type: t}
	for _, name := range []string{"id", "name", "url", "licence"} {
		rows.Slots = append(rows.Slots, &plan.Column{Field: t.Field(name)})
	}
	c, err := e.x.view.Run(ctx, &plan.Plan{Field: t.Many, Root: &plan.Select{Slots: []plan.Slot{&plan.Connection{
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

// column is one column of a list, as CSV on the Web describes it.
type column struct {
	Name     string `json:"name"`
	Titles   string `json:"titles"`
	Datatype string `json:"datatype"`
}

func (e *exporter) columns() ([]column, error) {
	t, err := result.NewTable(e.plan)
	if err != nil {
		return nil, err
	}
	var list []column
	for i, number := range t.Numbers() {
		c := column{Name: url.QueryEscape(t.Columns()[i]), Titles: t.Columns()[i], Datatype: "string"}
		if number {
			c.Datatype = "number"
		}
		list = append(list, c)
	}
	return list, nil
}

// description is the path of what describes the file; empty for formats that hold their
// description.
func (e *exporter) description() string {
	if e.link.metadata || e.link.format.List == nil || e.link.format.Packed || e.link.page {
		return ""
	}
	to := e.address.path + described
	if e.address.rest != "" {
		to += "?" + e.address.rest
	}
	return to
}

// describe writes what CSV on the Web asks for beside a table
// (https://www.w3.org/TR/tabular-metadata/).
func (e *exporter) describe(w io.Writer, about *format.About) error {
	columns, err := e.columns()
	if err != nil {
		return err
	}
	of := about.Question[:len(about.Question)-len(e.address.rest)]
	of = of[:bytes.LastIndex([]byte(of), []byte(described))]
	if e.address.rest != "" {
		of += "?" + e.address.rest
	}
	about.Question = of
	text := json.NewEncoder(w)
	text.SetIndent("", "  ")
	text.SetEscapeHTML(false)
	return text.Encode(map[string]any{
		"@context": "http://www.w3.org/ns/csvw", "url": of,
		"dc:title": about.Title, "dc:isVersionOf": about.Dataset, "dc:modified": about.Date, "dc:license": about.Licence,
		"dc:bibliographicCitation": cite.Of(e.x.view.Info(), of).String(), "dc:identifier": about.Version,
		"dc:source": about.Sources, "tableSchema": map[string]any{"columns": columns},
	})
}

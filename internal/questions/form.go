package questions

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"whojoins/graph"
	"whojoins/internal/http/negotiate"
)

// form is something that an answer comes in.
type form struct {
	extension, mediaType string
	// label is what people call it; empty for a page.
	label string
	// file says that the service writes it as a file.
	file bool
}

// pages are the forms that everything comes in, as the service prefers them: who does
// not ask for a page is a program.
var pages = []form{{extension: ".json", mediaType: "application/json", label: "JSON"}, {extension: ".html", mediaType: "text/html"}}

// labels are what people call the forms that are not called as their extensions are.
var labels = map[string]string{
	"xlsx": "Excel", "jsonl": "JSON Lines", "gexf": "GEXF (Gephi)", "graphml": "GraphML", "cyjs": "Cytoscape",
	"vosviewer.json": "VOSviewer", "jsonld": "JSON-LD", "zip": "CSV (nodes, edges)",
}

// described is behind the extension of a table, for the file that describes its columns.
const described = "-metadata.json"

// formsOf are the forms that the answer to a question comes in.
func (h *Handler) formsOf(q *Question) ([]form, error) {
	variables, err := q.Variables(q.Example())
	if err != nil {
		return nil, err
	}
	forms := pages[:len(pages):len(pages)]
	for _, f := range h.service.Formats(graph.Question{Query: q.GraphQL, Variables: variables}) {
		label := labels[f.Extension]
		if label == "" {
			label = strings.ToUpper(f.Extension)
		}
		forms = append(forms, form{"." + f.Extension, f.MediaType, label, true})
	}
	return forms, nil
}

func mediaTypes(forms []form) (list []string) {
	for _, f := range forms {
		list = append(list, f.mediaType)
	}
	return list
}

func extensions(forms []form) (list []string) {
	for _, f := range forms {
		list = append(list, f.extension)
	}
	return list
}

// choose is the form that a request asks for: by the extension of its path, else by
// Accept; nil when it is not among those offered.
func choose(r *http.Request, offered []form, extension string, extended bool) *form {
	if !extended {
		if i := negotiate.MediaType(r, mediaTypes(offered)...); i >= 0 {
			return &offered[i]
		}
		return nil
	}
	extension, aside := strings.CutSuffix(extension, described)
	for _, f := range offered {
		if f.extension != "."+extension || aside && !f.file {
			continue
		}
		if aside {
			f.extension += described
		}
		return &f
	}
	return nil
}

// pass lets the service answer a question, as it would answer the same by GET: with its
// limits, its tag and its record. A file of a list has all rows unless it was said how
// many; the service takes null for all.
func (x *exchange) pass(ctx context.Context, q *Question, variables map[string]any) {
	path, answering := "/graphql", http.Handler(x.service)
	if x.form.file {
		path, answering = "/export"+x.form.extension, x.exports
		if _, said := variables[rowsKey]; !said && q.list && q.Parameter(rowsKey) != nil {
			variables[rowsKey] = nil
		}
	}
	query := url.Values{"query": {q.GraphQL}}
	if len(variables) > 0 {
		encoded, err := json.Marshal(variables)
		if err != nil {
			x.broken()
			return
		}
		query.Set("variables", string(encoded))
	}
	inner := x.r.Clone(graph.AskedAt(ctx, x.r.URL))
	inner.URL = &url.URL{Path: path, RawQuery: query.Encode()}
	inner.Header.Set("Accept", "application/graphql-response+json")
	answering.ServeHTTP(&renamed{ResponseWriter: x.w, name: q.Name, form: x.form}, inner)
}

// vary names all headers by which what stands at an address differs.
const vary = "Accept, Accept-Encoding, Accept-Language, Origin"

// renamed is an answer under the name of its question, and JSON under the media type
// that everything reads.
type renamed struct {
	http.ResponseWriter
	name string
	form *form
}

// WriteHeader sends the headers.
func (w *renamed) WriteHeader(status int) {
	h := w.Header()
	h.Set("Vary", vary)
	if h.Get("Content-Disposition") != "" {
		h.Set("Content-Disposition", `attachment; filename="`+w.name+w.form.extension+`"`)
	}
	if h.Get("Content-Type") == "application/graphql-response+json; charset=utf-8" {
		h.Set("Content-Type", "application/json; charset=utf-8")
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap leads to what the answer is written to, for those who write it in pieces.
func (w *renamed) Unwrap() http.ResponseWriter { return w.ResponseWriter }

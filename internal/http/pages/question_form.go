package pages

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"whojoins/graph"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/questions"
)

// form is a form in which an answer is sent.
type form struct {
	extension, mediaType string
	// label is what people call it; empty for a page.
	label string
	// file reports whether the service writes it as a file.
	file bool
}

// pageExtension is the extension of a page.
const pageExtension = ".html"

// commonForms are the forms of everything here, in the order in which the service prefers
// them: a caller that names none is a program.
var commonForms = []form{{extension: ".json", mediaType: "application/json", label: "JSON"}, {extension: pageExtension, mediaType: "text/html"}}

// formLabels are the labels of the forms that people do not call by their extensions.
var formLabels = map[string]string{
	"xlsx": "Excel", "jsonl": "JSON Lines", "gexf": "GEXF (Gephi)", "graphml": "GraphML", "cyjs": "Cytoscape",
	"vosviewer.json": "VOSviewer", "jsonld": "JSON-LD", "zip": "CSV (nodes, edges)",
}

// metadataSuffix follows the extension of a table, for the file that describes its columns.
const metadataSuffix = "-metadata.json"

// formsOf returns the forms of the answer to a question.
func (h *Questions) formsOf(q *questions.Question) ([]form, error) {
	variables, err := q.Variables(q.Example())
	if err != nil {
		return nil, err
	}
	forms := commonForms[:len(commonForms):len(commonForms)]
	for _, f := range h.service.Formats(graph.Question{Query: q.GraphQL, Variables: variables}) {
		label := formLabels[f.Extension]
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

// choose returns the form that a request asks for: by the extension of its path, or else
// by Accept; nil if it is not offered.
func choose(r *http.Request, offered []form, extension string, extended bool) *form {
	if !extended {
		if i := negotiate.MediaType(r, mediaTypes(offered)...); i >= 0 {
			return &offered[i]
		}
		return nil
	}
	extension, metadata := strings.CutSuffix(extension, metadataSuffix)
	for _, f := range offered {
		if f.extension != "."+extension || metadata && !f.file {
			continue
		}
		if metadata {
			f.extension += metadataSuffix
		}
		return &f
	}
	return nil
}

// pass lets the service answer a question, as it would answer the same by GET: with its
// limits, its tag and its record. A file of a list holds all rows unless a number is
// given; the service reads null as all.
func (x *questionExchange) pass(ctx context.Context, q *questions.Question, variables map[string]any) {
	path, answering := "/graphql", http.Handler(x.service)
	if x.form.file {
		path, answering = "/export"+x.form.extension, x.exports
		if _, given := variables[questions.RowsParameter]; !given && q.List && q.Parameter(questions.RowsParameter) != nil {
			variables[questions.RowsParameter] = nil
		}
	}
	query := url.Values{"query": {q.GraphQL}}
	if len(variables) > 0 {
		encoded, err := json.Marshal(variables)
		if err != nil {
			x.internal()
			return
		}
		query.Set("variables", string(encoded))
	}
	inner := x.r.Clone(graph.AskedAt(ctx, x.r.URL))
	inner.URL = &url.URL{Path: path, RawQuery: query.Encode()}
	inner.Header.Set("Accept", "application/graphql-response+json")
	answering.ServeHTTP(&renamed{ResponseWriter: x.w, name: q.Name, form: x.form}, inner)
}

// vary names every header that decides about a page.
const vary = "Accept, Accept-Encoding, Accept-Language, Origin"

// renamed is an answer named after its question, with the media type of JSON that every
// program reads.
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

// Unwrap returns the underlying writer, for http.ResponseController.
func (w *renamed) Unwrap() http.ResponseWriter { return w.ResponseWriter }

package pages

import (
	"net/http"
	"strings"

	"whojoins/graph"
	"whojoins/internal/http/files"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/questions"
)

// form is a representation of an answer.
type form struct {
	extension, mediaType string
	// label is what people call it; empty for a page.
	label string
	// file reports whether the service writes it as a file.
	file bool
}

// pageExtension is the extension of a page.
const pageExtension = ".html"

// commonForms are the forms that the list and every question have, in the service's order of
// preference: a caller that names none is assumed to be a program.
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
	request, err := graph.NewRequest(q.GraphQL, variables)
	if err != nil {
		return nil, err
	}
	for _, f := range files.Formats(h.service.Engine, request) {
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

// choose returns the requested form: by the extension of the path, or else by Accept; nil if
// it is not offered.
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

// pass lets the service answer a question over HTTP, with the service's limits, tags and
// records.
func (x *questionExchange) pass(q *questions.Question, variables map[string]any) {
	request, err := requestOf(q, variables, x.form.file)
	switch {
	case err != nil:
		x.internal()
	case x.form.file:
		x.service.Files.Serve(x.w, x.r, fileOf(q, request, x.form.extension[1:]), vary)
	default:
		x.service.GraphQL.Serve(x.w, x.r, request, vary)
	}
}

// vary names every request header that a page depends on.
const vary = "Accept, Accept-Encoding, Accept-Language, Origin"

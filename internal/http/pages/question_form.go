package pages

import (
	"net/http"
	"strings"

	"whojoins/graph"
	"whojoins/internal/http/files"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
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
	"vosviewer.json": "VOSviewer", "jsonld": "JSON-LD", "ttl": "Turtle", "parquet": "Parquet", "geojson": "GeoJSON", "zip": "CSV (nodes, edges)",
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
	forms = append(forms, previewForm)
	if q.Picture != nil {
		forms = append(forms, pictureForms...)
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
		x.service.Files.Serve(x.w, x.r, fileOf(q, request, x.form.extension[1:], x.chosen()), vary)
	default:
		x.service.GraphQL.Serve(x.w, x.r, request, vary)
	}
}

// chosen returns the language that the address names, or English: the address of a file stands for
// one file.
func (x *questionExchange) chosen() string {
	if len(x.values[questions.LanguageKey]) > 0 {
		return x.language
	}
	return wording.Languages[0]
}

// vary names every request header that a page depends on.
const vary = "Accept, Accept-Encoding, Accept-Language, Origin"

// Library returns the library of questions.
func (h *Questions) Library() *questions.Library { return h.library }

// Offer is an extension in which the answer to a question is offered, without its dot, and the media
// type of the answer.
type Offer struct{ Extension, MediaType string }

// Offers returns the extensions in which the answer to a question is offered, JSON first.
func (h *Questions) Offers(q *questions.Question) (list []Offer) {
	for _, f := range h.forms[q] {
		list = append(list, Offer{f.extension[1:], f.mediaType})
	}
	return list
}

package questions

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"whojoins/negotiate"
)

// form is something that an answer comes in.
type form struct {
	extension, mediaType string
	// asked is the media type by which the service is asked for it; empty for a page.
	asked string
	// label is what people call it.
	label string
}

// forms are in the order in which the service prefers them: who does not ask for a page
// is a program.
var forms = []form{
	{".json", "application/json", "application/graphql-response+json", "JSON"},
	{".html", "text/html", "", ""},
	{".csv", "text/csv", "text/csv", "CSV"},
	{".tsv", "text/tab-separated-values", "text/tab-separated-values", "TSV"},
}

func mediaTypes(forms []form) (list []string) {
	for _, f := range forms {
		list = append(list, f.mediaType)
	}
	return list
}

func (h *Handler) extensions() (list []string) {
	for _, f := range h.forms {
		list = append(list, f.extension)
	}
	return list
}

// form is what a request asks for: by the extension of its path, else by Accept. The
// list of all questions has no extension; it is a page, or JSON.
func (h *Handler) form(r *http.Request, name, extension string, extended bool) *form {
	if extended {
		for i := range h.forms {
			if h.forms[i].extension == "."+extension {
				return &h.forms[i]
			}
		}
		return nil
	}
	offered := h.forms
	if name == "" {
		offered = offered[:2]
	}
	if i := negotiate.MediaType(r, mediaTypes(offered)...); i >= 0 {
		return &offered[i]
	}
	return nil
}

// pass lets the service answer a question, as it would answer the same by GET: with its
// limits, its tag and its record.
func (x *exchange) pass(ctx context.Context, q *Question, variables map[string]any) {
	query := url.Values{"query": {q.GraphQL}}
	if len(variables) > 0 {
		encoded, err := json.Marshal(variables)
		if err != nil {
			x.broken()
			return
		}
		query.Set("variables", string(encoded))
	}
	inner := x.r.Clone(ctx)
	inner.URL = &url.URL{Path: "/graphql", RawQuery: query.Encode()}
	inner.Header.Set("Accept", x.form.asked)
	x.service.ServeHTTP(&renamed{ResponseWriter: x.w, name: q.Name, form: x.form}, inner)
}

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

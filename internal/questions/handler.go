package questions

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"
	"golang.org/x/text/language"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// Service answers GraphQL; graph.Handler is one.
type Service interface {
	http.Handler
	// Exports answers files, and Formats are those that there can be of an answer.
	Exports() http.Handler
	Formats(q graph.Question) []*format.Format
	Ask(ctx context.Context, id string, q graph.Question) (json.RawMessage, gqlerror.List)
}

// Handler answers /questions and what is below it: the path's value "name" is empty for
// the list, else a question's name, with the extension of a file or without.
type Handler struct {
	library *Library
	service Service
	exports http.Handler
	site    string
	// offers asks for the entities that a form suggests, by root field.
	offers map[string]string
	// listed is the library as programs get it.
	listed []byte
}

// New makes a Handler of the library in the program. The site is the address under which
// people reach the service; empty for the one that they asked.
func New(m *model.Model, s Service, site string) (*Handler, error) {
	l, err := Load(m, Embedded())
	if err != nil {
		return nil, err
	}
	h := &Handler{library: l, service: s, exports: s.Exports(), site: site, offers: map[string]string{}}
	for _, q := range l.All {
		if q.forms, err = h.formsOf(q); err != nil {
			return nil, err
		}
		for _, p := range q.Parameters {
			if p.Offers != "" {
				h.offers[p.Offers] = "query Offers { " + p.Offers + "(first: 1000) { nodes { id name } } }"
			}
		}
	}
	h.listed, err = json.MarshalIndent(h.described(), "", "  ")
	return h, err
}

// Paths are the patterns that a Handler answers.
var Paths = []string{"/questions", "/questions/{$}", "/questions/{name}"}

// ServeHTTP answers GET and HEAD.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &exchange{Handler: h, w: w, r: r, values: r.URL.Query(), request: graph.RequestID(w, r), language: spoken(r)}
	header := w.Header()
	header.Set("Vary", vary)
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	name, extension, extended := strings.Cut(r.PathValue("name"), ".")
	q := h.library.Find(name)
	offered := pages
	if q != nil {
		offered = q.forms
	}
	x.form = choose(r, offered, extension, extended)
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		header.Set("Allow", "GET, HEAD")
		x.fail(http.StatusMethodNotAllowed, plan.BadUserInput, "this method does nothing here", "read by GET")
	case name == "" && !extended && x.form != nil:
		x.list()
	case q == nil:
		x.form = choose(r, pages, "", false)
		x.fail(http.StatusNotFound, plan.NotFound, "no question has this name", "/questions lists them")
	case x.form == nil && extended:
		x.fail(http.StatusNotFound, plan.NotFound, "this answer does not come with this extension", "take one of "+strings.Join(extensions(offered), ", "))
	case x.form == nil:
		x.fail(http.StatusNotAcceptable, plan.BadUserInput, "this does not come in what Accept asks for", "accept one of "+strings.Join(mediaTypes(offered), ", "))
	default:
		x.question(r.Context(), q)
	}
}

// exchange is one request and its answer.
type exchange struct {
	*Handler
	w       http.ResponseWriter
	r       *http.Request
	values  map[string][]string
	request string
	// form is what the answer comes in; nil when there is none that is asked for.
	form *form
	// language is the one that the page is in.
	language string
}

// question answers a question, or shows its page.
func (x *exchange) question(ctx context.Context, q *Question) {
	if x.form.extension == ".html" {
		x.page(ctx, q)
		return
	}
	variables, err := q.Variables(x.values)
	if err != nil {
		x.refuse(q, err)
		return
	}
	x.pass(ctx, q, variables)
}

// languages are what callers' languages are matched with.
var languages = func() language.Matcher {
	tags := make([]language.Tag, len(Languages))
	for i, l := range Languages {
		tags[i] = language.MustParse(l)
	}
	return language.NewMatcher(tags)
}()

// Spoken is the one of Languages that suits somebody best who lists languages as
// Accept-Language does; English when none does.
func Spoken(list string) string {
	tags, _, err := language.ParseAcceptLanguage(list)
	if err != nil {
		return Languages[0]
	}
	_, i, confidence := languages.Match(tags...)
	if confidence == language.No {
		return Languages[0]
	}
	return Languages[i]
}

// spoken is the language that an address names, else the one that the caller prefers.
func spoken(r *http.Request) string {
	if asked := r.URL.Query().Get(languageKey); slices.Contains(Languages, asked) {
		return asked
	}
	return Spoken(r.Header.Get("Accept-Language"))
}

// known answers a caller that has what a tag names, and says whether it did.
func (x *exchange) known(tag string) bool {
	named, known := negotiate.Known(x.r, tag)
	if !known {
		named = tag
	}
	x.w.Header().Set("Cache-Control", "public, no-cache")
	x.w.Header().Set("ETag", `"`+named+`"`)
	if known {
		x.w.WriteHeader(http.StatusNotModified)
	}
	return known
}

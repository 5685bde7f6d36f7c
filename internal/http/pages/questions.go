package pages

import (
	"context"
	"encoding/json"
	"errors"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"

	"whojoins/graph"
	"whojoins/internal/http/files"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// QuestionPaths are the patterns of the addresses that Questions serves.
var QuestionPaths = []string{"/questions", "/questions/{$}", "/questions/{name}"}

// Service answers the requests of the question library: in memory, as JSON and as files.
type Service struct {
	Engine  *graph.Engine
	GraphQL *graphql.Handler
	Files   *files.Handler
}

// Questions serves the question library: the list at /questions and each question below
// it, as pages, as JSON and as files.
type Questions struct {
	library *questions.Library
	service Service
	site    string
	// forms are the forms of the answer to each question.
	forms map[*questions.Question][]form
	// offers are the queries for the entities that a form suggests, by root field.
	offers map[string]string
	// listed is the library for programs.
	listed []byte
	// pictures are small pictures of answers.
	pictures *lru.Cache[string, template.HTML]
}

// NewQuestions returns Questions for the embedded library. site is the address at which people
// reach the service; if it is empty, pages use the address of the request.
func NewQuestions(m *model.Model, s Service, site string) (*Questions, error) {
	l, err := questions.Load(m, questions.Embedded())
	if err != nil {
		return nil, err
	}
	h := &Questions{
		library: l, service: s, site: site, forms: map[*questions.Question][]form{}, offers: map[string]string{},
	}
	if h.pictures, err = lru.New[string, template.HTML](keptPictures); err != nil {
		return nil, err
	}
	for _, q := range l.All {
		if h.forms[q], err = h.formsOf(q); err != nil {
			return nil, err
		}
		for _, p := range q.Parameters {
			if p.Offers != "" {
				h.offers[p.Offers] = "query Offers { " + p.Offers + "(first: " + strconv.Itoa(mostOffered) + ") { totalCount nodes { id name } } }"
			}
		}
	}
	h.listed, err = json.MarshalIndent(h.described(), "", "  ")
	return h, err
}

// EmbedKey is the parameter of a page that is for a frame of another site. Pages that cannot be framed
// ignore it.
const EmbedKey = "embed"

// ServeHTTP answers GET and HEAD. The path's value "name" is empty for the list, or else
// the name of a question, with or without the extension of a file.
func (h *Questions) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &questionExchange{exchange: begin(h.service.GraphQL, w, r), Questions: h, values: r.URL.Query()}
	w.Header().Set("Vary", vary)
	x.embedded = r.URL.Query().Get(EmbedKey) == "1"
	delete(x.values, EmbedKey)
	name, extension, extended := strings.Cut(r.PathValue("name"), ".")
	q := h.library.Find(name)
	offered := commonForms
	if q != nil {
		offered = h.forms[q]
	}
	x.choose(offered, extension, extended)
	switch {
	case !x.readable():
	case name == "" && !extended && x.form != nil:
		x.list()
	case x.form == nil && !extended && (q != nil || name == ""):
		x.fail(http.StatusNotAcceptable, plan.BadUserInput, phrase("BadAccept"), phrasef("AcceptOne", strings.Join(mediaTypes(offered), ", ")))
	case q == nil:
		x.choose(commonForms, "", false)
		x.fail(http.StatusNotFound, plan.NotFound, phrase("NoQuestion"), phrase("SeeQuestions"))
	case x.form == nil:
		x.fail(http.StatusNotFound, plan.NotFound, phrase("NoExtension"), phrasef("UseExtension", strings.Join(extensions(offered), ", ")))
	case x.page:
		x.question(r.Context(), q)
	default:
		variables, err := q.Variables(x.values)
		if err != nil {
			x.reject(q, err)
			return
		}
		x.answerProgram(r.Context(), q, variables)
	}
}

// questionExchange is one request for the library or one of its questions.
type questionExchange struct {
	exchange
	*Questions
	values map[string][]string
	// form is the requested form of the answer; nil if it is not offered.
	form *form
}

// choose sets the requested form: by the extension of the path, or else by Accept.
func (x *questionExchange) choose(offered []form, extension string, extended bool) {
	x.form = choose(x.r, offered, extension, extended)
	x.page = x.form != nil && x.form.extension == pageExtension
}

// toPage sends somebody whose browser requested a file that cannot be made to the page of the question,
// which says why and has a form to correct it. It reports whether it did.
func (x *questionExchange) toPage(q *questions.Question) bool {
	if negotiate.MediaType(x.r, "application/json", "text/html") != 1 {
		return false
	}
	x.w.Header().Set("Location", strings.TrimPrefix(q.Address("", x.values), "/questions/")) // below the address of an edition too
	x.w.WriteHeader(http.StatusSeeOther)
	return true
}

// reject answers a program that sent wrong parameters with the accepted ones.
func (x *questionExchange) reject(q *questions.Question, err error) {
	if x.toPage(q) {
		return
	}
	var wrong *questions.ParameterError
	if !errors.As(err, &wrong) {
		x.internal()
		return
	}
	x.failJSON(http.StatusBadRequest, map[string]any{
		"message": wrong.Error(),
		"extensions": map[string]any{
			"code": plan.BadUserInput, "hint": wrong.Hint(), "parameters": parametersOf(q), "example": q.Address("", q.Example()),
		},
	})
}

// answerProgram answers a program, with the ids of the entities that it named. A name that no entity
// has, or several, is an error that suggests what was meant. An error of the search for names is left
// to the service, which finds it again.
func (x *questionExchange) answerProgram(ctx context.Context, q *questions.Question, variables map[string]any) {
	named, unknown, err := q.Named(ctx, x.run(), variables)
	switch {
	case err != nil && x.drawn():
		x.internal()
	case err != nil:
		x.pass(q, variables)
	case len(unknown) == 0 && x.drawn():
		x.draw(ctx, q, named)
	case len(unknown) > 0 && x.toPage(q):
	case len(unknown) > 0:
		var messages []string
		suggestions := []questions.Named{}
		for _, u := range unknown {
			messages = append(messages, u.Explain(wording.Languages[0]))
			suggestions = append(suggestions, u.Suggestions...)
		}
		x.failJSON(http.StatusNotFound, map[string]any{
			"message": strings.Join(messages, " "), "extensions": map[string]any{"code": plan.NotFound, "suggestions": suggestions},
		})
	default:
		x.pass(q, named)
	}
}

// list answers with all questions.
func (x *questionExchange) list() {
	if x.page {
		if !x.cached(negotiate.Tag(design, x.language, x.r.URL.RawQuery, string(x.listed))) {
			x.show(http.StatusOK, "questions", x.index())
		}
		return
	}
	if !x.cached(negotiate.Tag(string(x.listed))) {
		x.send(http.StatusOK, "application/json", x.listed)
	}
}

// Package pages answers the permanent address of an entity, /id/{id}: as JSON-LD in terms
// of schema.org, or as a page for people. Both are made from the answers of the service
// to its own questions, which follow from the model, so a type that is added to the
// schema has its page.
package pages

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/model"
	"whojoins/internal/plan"
)

// The media types of an entity, as the service prefers them: who does not ask for a page
// is a program.
var mediaTypes = []string{"application/ld+json", "application/json", "text/html"}

// html is the position of the page for people in mediaTypes.
const html = 2

// Asker answers questions; graph.Handler is one.
type Asker interface {
	Ask(ctx context.Context, id string, q graph.Question) (json.RawMessage, gqlerror.List)
}

// Handler answers the addresses of entities; the path's value "id" says which.
type Handler struct {
	asker Asker
	// types and the questions that ask for all that is shown of one, by EntityType.
	types     map[string]*model.Type
	questions map[string]string
}

// New makes a Handler.
func New(m *model.Model, a Asker) *Handler {
	h := &Handler{a, map[string]*model.Type{}, map[string]string{}}
	for _, t := range m.Entities {
		h.types[t.Enum], h.questions[t.Enum] = t, question(t)
	}
	return h
}

// ServeHTTP answers GET and HEAD. An old id and an identifier of another register lead
// to the id of today.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &exchange{Handler: h, w: w, r: r, id: r.PathValue("id"), request: graph.RequestID(w, r)}
	header := w.Header()
	header.Set("Vary", "Accept, Accept-Encoding, Origin")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	x.format = negotiate.MediaType(r, mediaTypes...)
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		header.Set("Allow", "GET, HEAD")
		x.fail(http.StatusMethodNotAllowed, plan.BadUserInput, "this method does nothing here", "read by GET")
	case x.format < 0:
		x.fail(http.StatusNotAcceptable, plan.BadUserInput, "an entity does not come in what Accept asks for", "accept one of "+strings.Join(mediaTypes, ", "))
	default:
		x.answer(r.Context())
	}
}

// exchange is one request and its answer.
type exchange struct {
	*Handler
	w       http.ResponseWriter
	r       *http.Request
	id      string
	request string
	format  int
}

// address is what is asked first: which entity it is, and what its answer depends on.
type address struct {
	Meta   struct{ Version, DataVersion string }
	Entity *struct{ ID, Type string }
}

const addressQuestion = `query EntityAddress($id: ID!) { meta { version dataVersion } entity(id: $id) { id type } }`

func (x *exchange) answer(ctx context.Context) {
	var found address
	if !x.ask(ctx, addressQuestion, &found) {
		return
	}
	if found.Entity == nil {
		x.fail(http.StatusNotFound, plan.NotFound, "no entity has this id", "look for its name at /")
		return
	}
	header := x.w.Header()
	header.Set("Cache-Control", "public, no-cache")
	if found.Entity.ID != x.id {
		header.Set("Location", "/id/"+url.PathEscape(found.Entity.ID))
		x.w.WriteHeader(http.StatusMovedPermanently)
		return
	}
	tag := negotiate.Tag(found.Meta.Version, found.Meta.DataVersion, look, mediaTypes[x.format], x.id)
	named, known := negotiate.Known(x.r, tag)
	if known {
		header.Set("ETag", `"`+named+`"`)
		x.w.WriteHeader(http.StatusNotModified)
		return
	}
	var all struct{ Entity object }
	if !x.ask(ctx, x.questions[found.Entity.Type], &all) {
		return
	}
	e := entity{x.types[found.Entity.Type], all.Entity}
	header.Set("ETag", `"`+tag+`"`)
	if x.format == html {
		x.show(http.StatusOK, "entity", e.view())
		return
	}
	x.link(http.StatusOK, e.linked())
}

// ask puts a question about the entity; false when its failure was answered.
func (x *exchange) ask(ctx context.Context, question string, into any) bool {
	data, errs := x.asker.Ask(ctx, x.request, graph.Question{Query: question, Variables: map[string]any{"id": x.id}})
	if len(errs) > 0 {
		status, code := graph.Status(errs)
		x.fail(status, code, errs[0].Message, "ask again later")
		return false
	}
	if err := decode(data, into); err != nil {
		x.fail(http.StatusInternalServerError, plan.Internal, "something went wrong here", "ask again later")
		return false
	}
	return true
}

// decode reads data with numbers as they are written.
func decode(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(into)
}

// fail says what was wrong and what would be right, in the format asked for.
func (x *exchange) fail(status int, code plan.Code, message, hint string) {
	x.w.Header().Del("ETag")
	x.w.Header().Set("Cache-Control", "no-store")
	if status == http.StatusServiceUnavailable {
		x.w.Header().Set("Retry-After", "2")
	}
	if x.format == html {
		x.show(status, "failure", failure{http.StatusText(status), message, hint})
		return
	}
	x.link(status, map[string]any{"errors": []any{map[string]any{
		"message": message + "; " + hint, "extensions": map[string]any{"code": code, "hint": hint},
	}}})
}

// link writes JSON; only what is an entity is linked data.
func (x *exchange) link(status int, value any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		status = http.StatusInternalServerError
	}
	mediaType := "application/json"
	if status == http.StatusOK && x.format >= 0 {
		mediaType = mediaTypes[x.format]
	}
	x.send(status, mediaType, b.Bytes())
}

// show writes a page.
func (x *exchange) show(status int, name string, value any) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, value); err != nil {
		http.Error(x.w, "something went wrong here", http.StatusInternalServerError)
		return
	}
	header := x.w.Header()
	header.Set("Content-Security-Policy", policy)
	header.Set("Referrer-Policy", "no-referrer")
	x.send(status, "text/html", b.Bytes())
}

func (x *exchange) send(status int, mediaType string, body []byte) {
	x.w.Header().Set("Content-Type", mediaType+"; charset=utf-8")
	x.w.WriteHeader(status)
	_, _ = x.w.Write(body) // the caller may be gone; nobody is left to tell
}

// Package pages serves what people read in a browser: the home page, the results of a search, the
// page of an entity, the question library, the documentation and errors, with one set of templates,
// one style, one script, without which every page works too, and one choice of language. Entities
// and questions are also served to programs, as JSON-LD and JSON.
//
// Every page is made from answers of the engine to ordinary queries, which are derived from
// the model, so a type that is added to the schema has its page.
package pages

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// Engine answers requests in memory; graph.Engine is one.
type Engine interface {
	Query(ctx context.Context, r graph.Request, c graph.Caller) (json.RawMessage, gqlerror.List)
}

// exchange is one request and its answer.
type exchange struct {
	engine Engine
	w      http.ResponseWriter
	r      *http.Request
	// caller is the caller of the queries for the answer.
	caller graph.Caller
	// language is the language of a page.
	language string
	// page reports whether the answer is a page. Programs are sent JSON.
	page bool
	// embedded reports whether the page is for a frame of another site: it has no header then.
	embedded bool
	// looked is the text that the search box of an error page has.
	looked string
}

// begin starts the answer to a request. The answer must not be cached unless a later step
// allows it.
func begin(e Engine, w http.ResponseWriter, r *http.Request) exchange {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	return exchange{engine: e, w: w, r: r, caller: graphql.NewCaller(w, r), language: languageOf(r)}
}

// languageOf returns the language that an address names, or else the one that the caller
// prefers.
func languageOf(r *http.Request) string {
	if named := strings.ToLower(r.URL.Query().Get(questions.LanguageKey)); slices.Contains(wording.Languages, named) {
		return named
	}
	return wording.Match(r.Header.Get("Accept-Language"))
}

// readable reports whether the request's method only reads. It answers any other method with
// an error.
func (x *exchange) readable() bool {
	if x.r.Method == http.MethodGet || x.r.Method == http.MethodHead {
		return true
	}
	x.w.Header().Set("Allow", "GET, HEAD")
	x.fail(http.StatusMethodNotAllowed, plan.BadUserInput, phrase("BadMethod"), phrase("UseGet"))
	return false
}

// cached sets the ETag, and reports whether the caller already has the answer with this tag.
// If so, it answers 304.
func (x *exchange) cached(tag string) bool {
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

// query runs a query and decodes its data. It returns false if it has answered the request
// with an error.
func (x *exchange) query(ctx context.Context, query string, variables map[string]any, into any) bool {
	err := x.run()(ctx, query, variables, into)
	if err != nil {
		x.refuse(err)
	}
	return err == nil
}

// refuse answers with an error of the engine.
func (x *exchange) refuse(err error) {
	var errs gqlerror.List
	if !errors.As(err, &errs) {
		x.internal()
		return
	}
	status, _ := graphql.Status(errs)
	x.refuseWith(status, errs)
}

// refuseWith answers with errors of the engine and a status.
func (x *exchange) refuseWith(status int, errs gqlerror.List) {
	_, code := graphql.Status(errs)
	graphql.SetRetryAfter(x.w.Header(), status, errs)
	message, hint := split(errs[0])
	x.fail(status, code, message, hint)
}

// run returns the function that runs the queries of the request.
func (x *exchange) run() questions.Query {
	return QueryOf(x.engine, x.caller)
}

// QueryOf returns a function that runs queries for a caller. Its errors may be a
// gqlerror.List; it decodes numbers as they are written.
func QueryOf(e Engine, c graph.Caller) questions.Query {
	return func(ctx context.Context, query string, variables map[string]any, into any) error {
		request, err := graph.NewRequest(query, variables)
		if err != nil {
			return err
		}
		data, errs := e.Query(ctx, request, c)
		if len(errs) > 0 {
			return errs
		}
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		return d.Decode(into)
	}
}

// internal answers with an error that the caller cannot influence.
func (x *exchange) internal() {
	x.fail(http.StatusInternalServerError, plan.Internal, phrase("Broken"), phrase("TryLater"))
}

// fail answers with an error: the message describes the fault, the hint its correction.
func (x *exchange) fail(status int, code plan.Code, message, hint wording.Text, suggestions ...questions.Named) {
	if x.page {
		x.uncached()
		if after := x.w.Header().Get("Retry-After"); status == http.StatusServiceUnavailable && after != "" {
			x.w.Header().Set("Refresh", after) // a browser asks again by itself, also without scripts
		}
		x.show(status, "failure", x.failure(status, message, hint, suggestions))
		return
	}
	x.failJSON(status, map[string]any{
		"message": message.EN + "; " + hint.EN, "extensions": map[string]any{"code": code, "hint": hint.EN},
	})
}

// failJSON answers a program with one error.
func (x *exchange) failJSON(status int, failure map[string]any) {
	x.uncached()
	x.json(status, "application/json", map[string]any{"errors": []any{failure}})
}

// uncached prevents caches from storing the answer.
func (x *exchange) uncached() {
	x.w.Header().Del("ETag")
	x.w.Header().Set("Cache-Control", "no-store")
}

// json answers with a value as JSON.
func (x *exchange) json(status int, mediaType string, value any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		http.Error(x.w, phrase("Broken").EN, http.StatusInternalServerError)
		return
	}
	x.send(status, mediaType, b.Bytes())
}

// show answers with a page.
func (x *exchange) show(status int, template string, value any) {
	body, err := render(template, value)
	if err != nil {
		http.Error(x.w, phrase("Broken").EN, http.StatusInternalServerError)
		return
	}
	header := x.w.Header()
	header.Set("Content-Security-Policy", policyOf(x.embedded))
	header.Set("Content-Language", x.language)
	header.Set("Referrer-Policy", "no-referrer")
	x.send(status, "text/html", body)
}

func (x *exchange) send(status int, mediaType string, body []byte) {
	x.w.Header().Set("Content-Type", mediaType+"; charset=utf-8")
	x.w.WriteHeader(status)
	_, _ = x.w.Write(body) // the caller may have left, which is no fault of the page
}

package questions

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"whojoins/graph"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/plan"
)

// Described is a question as programs get it.
type Described struct {
	Name       string               `json:"name"`
	Audience   string               `json:"audience"`
	Title      Text                 `json:"title"`
	Tells      Text                 `json:"tells"`
	Parameters []DescribedParameter `json:"parameters"`
	GraphQL    string               `json:"graphql"`
	// Example is an address that answers something, by form.
	Example map[string]string `json:"example"`
}

// DescribedParameter is a parameter as programs get it.
type DescribedParameter struct {
	Name        string   `json:"name"`
	Type        string   `json:"type"`
	Required    bool     `json:"required"`
	Default     string   `json:"default,omitempty"`
	Example     string   `json:"example"`
	Values      []string `json:"values,omitempty"`
	Description Text     `json:"description"`
}

// described is the library.
func (h *Handler) described() map[string][]Described {
	list := []Described{}
	for _, q := range h.library.All {
		one := Described{q.Name, q.Audience, q.Title, q.Tells, q.parameters(), q.GraphQL, map[string]string{}}
		for _, f := range q.forms {
			one.Example[f.extension[1:]] = q.Address(f.extension, q.Example())
		}
		list = append(list, one)
	}
	return map[string][]Described{"questions": list}
}

func (q *Question) parameters() []DescribedParameter {
	list := []DescribedParameter{}
	for _, p := range q.Parameters {
		list = append(list, DescribedParameter{p.Name, p.Type, p.Required, p.Default, p.Example, p.Words(), p.Describe})
	}
	return list
}

// list answers with all questions.
func (x *exchange) list() {
	if x.form.extension == ".html" {
		if !x.known(negotiate.Tag(look, x.language, string(x.listed))) {
			x.show(http.StatusOK, "list", x.index())
		}
		return
	}
	if !x.known(negotiate.Tag(string(x.listed))) {
		x.send(http.StatusOK, "application/json", x.listed)
	}
}

// refuse says which parameters are right.
func (x *exchange) refuse(q *Question, err error) {
	var wrong *ParameterError
	if !errors.As(err, &wrong) {
		x.broken()
		return
	}
	x.failWith(http.StatusBadRequest, map[string]any{
		"message": wrong.Error(),
		"extensions": map[string]any{
			"code": plan.BadUserInput, "hint": wrong.Hint(), "parameters": q.parameters(), "example": q.Address("", q.Example()),
		},
	})
}

// failWith answers a program with one error.
func (x *exchange) failWith(status int, one map[string]any) {
	x.w.Header().Del("ETag")
	x.w.Header().Set("Cache-Control", "no-store")
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(map[string]any{"errors": []any{one}}); err != nil {
		http.Error(x.w, "something went wrong here", http.StatusInternalServerError)
		return
	}
	x.send(status, "application/json", b.Bytes())
}

// fail says what was wrong and what would be right.
func (x *exchange) fail(status int, code plan.Code, message, hint string) {
	if x.form != nil && x.form.extension == ".html" {
		x.w.Header().Del("ETag")
		x.w.Header().Set("Cache-Control", "no-store")
		x.show(status, "failure", x.failure(status, message, hint))
		return
	}
	x.failWith(status, map[string]any{"message": message + "; " + hint, "extensions": map[string]any{"code": code, "hint": hint}})
}

// broken is for what cannot be.
func (x *exchange) broken() {
	x.fail(http.StatusInternalServerError, plan.Internal, "something went wrong here", "ask again later")
}

// ask puts a question to the service for a page; false when its failure was answered.
func (x *exchange) ask(ctx context.Context, question graph.Question) (json.RawMessage, bool) {
	data, errs := x.service.Ask(ctx, x.request, question)
	if len(errs) == 0 {
		return data, true
	}
	status, code := graph.Status(errs)
	if status == http.StatusServiceUnavailable {
		x.w.Header().Set("Retry-After", "2")
	}
	message, hint := told(errs[0])
	x.fail(status, code, message, hint)
	return nil, false
}

// told is an error of the service without its hint, and the hint.
func told(e *gqlerror.Error) (message, hint string) {
	hint, _ = e.Extensions["hint"].(string)
	if hint == "" {
		hint = "ask again later"
	}
	return strings.TrimSuffix(e.Message, "; "+hint), hint
}

func (x *exchange) send(status int, mediaType string, body []byte) {
	x.w.Header().Set("Content-Type", mediaType+"; charset=utf-8")
	x.w.WriteHeader(status)
	_, _ = x.w.Write(body) // the caller may be gone; nobody is left to tell
}

package graph

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"whojoins/internal/format"
	"whojoins/internal/plan"
)

// link is what an address asks for.
type link struct {
	format *format.Format
	// metadata says that the description of the file is asked for, described that the
	// file begins with one.
	metadata, described bool
	// field is the root field; empty for a question in GraphQL.
	field string
	// body is the question as it would be posted.
	body []byte
	// limit is how many rows are asked for; below zero all.
	limit int
	// page says that only the page that the question asks for is written.
	page bool
}

// whole says whether the file has the whole list, not a page of it.
func (l *link) whole(made *prepared) bool {
	if l.page {
		return false
	}
	if l.field != "" {
		return true
	}
	for _, s := range made.context.Operation.SelectionSet {
		f, ok := s.(*ast.Field)
		if !ok || strings.HasPrefix(f.Name, "__") {
			continue
		}
		for _, name := range []string{"first", "last", "before"} {
			if a := f.Arguments.ForName(name); a != nil {
				if v, err := a.Value.Value(made.context.Variables); err != nil || v != nil {
					return false
				}
			}
		}
	}
	return true
}

// The parameters of links beside the arguments of a root field.
const (
	paramFields = "fields"
	paramAbout  = "about"
	paramFirst  = "first"
)

// link reads the address of a request.
func (h *Handler) link(r *http.Request) (*link, error) {
	l := &link{limit: -1}
	name, ok := strings.CutPrefix(r.URL.Path, exportFile)
	if !ok {
		rest := strings.TrimPrefix(r.URL.Path, exportPath)
		if l.field, name, ok = strings.Cut(rest, "."); !ok || l.field == "" {
			return nil, plan.Errorf(plan.NotFound, "take "+exportPath+"participations.csv, or another root field with one of "+format.Extensions(), "this is the address of no file")
		}
	}
	name, l.metadata = strings.CutSuffix(name, described)
	if l.format = format.Named(name); l.format == nil {
		return nil, unknownFormat(name)
	}
	if l.metadata && l.format.List == nil {
		return nil, plan.Errorf(plan.NotFound, "a file of this format holds its description", "nothing describes a file in %s", name)
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil || !wellFormed(values) {
		return nil, plan.Errorf(plan.BadUserInput, "send parameters with percent-encoding, in UTF-8", "the address has no well-formed parameters")
	}
	if err := l.aboutParam(values); err != nil {
		return nil, err
	}
	if l.field == "" {
		return l, l.question(values)
	}
	return l, h.plainLink(l, values)
}

func wellFormed(values url.Values) bool {
	for name, list := range values {
		if !utf8.ValidString(name) || slices.ContainsFunc(list, func(v string) bool { return !utf8.ValidString(v) }) {
			return false
		}
	}
	return true
}

// aboutParam reads whether the file begins with its description.
func (l *link) aboutParam(values url.Values) (err error) {
	if text := values.Get(paramAbout); text != "" {
		if l.described, err = strconv.ParseBool(text); err != nil {
			return plan.Errorf(plan.BadUserInput, "send about=true, or leave it out", "\"about\" is %.40q", text)
		}
	}
	return nil
}

// question takes a question in GraphQL.
func (l *link) question(values url.Values) error {
	known := []string{"query", "variables", "operationName", paramAbout}
	body := map[string]any{}
	for name, list := range values {
		switch {
		case !slices.Contains(known, name):
			return unknownParam(name, known)
		case len(list) > 1:
			return plan.Errorf(plan.BadUserInput, "send it once", "%q is given %d times", name, len(list))
		case name == "variables":
			if !json.Valid([]byte(list[0])) {
				return plan.Errorf(plan.BadUserInput, "send {\"name\": value} with percent-encoding", "\"variables\" is not JSON")
			}
			body[name] = json.RawMessage(list[0])
		case name != paramAbout:
			body[name] = list[0]
		}
	}
	var err error
	l.body, err = json.Marshal(body)
	return err
}

func unknownParam(name string, known []string) error {
	return plan.Errorf(plan.BadUserInput, "take "+strings.Join(known, ", "), "there is no parameter %.40q here", name)
}

// plainLink makes the question of a link that names a root field.
func (h *Handler) plainLink(l *link, values url.Values) error {
	schema := h.preparer.schema
	def := schema.Query.Fields.ForName(l.field)
	if def == nil || strings.HasPrefix(l.field, "__") {
		return plan.Errorf(plan.NotFound, "take a root field of the schema, such as participations or jointActions", "there is no root field %.40q", l.field)
	}
	list := h.config.Model.RootList(l.field)
	known := []string{paramFields, paramAbout}
	variables := map[string]json.RawMessage{}
	for _, a := range def.Arguments {
		if list != nil && slices.Contains([]string{"after", "last", "before"}, a.Name) {
			continue // the file has the whole list
		}
		known = append(known, a.Name)
		if texts, given := values[a.Name]; given {
			raw, err := h.argument(a, texts)
			if err != nil {
				return err
			}
			variables[a.Name] = raw
		}
	}
	for name := range values {
		if !slices.Contains(known, name) {
			return unknownParam(name, known)
		}
	}
	if raw, ok := variables[paramFirst]; ok && list != nil {
		n, err := strconv.Atoi(string(raw))
		if err != nil || n < 0 {
			return plan.Errorf(plan.BadUserInput, "send a whole number from 0 on, or leave it out for all", "\"first\" is %.40q", string(raw))
		}
		l.limit = n
		delete(variables, paramFirst)
	}
	text, err := h.document(l, def, values.Get(paramFields), variables)
	if err != nil {
		return err
	}
	l.body, err = json.Marshal(map[string]any{"query": text, "variables": variables})
	return err
}

// document is the question of a plain link. One row is asked for, by which the cost of
// each is known.
func (h *Handler) document(l *link, def *ast.FieldDefinition, fields string, variables map[string]json.RawMessage) (string, error) {
	var declared, passed []string
	for _, a := range def.Arguments {
		if variables[a.Name] != nil {
			declared = append(declared, "$"+a.Name+": "+a.Type.String())
			passed = append(passed, a.Name+": $"+a.Name)
		}
	}
	s := &selector{model: h.config.Model, schema: h.preparer.schema, network: l.format.Network != nil && !l.metadata, page: h.config.Limits.Page}
	selection, err := s.root(def, fields)
	if err != nil {
		return "", err
	}
	if h.config.Model.RootList(def.Name) != nil {
		passed = append(passed, "first: 1")
	}
	text := "query Export"
	if len(declared) > 0 {
		text += "(" + strings.Join(declared, ", ") + ")"
	}
	text += " { " + def.Name
	if len(passed) > 0 {
		text += "(" + strings.Join(passed, ", ") + ")"
	}
	return text + " " + selection + " }", nil
}

// argument reads an argument as people write it in an address: words and numbers as they
// are, lists by commas or by giving the parameter again, and objects as JSON or as
// GraphQL has them.
func (h *Handler) argument(a *ast.ArgumentDefinition, texts []string) (json.RawMessage, error) {
	t := a.Type
	list := t.Elem != nil
	if list {
		t = t.Elem
	}
	def := h.preparer.schema.Types[t.Name()]
	if !list && len(texts) > 1 {
		return nil, plan.Errorf(plan.BadUserInput, "send it once", "%q is given %d times", a.Name, len(texts))
	}
	if def.Kind == ast.InputObject || list && strings.HasPrefix(texts[0], "[") {
		return h.literal(a, texts[0])
	}
	if !list {
		return scalar(a, def, texts[0])
	}
	items := []json.RawMessage{}
	for _, text := range texts {
		parts := []string{text}
		if def.Name != "String" {
			parts = strings.Split(text, ",")
		}
		for _, part := range parts {
			item, err := scalar(a, def, strings.TrimSpace(part))
			if err != nil {
				return nil, err
			}
			items = append(items, item)
		}
	}
	return json.Marshal(items)
}

func scalar(a *ast.ArgumentDefinition, def *ast.Definition, text string) (json.RawMessage, error) {
	if def.Name == "Int" {
		if _, err := strconv.Atoi(text); err != nil {
			return nil, plan.Errorf(plan.BadUserInput, "send a whole number", "%q is %.40q", a.Name, text)
		}
		return json.RawMessage(text), nil
	}
	return json.Marshal(text)
}

// literal reads a value written in JSON or in GraphQL.
func (h *Handler) literal(a *ast.ArgumentDefinition, text string) (json.RawMessage, error) {
	if json.Valid([]byte(text)) {
		return json.RawMessage(text), nil
	}
	wrong := plan.Errorf(plan.BadUserInput, `write it as GraphQL, {country: {eq: "BE"}}, or as JSON, {"country": {"eq": "BE"}}`, "%q is not a value of %s", a.Name, a.Type)
	if len(text) > h.config.Limits.Document {
		return nil, wrong
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: fmt.Sprintf("{f(a:%s)}", text)}, h.config.Limits.Tokens)
	if err != nil || len(doc.Operations) != 1 || len(doc.Fragments) > 0 || len(doc.Operations[0].SelectionSet) != 1 {
		return nil, wrong
	}
	f, ok := doc.Operations[0].SelectionSet[0].(*ast.Field)
	if !ok || len(f.Arguments) != 1 || len(f.SelectionSet) > 0 || len(f.Directives) > 0 || !constant(f.Arguments[0].Value) {
		return nil, wrong
	}
	v, err := f.Arguments[0].Value.Value(nil)
	if err != nil {
		return nil, wrong
	}
	return json.Marshal(v)
}

// constant says that no variable is in a value.
func constant(v *ast.Value) bool {
	return v.Kind != ast.Variable && !slices.ContainsFunc(v.Children, func(c *ast.ChildValue) bool { return !constant(c.Value) })
}

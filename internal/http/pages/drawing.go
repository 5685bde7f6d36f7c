package pages

import (
	"context"
	_ "embed"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"go.yaml.in/yaml/v3"

	"whojoins/graph"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

//go:embed drawings.yaml
var drawingsFile []byte

// drawing is how the answer of a root field is drawn; drawings.yaml explains it.
type drawing struct {
	Title     wording.Text
	Selection string
	Picture   questions.Picture
	// Rows is the number of rows that are drawn unless an address gives another; the number that the
	// service has for an answer, if it is empty.
	Rows string
}

// drawnRows is the number of relations of a list that are drawn: most that an answer may have.
const drawnRows = "1000"

// readDrawings returns the drawings of the graph queries, and of the lists of relations, by root field.
func readDrawings(m *model.Model, d *wording.Dictionary) (map[string]drawing, error) {
	all := map[string]drawing{}
	if err := yaml.Unmarshal(drawingsFile, &all); err != nil {
		return nil, err
	}
	for _, r := range m.Relations {
		one := drawing{Rows: drawnRows, Picture: questions.Picture{Paths: &questions.PathColumns{From: r.From.Name, To: r.To.Name, Peers: true}}}
		one.Selection = "{ totalCount nodes { " + r.From.Name + " { id name type } " + r.To.Name + " { id name type } } }"
		one.Title = wording.Text{EN: d.Type(r.Enum, "en"), FR: d.Type(r.Enum, "fr"), NL: d.Type(r.Enum, "nl")}
		all[r.Many] = one
	}
	return all, nil
}

// Patterns returns the patterns of the addresses that Pictures serves with the parameters of a root field.
func (h *Pictures) Patterns() (list []string) {
	for field := range h.drawings {
		list = append(list, exportPath+field+pictureExtension)
	}
	return list
}

// drawnAnswer is what an answer says about how much of it there is.
type drawnAnswer struct {
	Omitted    int
	TotalCount *int
	Nodes      []json.RawMessage
}

// left returns how many things the answer left out.
func (a drawnAnswer) left() int {
	if a.TotalCount != nil {
		return *a.TotalCount - len(a.Nodes)
	}
	return a.Omitted
}

// field answers with the picture of the answer of a root field.
func (x *questionExchange) field(ctx context.Context, name string, of drawing) {
	values := url.Values{}
	for key, list := range x.values {
		if key != questions.LanguageKey {
			values[key] = list
		}
	}
	def := graph.Schema().Query.Fields.ForName(name)
	if of.Rows != "" && !values.Has(questions.RowsParameter) {
		values.Set(questions.RowsParameter, of.Rows)
	}
	request, err := x.service.Files.QueryOf(name, of.Selection, values)
	if err != nil {
		x.refuse(x.service.Engine.Present(ctx, err))
		return
	}
	var variables map[string]any
	if err := json.Unmarshal(request.Variables, &variables); err != nil {
		x.internal()
		return
	}
	names, ok := x.namesIn(ctx, def, variables)
	if !ok {
		return
	}
	var d dataset
	var data json.RawMessage
	if !x.query(ctx, datasetQuery, nil, &d) {
		return
	}
	if x.cached(negotiate.Tag(design, x.chosen(), d.Meta.Version, d.Meta.DataVersion, x.r.URL.Path, x.r.URL.RawQuery)) || !x.query(ctx, request.Query, variables, &data) {
		return
	}
	q := &questions.Question{Name: name, Title: of.Title, Description: of.Title, GraphQL: request.Query, Picture: &of.Picture}
	a, err := x.answered(ctx, x.run(), q, data, d, variables, x.chosen())
	if err != nil {
		x.internal()
		return
	}
	a.caption.Description += "."
	if len(names) > 0 {
		a.caption.Title += ": " + strings.Join(names, ", ")
	}
	a.caption.Note = strings.Join(slices.DeleteFunc([]string{x.coverage(ctx, q, variables), x.cutOf(data)}, func(s string) bool { return s == "" }), " ")
	x.sendAnswer(a)
}

// cutOf returns the sentence about what an answer left out, or nothing.
func (x *questionExchange) cutOf(data json.RawMessage) string {
	var fields map[string]json.RawMessage
	_ = json.Unmarshal(data, &fields) // data of the engine is an object
	for _, raw := range fields {
		var one drawnAnswer
		if json.Unmarshal(raw, &one) == nil && one.left() > 0 { // a list has no such parts
			return phrasef("AnswerCut", grouped(one.left())).In(x.chosen())
		}
	}
	return ""
}

// namesIn returns the names of the entities that the arguments of a field name. If one does not exist, it
// answers with an error, and ok is false.
func (x *questionExchange) namesIn(ctx context.Context, def *ast.FieldDefinition, variables map[string]any) (names []string, ok bool) {
	var ids []any
	for _, a := range def.Arguments {
		if a.Type.Name() != "ID" {
			continue
		}
		switch v := variables[a.Name].(type) {
		case string:
			ids = append(ids, v)
		case []any:
			ids = append(ids, v...)
		}
	}
	var found struct{ Entities []*named }
	if len(ids) == 0 {
		return nil, true
	}
	if !x.query(ctx, `query Named($ids: [ID!]!) { entities(ids: $ids) { id name } }`, map[string]any{"ids": ids}, &found) {
		return nil, false
	}
	for _, e := range found.Entities {
		if e == nil {
			x.fail(http.StatusNotFound, plan.NotFound, phrase("NoEntity"), phrase("SearchForIt"))
			return nil, false
		}
		names = append(names, e.Name)
	}
	return names, true
}

// Draws reports whether the answer of a root field is offered as a picture.
func (h *Pictures) Draws(field string) bool {
	_, ok := h.drawings[field]
	return ok
}

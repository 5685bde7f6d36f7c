package files

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/plan"
)

// The parameters of addresses in addition to the arguments of a root field.
const (
	FieldsParameter = "fields"
	paramAbout      = "about"
	paramFirst      = "first"
)

// The map at the address of one list has the places of another: funders are organisations on the map
// too, and the property type tells them apart.
const mapAddress, mapField = "institutes", "organisations"

// link parses the address of a file.
func (h *Handler) link(u *url.URL) (File, error) {
	f := File{Rows: -1}
	name, ok := strings.CutPrefix(u.Path, exportFile)
	if !ok {
		rest := strings.TrimPrefix(u.Path, ExportPath)
		if f.field, name, ok = strings.Cut(rest, "."); !ok || f.field == "" {
			return f, plan.Errorf(plan.NotFound, "use "+ExportPath+"participations.csv, or another root field with one of "+format.Extensions(), "there is no file at this address")
		}
	}
	if err := f.formatOf(name); err != nil {
		return f, err
	}
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil || !wellFormed(values) {
		return f, errNotWellFormed
	}
	if text := values.Get(paramAbout); text != "" {
		if f.Described, err = strconv.ParseBool(text); err != nil {
			return f, plan.Errorf(plan.BadUserInput, "send about=true, or leave it out", "\"about\" is %.40q", text)
		}
	}
	if f.field == "" {
		if f.Request, err = request(values); err == nil && h.check != nil {
			err = h.check(f.Request.Query)
		}
		return f, err
	}
	if f.field == wholeGraph {
		return f, h.graphLink(&f, values)
	}
	return f, h.fieldLink(&f, values)
}

// formatOf reads the format from the end of an address: an extension, or that of a description. The field
// may have the suffix of the nodes of a network.
func (f *File) formatOf(name string) error {
	name, f.Metadata = strings.CutSuffix(name, metadataSuffix)
	if f.field, f.nodes = strings.CutSuffix(f.field, NodesSuffix); f.nodes {
		if f.Format = format.Nodes; name != f.Format.Extension || f.Metadata {
			return plan.Errorf(plan.NotFound, "use "+ExportPath+"collaboration"+NodesSuffix+".csv", "the nodes of a network are only available as csv")
		}
	} else if f.Format = format.Named(name); f.Format == nil {
		return plan.Errorf(plan.NotFound, "use one of "+format.Extensions(), "there is no format %.40q", name)
	}
	return nil
}

func wellFormed(values url.Values) bool {
	for name, list := range values {
		if !utf8.ValidString(name) || slices.ContainsFunc(list, func(v string) bool { return !utf8.ValidString(v) }) {
			return false
		}
	}
	return true
}

// request parses a GraphQL request from parameters.
func request(values url.Values) (q graph.Request, err error) {
	known := []string{"query", "variables", "operationName", paramAbout}
	for name, list := range values {
		switch {
		case !slices.Contains(known, name):
			return q, unknownParam(name, known)
		case len(list) > 1:
			return q, plan.Errorf(plan.BadUserInput, "send it once", "%q is given %d times", name, len(list))
		}
	}
	q = graph.Request{Query: values.Get("query"), OperationName: values.Get("operationName"), Variables: json.RawMessage(values.Get("variables"))}
	if values.Has("variables") && !json.Valid(q.Variables) {
		return q, plan.Errorf(plan.BadUserInput, "send {\"name\": value} with percent-encoding", "\"variables\" is not JSON")
	}
	return q, q.Check()
}

func unknownParam(name string, known []string) error {
	return plan.Errorf(plan.BadUserInput, "use "+strings.Join(known, ", "), "there is no parameter %.40q here", name)
}

// fieldLink makes the request of an address that names a root field.
func (h *Handler) fieldLink(f *File, values url.Values) error {
	def := graph.Schema().Query.Fields.ForName(f.field)
	if f.Format.Places && f.field == mapAddress {
		f.Name, def = mapAddress, graph.Schema().Query.Fields.ForName(mapField)
	}
	// A field that begins with an underscore is about the schema, or for gateways.
	if def == nil || strings.HasPrefix(f.field, "_") {
		return plan.Errorf(plan.NotFound, "use a root field of the schema, such as participations or jointActions", "there is no root field %.40q", f.field)
	}
	isList := h.engine.Model().RootList(def.Name) != nil
	variables, err := h.arguments(accepted(def, isList), values, FieldsParameter, paramAbout)
	if err != nil {
		return err
	}
	if raw, ok := variables[paramFirst]; ok && isList {
		n, err := strconv.Atoi(string(raw))
		if err != nil || n < 0 {
			return plan.Errorf(plan.BadUserInput, "send a whole number from 0 on, or leave it out for all", "\"first\" is %.40q", string(raw))
		}
		f.Rows = n
		delete(variables, paramFirst)
	}
	text, err := h.document(f, def, values.Get(FieldsParameter), variables)
	if err != nil {
		return err
	}
	f.Request.Query = text
	f.Request.Variables, err = json.Marshal(variables)
	return err
}

// arguments reads the values of arguments from an address, which may have other parameters too.
func (h *Handler) arguments(accepted ast.ArgumentDefinitionList, values url.Values, known ...string) (map[string]json.RawMessage, error) {
	variables := map[string]json.RawMessage{}
	for _, a := range accepted {
		known = append(known, a.Name)
		if texts, given := values[a.Name]; given {
			raw, err := h.argument(a, texts)
			if err != nil {
				return nil, err
			}
			variables[a.Name] = raw
		}
	}
	for name := range values {
		if !slices.Contains(known, name) {
			return nil, unknownParam(name, known)
		}
	}
	return variables, nil
}

// QueryOf returns the query for a part of the answer of a root field, with the arguments that an address
// has. Errors are those of the address of a file.
func (h *Handler) QueryOf(field, selection string, values url.Values) (graph.Request, error) {
	def := graph.Schema().Query.Fields.ForName(field)
	if !wellFormed(values) {
		return graph.Request{}, errNotWellFormed
	}
	variables, err := h.arguments(def.Arguments, values)
	if err != nil {
		return graph.Request{}, err
	}
	raw, err := json.Marshal(variables)
	return graph.Request{Query: operation(def, variables, selection), Variables: raw}, err
}

// errNotWellFormed is returned for an address whose parameters cannot be read.
var errNotWellFormed = plan.Errorf(plan.BadUserInput, "send parameters with percent-encoding, in UTF-8", "the parameters of the address are not well-formed")

// document writes the document of an address that names a root field. It requests one row of a
// list, so that the cost of the plan is the cost of a row.
func (h *Handler) document(f *File, def *ast.FieldDefinition, fields string, variables map[string]json.RawMessage) (string, error) {
	limits := h.engine.Limits()
	m := h.engine.Model()
	s := &selector{model: m, network: f.Format.Network != nil && !f.Metadata, stage: f.stage != nil, limits: &limits}
	selection, err := s.root(def, fields)
	if err != nil {
		return "", err
	}
	if m.RootList(def.Name) != nil {
		return operation(def, variables, selection, "first: 1"), nil
	}
	return operation(def, variables, selection), nil
}

// operation writes the operation that requests a selection of a root field, with variables for its
// arguments, after which others are passed.
func operation(def *ast.FieldDefinition, variables map[string]json.RawMessage, selection string, others ...string) string {
	var declared, passed []string
	for _, a := range def.Arguments {
		if variables[a.Name] != nil {
			declared = append(declared, "$"+a.Name+": "+a.Type.String())
			passed = append(passed, a.Name+": $"+a.Name)
		}
	}
	text := "query Export"
	if len(declared) > 0 {
		text += "(" + strings.Join(declared, ", ") + ")"
	}
	text += " { " + def.Name
	if passed = append(passed, others...); len(passed) > 0 {
		text += "(" + strings.Join(passed, ", ") + ")"
	}
	return text + " " + selection + " }"
}

package files

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/graphql"
)

// Export describes the files of one name below /export.
type Export struct {
	// Name is the part of the address before the extension, Description the contents in words.
	Name, Description string
	// Formats are those in which the file is offered.
	Formats []*format.Format
	// Arguments are those of the root field that the address accepts, in the order of the schema.
	Arguments []*ast.ArgumentDefinition
	// List reports whether the file has a list of the dataset, all of which it contains.
	List bool
	// Parameters are the names of the other parameters that the address accepts.
	Parameters []string
}

// nodesOf is the description of the nodes of a network.
const nodesOf = "The nodes of the network, one row for each: "

// Exports returns the files below /export. examples are values of the required arguments of a root
// field; a field without them is offered in the formats that hold its answer for any other value.
func (h *Handler) Exports(examples func(field string) url.Values) []Export {
	m := h.engine.Model()
	whole := Export{Name: wholeGraph, Description: "The whole graph: every entity, and every relation that is not deprecated.", Parameters: []string{paramAbout}}
	for _, f := range format.Formats() {
		if f.Network != nil {
			whole.Formats = append(whole.Formats, f)
		}
	}
	list := []Export{whole, nodes(whole)}
	for _, def := range graph.Schema().Query.Fields {
		if strings.HasPrefix(def.Name, "_") {
			continue
		}
		x := Export{Name: def.Name, Description: def.Description, List: m.RootList(def.Name) != nil, Parameters: []string{FieldsParameter, paramAbout}}
		x.Arguments = accepted(def, x.List)
		values, network := placeholders(x.Arguments, examples(def.Name)), false
		for _, f := range format.Formats() {
			if h.offers(def.Name, f, values, false) {
				x.Formats = append(x.Formats, f)
				network = network || f.Network != nil
			}
		}
		if len(x.Formats) > 0 {
			list = append(list, x)
		}
		if network && h.offers(def.Name, format.Nodes, values, true) {
			list = append(list, nodes(x))
		}
	}
	return list
}

// nodes returns the description of the nodes of a network.
func nodes(x Export) Export {
	x.Name, x.Description, x.Formats = x.Name+NodesSuffix, nodesOf+x.Description, []*format.Format{format.Nodes}
	return x
}

// accepted returns the arguments of a root field that an address may have: a file has a whole list,
// so that it has no pages.
func accepted(def *ast.FieldDefinition, list bool) ast.ArgumentDefinitionList {
	return slices.DeleteFunc(slices.Clone(def.Arguments), func(a *ast.ArgumentDefinition) bool {
		return list && slices.Contains([]string{"after", "last", "before"}, a.Name)
	})
}

// placeholders returns values of all required arguments: the given ones, else a text or an empty
// filter, with which a request can be prepared but has no answer.
func placeholders(arguments []*ast.ArgumentDefinition, given url.Values) url.Values {
	values := url.Values{}
	for _, a := range arguments {
		switch {
		case given.Has(a.Name):
			values[a.Name] = given[a.Name]
		case !a.Type.NonNull:
		case graph.Schema().Types[a.Type.Name()].Kind == ast.InputObject:
			values.Set(a.Name, "{}")
		default:
			values.Set(a.Name, "x")
		}
	}
	return values
}

// offers reports whether the answer of a root field can be written in a format.
func (h *Handler) offers(field string, of *format.Format, values url.Values, nodes bool) bool {
	f := File{Rows: -1, Format: of, field: field, nodes: nodes}
	if err := h.fieldLink(&f, values); err != nil {
		return false
	}
	p, err := h.engine.Prepare(f.Request, graph.Caller{})
	if err != nil {
		return false
	}
	_, err = newSink(h.engine, p, f, graphql.Address{})
	return err == nil
}

// ArgumentText returns a value of an argument as addresses have it: words and numbers without
// quotes, each item of a list on its own, and objects as JSON.
func ArgumentText(value any) (texts []string) {
	switch v := value.(type) {
	case nil:
		return nil
	case string:
		return []string{v}
	case []any:
		for _, item := range v {
			texts = append(texts, ArgumentText(item)...)
		}
		return texts
	}
	text, err := json.Marshal(value)
	if err != nil {
		return nil
	}
	return []string{string(text)}
}

package questions

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"

	"whojoins/graph"
	"whojoins/internal/cite"
	"whojoins/internal/http/negotiate"
)

// datasetQuestion is asked first: what the page depends on beside the question.
const datasetQuestion = `query QuestionPage { meta { version dataVersion citation } }`

// page shows a question: what it tells, its form, and the answer for what was given, or
// for the example when nothing was.
func (x *exchange) page(ctx context.Context, q *Question) {
	var meta struct {
		Meta struct{ Version, DataVersion, Citation string }
	}
	data, ok := x.ask(ctx, graph.Question{Query: datasetQuestion})
	if !ok || !x.decoded(data, &meta) {
		return
	}
	values, exemplary := x.asked(q), !given(x.values)
	variables, err := q.Variables(x.values)
	if exemplary {
		variables, err = q.Variables(values)
	}
	if err == nil && x.known(negotiate.Tag(look, x.language, meta.Meta.Version, meta.Meta.DataVersion, cite.Site(x.r, x.site), q.Name, x.r.URL.RawQuery)) {
		return
	}
	p := page{
		frame: x.frame(q.Title.In(x.language)), Name: q.Name, Tells: q.Tells.In(x.language), GraphQL: q.GraphQL,
		Address: q.Path(), Chosen: url.Values(x.values).Get(languageKey), Fields: x.fields(q, values),
		Faults: faults(err), Exemplary: exemplary && len(values) > 0,
	}
	if p.Offers, ok = x.offered(ctx, q); !ok {
		return
	}
	if err != nil {
		x.w.Header().Set("Cache-Control", "no-store")
		x.show(http.StatusBadRequest, "question", p)
		return
	}
	if data, ok = x.ask(ctx, graph.Question{Query: q.GraphQL, Variables: variables}); !ok {
		return
	}
	tables, err := Tables(data)
	if err != nil {
		x.broken()
		return
	}
	for _, t := range tables {
		p.Tables = append(p.Tables, t.show())
	}
	p.Citation = x.cited(q, values, meta.Meta.Citation)
	p.Editor, p.Files = editor(q, variables), x.files(q, values)
	x.show(http.StatusOK, "question", p)
}

// cited is the citation of an answer: that of the dataset, with the address of the answer.
func (x *exchange) cited(q *Question, values url.Values, dataset string) string {
	site := cite.Site(x.r, x.site)
	if site == "" {
		return dataset
	}
	return dataset + " " + site + q.Address("", values)
}

// asked are the parameters that were given, each once it has a value; the example when
// there are none.
func (x *exchange) asked(q *Question) url.Values {
	if !given(x.values) {
		return q.Example()
	}
	values := url.Values{}
	for _, p := range q.Parameters {
		if items := p.items(x.values[p.Name]); len(items) > 0 {
			values[p.Name] = items
		}
	}
	return values
}

// offered are the entities for the fields of a question's form.
func (x *exchange) offered(ctx context.Context, q *Question) (list []offer, ok bool) {
	for _, p := range q.Parameters {
		if p.Offers == "" || p.List || slices.ContainsFunc(list, func(o offer) bool { return o.Name == p.Offers }) {
			continue
		}
		data, ok := x.ask(ctx, graph.Question{Query: x.offers[p.Offers]})
		var answer map[string]struct{ Nodes []struct{ ID, Name string } }
		if !ok || !x.decoded(data, &answer) {
			return nil, false
		}
		list = append(list, offer{p.Offers, answer[p.Offers].Nodes})
	}
	return list, true
}

// decoded reads an answer; false when that failure was answered.
func (x *exchange) decoded(data json.RawMessage, into any) bool {
	if err := json.Unmarshal(data, into); err != nil {
		x.broken()
		return false
	}
	return true
}

// editor opens a question in the page at /, in the fragment of its address.
func editor(q *Question, variables map[string]any) string {
	fragment := url.Values{"query": {q.GraphQL}}
	if len(variables) > 0 {
		if encoded, err := json.MarshalIndent(variables, "", "  "); err == nil {
			fragment.Set("variables", string(encoded))
		}
	}
	return "/#" + fragment.Encode()
}

// files are the addresses of the answer in every form but this page.
func (x *exchange) files(q *Question, values url.Values) (list []link) {
	for _, f := range q.forms {
		if f.label != "" {
			list = append(list, link{f.label, q.Address(f.extension, values)})
		}
	}
	return list
}

package pages

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"whojoins/internal/http/negotiate"
	"whojoins/internal/questions"
)

// datasetQuery selects the values that a page depends on in addition to its question.
const datasetQuery = `query QuestionPage { meta { version dataVersion citation } }`

// dataset is the answer to datasetQuery.
type dataset struct {
	Meta struct{ Version, DataVersion, Citation string }
}

// question shows a question: its title, its form, and the answer for the given values, or
// for the example if none are given.
func (x *questionExchange) question(ctx context.Context, q *questions.Question) {
	var d dataset
	if !x.query(ctx, datasetQuery, nil, &d) {
		return
	}
	values, exemplary := x.given(q), !x.anyGiven()
	variables, err := q.Variables(x.values)
	if exemplary {
		variables, err = q.Variables(values)
	}
	if err == nil && x.cached(negotiate.Tag(design, x.language, d.Meta.Version, d.Meta.DataVersion, negotiate.Site(x.r, x.site), q.Name, x.r.URL.RawQuery)) {
		return
	}
	p := questionPage{
		frame: x.frame(q.Title.In(x.language)), Description: q.Description.In(x.language), GraphQL: q.GraphQL,
		Address: q.Path(), Fields: x.fields(q, values), Exemplary: exemplary && len(values) > 0,
	}
	var ok bool
	if p.Offers, ok = x.offered(ctx, q); !ok {
		return
	}
	if err != nil {
		p.Faults = x.faults(err)
		x.uncached()
		x.show(http.StatusBadRequest, "question", p)
		return
	}
	if p.Tables, p.Unknown, ok = x.answer(ctx, q, variables, p.Suffix); !ok {
		return
	}
	p.Citation = x.citation(q, values, d.Meta.Citation)
	p.Editor, p.Files = editorAddress(q, variables), x.files(q, values)
	x.show(http.StatusOK, "question", p)
}

// answer returns the tables of the answer, and the ids that explain an empty one; false if it
// has answered the request with an error.
func (x *questionExchange) answer(ctx context.Context, q *questions.Question, variables map[string]any, suffix string) (list []tableView, unknown []unknownID, ok bool) {
	variables, unknown, err := x.named(ctx, q, variables)
	if err != nil || len(unknown) > 0 {
		if err != nil {
			x.internal()
		}
		return nil, unknown, err == nil
	}
	var data json.RawMessage
	if !x.query(ctx, q.GraphQL, variables, &data) {
		return nil, nil, false
	}
	tables, err := questions.Tables(data)
	if err != nil {
		x.internal()
		return nil, nil, false
	}
	if questions.Empty(tables) {
		return nil, nil, true
	}
	for _, t := range x.library.Describe(q, tables, x.language) {
		list = append(list, viewOf(t, suffix))
	}
	return list, nil, true
}

// named replaces names by ids, and returns the names that no entity has, or several.
func (x *questionExchange) named(ctx context.Context, q *questions.Question, variables map[string]any) (named map[string]any, list []unknownID, err error) {
	named, found, err := q.Named(ctx, x.run(), variables)
	for _, u := range found {
		one := unknownID{Sentence: u.Sentence(x.language)}
		for _, s := range u.Suggestions {
			values := url.Values(maps.Clone(x.values))
			values.Set(u.Parameter.Name, u.Replaced(values[u.Parameter.Name], s.ID))
			one.Suggestions = append(one.Suggestions, download{s.Name, "?" + values.Encode()})
		}
		list = append(list, one)
	}
	return named, list, err
}

// citation returns the citation of an answer: that of the dataset, with the address of the
// answer.
func (x *questionExchange) citation(q *questions.Question, values url.Values, dataset string) string {
	site := negotiate.Site(x.r, x.site)
	if site == "" {
		return dataset
	}
	return dataset + " " + site + q.Address("", values)
}

// given returns the values of the parameters that the address has, or the example if it has
// none.
func (x *questionExchange) given(q *questions.Question) url.Values {
	if !x.anyGiven() {
		return q.Example()
	}
	values := url.Values{}
	for _, p := range q.Parameters {
		if items := p.Items(x.values[p.Name]); len(items) > 0 {
			values[p.Name] = items
		}
	}
	return values
}

// anyGiven reports whether the address has any parameter.
func (x *questionExchange) anyGiven() bool {
	for name := range x.values {
		if name != questions.LanguageKey {
			return true
		}
	}
	return false
}

// offered returns the entities that the fields of a question's form suggest; false if it
// has answered the request with an error.
func (x *questionExchange) offered(ctx context.Context, q *questions.Question) (list []offer, ok bool) {
	for _, p := range q.Parameters {
		if p.Offers == "" || p.List || slices.ContainsFunc(list, func(o offer) bool { return o.Name == p.Offers }) {
			continue
		}
		var answer map[string]struct{ Nodes []named }
		if !x.query(ctx, x.offers[p.Offers], nil, &answer) {
			return nil, false
		}
		list = append(list, offer{p.Offers, answer[p.Offers].Nodes})
	}
	return list, true
}

// editorAddress returns the address of the editor with a question in its fragment.
func editorAddress(q *questions.Question, variables map[string]any) string {
	fragment := url.Values{"query": {q.GraphQL}}
	if len(variables) > 0 {
		if encoded, err := json.MarshalIndent(variables, "", "  "); err == nil {
			fragment.Set("variables", string(encoded))
		}
	}
	return "/#" + fragment.Encode()
}

// files returns the addresses of the answer in every form except the page.
func (x *questionExchange) files(q *questions.Question, values url.Values) (list []download) {
	for _, f := range x.forms[q] {
		if f.label != "" {
			list = append(list, download{f.label, q.Address(f.extension, values)})
		}
	}
	return list
}

// faults returns the faults in the given values, as sentences.
func (x *questionExchange) faults(err error) (list []string) {
	var wrong *questions.ParameterError
	if errors.As(err, &wrong) {
		for _, fault := range wrong.Faults {
			list = append(list, sentence(x.library.Explain(fault, x.language)))
		}
	}
	return list
}

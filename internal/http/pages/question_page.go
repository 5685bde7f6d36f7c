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
	"whojoins/internal/wording"
)

// datasetQuery selects the values that a page depends on in addition to its question.
const datasetQuery = `query QuestionPage { meta { version dataVersion dataDate licence citation } }`

// dataset is the answer to datasetQuery.
type dataset struct {
	Meta struct{ Version, DataVersion, DataDate, Licence, Citation string }
}

// question shows a question: its title, its form, and the answer for the given values, or
// for the example if none are given.
func (x *questionExchange) question(ctx context.Context, q *questions.Question) {
	var d dataset
	if !x.query(ctx, datasetQuery, nil, &d) {
		return
	}
	x.licence(d.Meta.Licence)
	o, rest := orderOf(x.values)
	x.values = rest
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
		Address: q.Path(), Exemplary: exemplary && len(values) > 0, Order: o,
	}
	labels, ok := x.labels(ctx, q, values)
	if !ok {
		return
	}
	p.Fields = x.fields(q, values, labels)
	if p.Offers, ok = x.offered(ctx, q); !ok {
		return
	}
	if err != nil {
		p.Faults = x.faults(err)
		x.uncached()
		x.show(http.StatusBadRequest, "question", p)
		return
	}
	if !x.answer(ctx, q, d, variables, &p) {
		return
	}
	p.Preview = x.previewOf(q, values)
	p.Citation = x.citation(q, values, d.Meta.Citation)
	p.Editor, p.Files = editorAddress(q, variables), x.files(q, values)
	x.show(http.StatusOK, "question", p)
}

// answer adds to a page the answer in its natural form and how many participants are on record, or
// the ids that no entity has, without which there is no answer; false if it has answered the request
// with an error.
func (x *questionExchange) answer(ctx context.Context, q *questions.Question, d dataset, variables map[string]any, p *questionPage) bool {
	variables, unknown, err := x.named(ctx, q, variables)
	if err != nil || len(unknown) > 0 {
		if err != nil {
			x.internal()
		}
		p.Unknown = unknown
		return err == nil
	}
	var data json.RawMessage
	if !x.query(ctx, q.GraphQL, variables, &data) {
		return false
	}
	a, err := x.answered(ctx, x.run(), q, data, d, variables, x.language)
	if err != nil {
		x.internal()
		return false
	}
	p.Coverage, p.Nothing = x.coverage(ctx, q, variables), questions.Nothing(x.language)
	if !questions.Empty(a.raw) {
		p.add(a)
	}
	return true
}

// coverage returns the sentence about how many participants of the initiatives that an answer is
// about are on record. If they cannot be counted, the page is sent without it and not stored.
func (x *questionExchange) coverage(ctx context.Context, q *questions.Question, variables map[string]any) string {
	text, err := CoverageOf(ctx, x.service.Engine, q, variables, x.caller, x.language)
	if err != nil {
		x.uncached()
	}
	return text
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

// mostOffered is the number of entities that a form suggests without a script: more would make the page
// heavy, and all names are accepted anyway.
const mostOffered = 300

// offered returns the names that the fields of a question's form suggest; false if it has answered the
// request with an error.
func (x *questionExchange) offered(ctx context.Context, q *questions.Question) (list []offer, ok bool) {
	for _, p := range q.Parameters {
		if p.Offers == "" || p.List || slices.ContainsFunc(list, func(o offer) bool { return o.Name == p.Offers }) {
			continue
		}
		var answer map[string]struct {
			TotalCount int
			Nodes      []named
		}
		if !x.query(ctx, x.offers[p.Offers], nil, &answer) {
			return nil, false
		}
		one := offer{Name: p.Offers}
		if found := answer[p.Offers]; found.TotalCount <= mostOffered {
			for _, n := range found.Nodes {
				one.Names = append(one.Names, n.Name)
			}
		}
		list = append(list, one)
	}
	return list, true
}

// labels returns the names of the entities whose ids are given, each of which only one entity has; false
// if it has answered the request with an error.
func (x *questionExchange) labels(ctx context.Context, q *questions.Question, values url.Values) (labels map[string]string, ok bool) {
	var ids []string
	for _, p := range q.Parameters {
		if p.ID() {
			ids = append(ids, p.Items(values[p.Name])...)
		}
	}
	labels = map[string]string{}
	if len(ids) == 0 || len(ids) > mostLabels {
		return labels, true
	}
	var found struct{ Entities []*named }
	if !x.query(ctx, `query Labels($ids: [ID!]!) { entities(ids: $ids) { id name } }`, map[string]any{"ids": ids}, &found) {
		return nil, false
	}
	var names []string
	for _, e := range found.Entities {
		if e != nil {
			names = append(names, e.Name)
		}
	}
	if len(names) == 0 {
		return labels, true
	}
	meant, err := questions.Meant(ctx, x.run(), names)
	if err != nil {
		x.uncached() // the form shows ids instead
	}
	unique := map[string]bool{}
	for _, one := range meant {
		if len(one) == 1 {
			unique[one[0].ID] = true
		}
	}
	for i, e := range found.Entities {
		if e != nil && unique[e.ID] {
			labels[ids[i]] = e.Name
		}
	}
	return labels, true
}

// mostLabels is the number of ids up to which a form shows their names.
const mostLabels = 20

// editorAddress returns the address of the editor with a question in its fragment.
func editorAddress(q *questions.Question, variables map[string]any) string {
	fragment := url.Values{"query": {q.GraphQL}}
	if len(variables) > 0 {
		if encoded, err := json.MarshalIndent(variables, "", "  "); err == nil {
			fragment.Set("variables", string(encoded))
		}
	}
	return EditorPath + "#" + fragment.Encode()
}

// files returns the addresses of the answer in every form except the page. A file with words keeps
// the language that the address of the page names.
func (x *questionExchange) files(q *questions.Question, values url.Values) (list []download) {
	if language := x.chosen(); q.Verdicts && language != wording.Languages[0] {
		values = maps.Clone(values)
		values.Set(questions.LanguageKey, language)
	}
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

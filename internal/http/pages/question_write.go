package pages

import (
	"context"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/files"
	"whojoins/internal/http/graphql"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
	"whojoins/internal/result"
	"whojoins/internal/wording"
)

// WriteAnswer writes the answer to a question in the format with an extension, exactly as the
// service sends it for the address with the same values, of which variables has the ids. Words
// are in a language. Errors are those of graph.Engine; see graph.Engine.Present.
func WriteAnswer(ctx context.Context, w io.Writer, e *graph.Engine, q *questions.Question, values url.Values, variables map[string]any, extension, language string) error {
	request, err := requestOf(q, variables, extension != "json")
	if err != nil {
		return err
	}
	if extension == "json" {
		return writeJSON(ctx, w, e, request)
	}
	offered := files.Formats(e, request)
	if !slices.ContainsFunc(offered, func(f *format.Format) bool { return f.Extension == strings.TrimSuffix(extension, metadataSuffix) }) {
		list := []string{".json"}
		for _, f := range offered {
			list = append(list, "."+f.Extension)
		}
		return plan.Errorf(plan.NotFound, "use one of "+strings.Join(list, ", "), "the answer to %s has no format .%.40s", q.Name, extension)
	}
	f := fileOf(q, request, extension, language)
	if f.Added != nil && language != wording.Languages[0] {
		values = maps.Clone(values)
		values.Set(questions.LanguageKey, language)
	}
	at := graphql.Address{Site: format.Base(""), Path: q.Path() + "." + extension, Query: values.Encode()}
	return files.Write(ctx, w, e, graph.Caller{}, f, at)
}

// meaningColumn is the column of a table with the words for the verdicts.
const meaningColumn = "meaning"

// writeJSON writes an answer as /graphql does. An answer without data is an error.
func writeJSON(ctx context.Context, w io.Writer, e *graph.Engine, request graph.Request) error {
	p, err := e.Prepare(request, graph.Caller{})
	if err != nil {
		return err
	}
	data, cost, errs := e.Data(ctx, p, graph.Caller{})
	if len(errs) > 0 && (data == nil || string(data) == "null") {
		return errs
	}
	_, err = w.Write(graphql.Append(nil, data, cost, errs))
	return err
}

// CoverageOf returns the sentence, in a language, about how many participants of the initiatives that
// the answer to a question is about are on record; it is empty if the answer is about none. Errors
// are those of graph.Engine.
func CoverageOf(ctx context.Context, e *graph.Engine, q *questions.Question, variables map[string]any, c graph.Caller, language string) (string, error) {
	request, err := graph.NewRequest(q.GraphQL, variables)
	if err != nil {
		return "", err
	}
	sum, err := e.Coverage(ctx, request, c)
	return sum.In(language), err
}

// requestOf returns the request of a question. A file of a list has all rows unless their
// number is given; the service treats null as all.
func requestOf(q *questions.Question, variables map[string]any, file bool) (graph.Request, error) {
	if _, given := variables[questions.RowsParameter]; file && !given && q.List && q.Parameter(questions.RowsParameter) != nil {
		variables[questions.RowsParameter] = nil
	}
	return graph.NewRequest(q.GraphQL, variables)
}

// fileOf returns the file of a question's answer with an extension, such as csv or
// csv-metadata.json. A table with verdicts has a column with the words for them in a language.
func fileOf(q *questions.Question, request graph.Request, extension, language string) files.File {
	f := files.File{Request: request, Name: q.Name, Rows: -1}
	if q.Verdicts {
		f.Added = &result.Added{Name: meaningColumn, Text: func(cell func(string) string) string { return questions.Verdict(cell, language) }}
	}
	extension, f.Metadata = strings.CutSuffix(extension, metadataSuffix)
	f.Format = format.Named(extension)
	return f
}

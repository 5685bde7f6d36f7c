package pages

import (
	"context"
	"io"
	"net/url"
	"slices"
	"strings"

	"whojoins/graph"
	"whojoins/internal/format"
	"whojoins/internal/http/files"
	"whojoins/internal/http/graphql"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
)

// WriteAnswer writes the answer to a question in the format with an extension, exactly as the
// service sends it for the address with the same values, of which variables has the ids. Errors are
// those of graph.Engine; see graph.Engine.Present.
func WriteAnswer(ctx context.Context, w io.Writer, e *graph.Engine, q *questions.Question, values url.Values, variables map[string]any, extension string) error {
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
	at := graphql.Address{Path: q.Path() + "." + extension, Query: values.Encode()}
	return files.Write(ctx, w, e, graph.Caller{}, fileOf(q, request, extension), at)
}

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

// requestOf returns the request of a question. A file of a list has all rows unless their
// number is given; the service treats null as all.
func requestOf(q *questions.Question, variables map[string]any, file bool) (graph.Request, error) {
	if _, given := variables[questions.RowsParameter]; file && !given && q.List && q.Parameter(questions.RowsParameter) != nil {
		variables[questions.RowsParameter] = nil
	}
	return graph.NewRequest(q.GraphQL, variables)
}

// fileOf returns the file of a question's answer with an extension, such as csv or
// csv-metadata.json.
func fileOf(q *questions.Question, request graph.Request, extension string) files.File {
	f := files.File{Request: request, Name: q.Name, Rows: -1}
	extension, f.Metadata = strings.CutSuffix(extension, metadataSuffix)
	f.Format = format.Named(extension)
	return f
}

// Package questionstest answers every question of the library, for the tests of each store.
package questionstest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/http/files"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/pages"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
	"whojoins/internal/store"
	"whojoins/internal/wording"
)

// Service returns a service that answers questions from a store.
func Service(m *model.Model, st store.Store) pages.Service {
	limits := plan.DefaultLimits()
	// A database plans each statement when it is new, which takes long on a busy machine.
	limits.Time = 60_000
	e := graph.New(graph.Config{Model: m, Store: st, Limits: limits, Version: "test"})
	return pages.Service{Engine: e, GraphQL: graphql.New(graphql.Config{Engine: e, WriteFile: files.WritePage(e)}), Files: files.New(files.Config{Engine: e})}
}

// Run answers every question of the library with its examples: once with the required parameters
// and once with all of them. Each answer must have rows. Run returns the answers by question,
// for comparison with those of another store.
func Run(t *testing.T, m *model.Model, st store.Store) map[string]string {
	t.Helper()
	library, err := questions.Load(m, questions.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	service, answers := Service(m, st), map[string]string{}
	for _, q := range library.All {
		all := url.Values{}
		for _, p := range q.Parameters {
			all.Set(p.Name, p.Example)
		}
		for what, values := range map[string]url.Values{"shortest": q.Example(), "whole": all} {
			t.Run(q.Name+"/"+what, func(t *testing.T) {
				answers[q.Name+" "+what] = ask(t, service, q, values)
			})
		}
	}
	return answers
}

// ask returns the answer as JSON. It checks that the answer as a table, if there is one, has
// the same rows as the table of a page.
func ask(t *testing.T, service pages.Service, q *questions.Question, values url.Values) string {
	t.Helper()
	variables, err := q.Variables(values)
	if err != nil {
		t.Fatal(err)
	}
	var data json.RawMessage
	if err := pages.QueryOf(service.Engine, graph.Caller{})(t.Context(), q.GraphQL, variables, &data); err != nil {
		t.Fatal(err)
	}
	tables, err := questions.Tables(data)
	if err != nil || questions.Empty(tables) {
		t.Fatalf("the answer has no rows: %s, %v", data, err)
	}
	if len(tables) > 1 {
		return string(data) // a table of the service may join the lists of an answer
	}
	if rows := table(t, service, q, values); rows != nil && len(rows)-1 != len(tables[0].Rows) {
		t.Errorf("the page has %d rows, the table of the service %d", len(tables[0].Rows), len(rows)-1)
	} else if rows != nil {
		compare(t, tables[0], rows)
	}
	return string(data)
}

// table returns the answer as the service writes a table, with as many rows as a page; nil if
// the answer is not a table.
func table(t *testing.T, service pages.Service, q *questions.Question, values url.Values) [][]string {
	t.Helper()
	if rows := q.Parameter(questions.RowsParameter); rows != nil && !values.Has(rows.Name) {
		values = maps.Clone(values)
		values.Set(rows.Name, rows.Default)
	}
	var b bytes.Buffer
	variables, err := q.Variables(values)
	if err != nil {
		t.Fatal(err)
	}
	err = pages.WriteAnswer(t.Context(), &b, service.Engine, q, values, variables, "csv", wording.Languages[0])
	if failure := (*plan.Error)(nil); errors.As(err, &failure) && failure.Code == plan.NotFound {
		return nil
	}
	rows, bad := csv.NewReader(&b).ReadAll()
	if err = errors.Join(err, bad); err != nil {
		t.Fatal(err)
	}
	return rows
}

// compare compares the columns of a page with those of the same name.
func compare(t *testing.T, page questions.Table, rows [][]string) {
	t.Helper()
	at := map[string]int{}
	for i, name := range rows[0] {
		// The columns of a list that is not a connection begin with its field.
		at[strings.TrimPrefix(name, "nodes.")] = i
	}
	for i, c := range page.Columns {
		column, ok := at[c.Name]
		for n, row := range page.Rows {
			text := row[i].String()
			switch {
			case ok && text != rows[n+1][column]:
				t.Errorf("%s in row %d is %q on the page, %q in the table of the service", c.Name, n, text, rows[n+1][column])
			case !ok && text != "":
				t.Fatalf("%s has the value %q on the page, and the table of the service lacks the column", c.Name, text)
			}
		}
	}
}

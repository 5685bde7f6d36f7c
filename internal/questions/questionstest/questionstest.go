// Package questionstest asks every question of the library, so that one test holds each
// store to it.
package questionstest

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
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
)

// Service returns a service that answers questions from a store.
func Service(m *model.Model, st store.Store) pages.Service {
	limits := plan.DefaultLimits()
	// A database plans each statement when it is new, which takes long on a busy machine.
	limits.Time = 60_000
	e := graph.New(graph.Config{Model: m, Store: st, Limits: limits, Version: "test"})
	return pages.Service{Engine: e, GraphQL: graphql.New(graphql.Config{Engine: e, WriteFile: files.WritePage(e)}), Files: files.New(files.Config{Engine: e})}
}

// Run asks every question of the library with its example: once with what it must be
// given, once with all that it can be given. Each answers something. It returns the
// answers by question, for comparison with those of another store.
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

// ask gives the answer as JSON. Where the service makes one table of it, that is the
// same table as the page's, but for columns without a value.
func ask(t *testing.T, service pages.Service, q *questions.Question, values url.Values) string {
	t.Helper()
	variables, err := q.Variables(values)
	if err != nil {
		t.Fatal(err)
	}
	request, err := graph.NewRequest(q.GraphQL, variables)
	if err != nil {
		t.Fatal(err)
	}
	data, errs := service.Engine.Query(t.Context(), request, graph.Caller{})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	tables, err := questions.Tables(data)
	if err != nil || !slices.ContainsFunc(tables, func(t questions.Table) bool { return len(t.Rows) > 0 }) {
		t.Fatalf("it answers nothing: %s, %v", data, err)
	}
	if len(tables) > 1 {
		return string(data) // lists side by side, of which the service may make one
	}
	if rows := table(t, service.GraphQL, q, variables); rows != nil && len(rows)-1 != len(tables[0].Rows) {
		t.Errorf("the page has %d rows, the table of the service %d", len(tables[0].Rows), len(rows)-1)
	} else if rows != nil {
		compare(t, tables[0], rows)
	}
	return string(data)
}

// table is the answer as the service writes a table; nil when it makes none.
func table(t *testing.T, service http.Handler, q *questions.Question, variables map[string]any) [][]string {
	t.Helper()
	encoded, err := json.Marshal(variables)
	if err != nil {
		t.Fatal(err)
	}
	address := "/graphql?" + url.Values{"query": {q.GraphQL}, "variables": {string(encoded)}}.Encode()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	r.Header.Set("Accept", "text/csv")
	w := httptest.NewRecorder()
	service.ServeHTTP(w, r)
	if w.Code == http.StatusBadRequest && strings.Contains(w.Body.String(), "a table is of one list") {
		return nil
	}
	rows, err := csv.NewReader(w.Body).ReadAll()
	if err = errors.Join(err, status(w.Code)); err != nil {
		t.Fatal(err)
	}
	return rows
}

func status(code int) error {
	if code != http.StatusOK {
		return errors.New(http.StatusText(code))
	}
	return nil
}

// compare holds the page's columns to those of the same name.
func compare(t *testing.T, page questions.Table, rows [][]string) {
	t.Helper()
	at := map[string]int{}
	for i, name := range rows[0] {
		// A list that is no connection has its field in the names of its columns.
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
				t.Fatalf("%s has the value %q on the page, and the table of the service no such column", c.Name, text)
			}
		}
	}
}

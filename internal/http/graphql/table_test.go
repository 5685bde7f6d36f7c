package graphql_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// accept sends a request by GET with a value of Accept.
func accept(h http.Handler, mediaType, query string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "/graphql?query="+url.QueryEscape(query), nil)
	r.Header.Set("Accept", mediaType)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestTableByAccept checks which representation a value of Accept selects.
func TestTableByAccept(t *testing.T) {
	h := overFixture(t)
	const query = `query Two_Institutes { institutes(first: 2) { nodes { id name } } }`
	const csv = "id,name\r\nalpha,Alpha Institute\r\nbeta,alpha institute\r\n"
	const tsv = "id\tname\nalpha\tAlpha Institute\nbeta\talpha institute\n"
	for _, row := range []struct{ accept, contentType, name, body, reason string }{
		{"text/csv", "text/csv; charset=utf-8; header=present", "Two_Institutes.csv", csv, ""},
		{"text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "Two_Institutes.tsv", tsv, ""},
		{"application/json;q=0.5, text/csv", "text/csv; charset=utf-8; header=present", "Two_Institutes.csv", csv, "the highest quality wins"},
		{"text/*", "text/csv; charset=utf-8; header=present", "Two_Institutes.csv", csv, "any text is CSV"},
		{"*/*", "application/json; charset=utf-8", "", `{"data":`, "anything is JSON"},
		{"text/html, */*;q=0.8", "application/json; charset=utf-8", "", `{"data":`, "a browser gets JSON"},
	} {
		w := accept(h, row.accept, query)
		if got := w.Header().Get("Content-Type"); w.Code != http.StatusOK || got != row.contentType {
			t.Errorf("%s: got %d %s, want %s: %s", row.accept, w.Code, got, row.contentType, row.reason)
		}
		disposition := ""
		if row.name != "" {
			disposition = `attachment; filename="` + row.name + `"`
		}
		if got := w.Header().Get("Content-Disposition"); got != disposition {
			t.Errorf("%s: Content-Disposition is %q, want %q", row.accept, got, disposition)
		}
		if !strings.HasPrefix(w.Body.String(), row.body) {
			t.Errorf("%s: got %q, want %q", row.accept, w.Body, row.body)
		}
		if cost, _ := strconv.Atoi(w.Header().Get("X-Cost")); (row.name != "") != (cost > 0) {
			t.Errorf("%s: X-Cost is %d", row.accept, cost)
		}
	}
}

// TestTableFileName checks that a file is named after the operation, else after the field, and
// that the name is shortened.
func TestTableFileName(t *testing.T) {
	h := overFixture(t)
	long := strings.Repeat("n", 100)
	for query, want := range map[string]string{
		`{ institutes { nodes { id } } }`:                      "institutes.csv",
		`{ partners: institutes { nodes { id } } __typename }`: "partners.csv",
		`query ` + long + ` { institutes { nodes { id } } }`:   long[:60] + ".csv",
	} {
		if got := accept(h, "text/csv", query).Header().Get("Content-Disposition"); got != `attachment; filename="`+want+`"` {
			t.Errorf("%.60s: got %s, want %s", query, got, want)
		}
	}
}

// TestTableErrors checks that a request that cannot be a table is answered with an error in JSON,
// with its status.
func TestTableErrors(t *testing.T) {
	h := overFixture(t)
	for _, row := range []struct {
		query, says string
	}{
		{`{ institute(id: "alpha") { name } }`, "a table needs a list"},
		{`{ a: institutes { nodes { id } } b: people { nodes { id } } }`, "2 are selected"},
		{`{ __schema { types { name } } }`, "a table needs a list"},
		{`{ institutes(first: -1) { nodes { id } } }`, "`first` is -1"},
		{`{ institutes { nodes { nonsense } } }`, "nonsense"},
		{`{ institutes(after: "x") { nodes { id } } }`, "not a cursor"},
	} {
		w := accept(h, "text/csv", row.query)
		if w.Code != http.StatusBadRequest || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/graphql-response+json") {
			t.Errorf("%s: got %d %s, want 400 in JSON", row.query, w.Code, w.Header().Get("Content-Type"))
		}
		if body := w.Body.String(); !strings.Contains(body, `"errors"`) || !strings.Contains(body, row.says) {
			t.Errorf("%s: got %s, want %q in it", row.query, body, row.says)
		}
		if got := w.Header().Get("Content-Disposition"); got != "" {
			t.Errorf("%s: an error is saved as %s", row.query, got)
		}
	}
}

// TestTablePages pages through a table by the cursor in its own column.
func TestTablePages(t *testing.T) {
	h := overFixture(t)
	var ids []string
	after := ""
	for range 20 {
		query := `{ institutes(first: 2, after: ` + after + `) { edges { cursor node { id } } pageInfo { hasNextPage } } }`
		if after == "" {
			query = strings.Replace(query, ", after: ", "", 1)
		}
		lines := strings.Split(strings.TrimSpace(accept(h, "text/csv", query).Body.String()), "\r\n")
		if lines[0] != "cursor,id,pageInfo.hasNextPage" {
			t.Fatal(lines[0])
		}
		var cells []string
		for _, line := range lines[1:] {
			cells = strings.Split(line, ",")
			ids = append(ids, cells[1])
		}
		if cells[2] == "false" {
			break
		}
		after = strconv.Quote(cells[0])
	}
	slices.Sort(ids)
	if got, want := strings.Join(ids, " "), "alpha beta delta epsilon gamma zeta"; got != want {
		t.Errorf("got %s, want each of %s once", got, want)
	}
}

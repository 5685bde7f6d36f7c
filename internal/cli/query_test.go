package cli

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// names is a document with one list; sums has two root fields.
const (
	names = `query Names($first: Int = 2) { jointActions(first: $first) { nodes { id name } } }`
	sums  = `{ a: jointActions { totalCount } b: institutes { totalCount } }`
)

func TestQuery(t *testing.T) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		t.Setenv(name, "")
	}
	file := filepath.Join(t.TempDir(), "names.graphql")
	if err := os.WriteFile(file, []byte(names), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args   []string
		stdin  string
		status int
		want   string
	}{
		{[]string{names}, "", 0, `{"data":{"jointActions":{"nodes":[{"id":"`},
		{[]string{file}, "", 0, `{"data":{"jointActions":`},
		{nil, names, 0, `{"data":{"jointActions":`},
		{[]string{"-"}, names, 0, `{"data":{"jointActions":`},
		{[]string{names, "--variables", `{"first": 0}`}, "", 0, `{"data":{"jointActions":{"nodes":[]}}`},
		{[]string{names, "--as", "csv"}, "", 0, "id,name\r\n"},
		{[]string{names, "--as", "tsv"}, "", 0, "id\tname\n"},
		{[]string{names, "--as", "table"}, "", 0, "Name "},
		{[]string{names, "--as", "table", "--lang", "nl"}, "", 0, "Naam "},
		{[]string{`{ jointActions(where: {id: {eq: "x"}}) { nodes { id } } }`, "--as", "table"}, "", 0, "None on record."},
		{[]string{names + names, "--operation", "Names"}, "", 1, "There can be only one operation named"},
		{[]string{`{ jointAction { name } }`}, "", 1, "id"},
		{[]string{names, "--variables", `{"first": -1}`}, "", 1, "first"},
		{[]string{names, "--variables", "{"}, "", 2, "not JSON"},
		{[]string{names, "--variables", "nowhere.json"}, "", 1, "nowhere.json"},
		{[]string{"nowhere.graphql"}, "", 1, "a document contains braces"},
		{[]string{"-"}, " \n", 2, "the document is empty"},
		{[]string{sums, "--as", "table"}, "", 2, "one root field"},
		{[]string{names, "--as", "xml"}, "", 2, "--as"},
		{[]string{names, "--url", "127.0.0.1"}, "", 2, "no address of a service"},
		{[]string{names, "--url", "http://127.0.0.1:1"}, "", 1, "no service answers at http://127.0.0.1:1"},
		{[]string{names, "--url", "http://127.0.0.1:1", "--data", "x"}, "", 2, "--url"},
	} {
		from := packed(t)
		if slices.Contains(c.args, "--url") {
			from = memoryStore
		}
		t.Setenv("STORE", from)
		var out, errs strings.Builder
		status := runWith(t.Context(), program(t), append([]string{"query"}, c.args...), &terminal{strings.NewReader(c.stdin), &out, &errs, program(t), screen{}})
		if got := out.String() + errs.String(); status != c.status || !strings.Contains(got, c.want) {
			t.Errorf("query %q: status %d, want %d; %s\nwant %q in it", c.args, status, c.status, got, c.want)
		}
	}
}

// TestRemote compares the answers of a running service with those of the program.
func TestRemote(t *testing.T) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		t.Setenv(name, "")
	}
	site := start(t, Config{}).URL()
	for _, line := range []string{
		"query|" + names,
		"query|" + names + "|--as|csv",
		"query|" + names + "|--as|table",
		"query|{ nope }",
		"query|" + names + `|--variables|{"first": -1}`,
		"query|" + names + "|--as|tsv|--variables|{\"first\": 5000}",
		"ask|who-joins|initiative=JANE-2|roles=coordinator|--csv",
		"ask|who-joins|initiative=JANE-2|roles=coordinator|--as|tsv|--lang|nl",
		"ask|who-joins|initiative=JANE-3",
		"ask|who-supports|supporter=ZAS",
		"ask|overlap|of=JANE,jane-2|--json",
	} {
		args := strings.Split(line, "|")
		own, ownStatus := outputOf(t.Context(), t, append(slices.Clone(args), "--store", packed(t)))
		got, status := outputOf(t.Context(), t, append(slices.Clone(args), "--url", site))
		if withoutExtensions(got) != withoutExtensions(own) || status != ownStatus {
			t.Errorf("%q: the service returns %d\n%s\nthe program %d\n%s", line, status, got, ownStatus, own)
		}
	}
	table, status := outputOf(t.Context(), t, []string{"ask", "who-joins", "initiative=JANE-2", "roles=coordinator", "--url", site})
	if status != 0 || !strings.Contains(table, "Coordinator") || !strings.Contains(table, " participants on record.") {
		t.Errorf("a table from the service: %d %s", status, table)
	}
}

// TestRemoteIsNoService asks a site that is no service of this kind.
func TestRemoteIsNoService(t *testing.T) {
	other := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(other.Close)
	for _, args := range [][]string{{"query", names}, {"query", names, "--as", "csv"}, {"ask", "dataset", "--csv"}, {"ask", "dataset"}} {
		if got, status := outputOf(t.Context(), t, append(args, "--url", other.URL)); status != 1 || !strings.Contains(got, "check the address") {
			t.Errorf("%q: %d %s", args, status, got)
		}
	}
}

// TestRemoteKey sends the key of the environment.
func TestRemoteKey(t *testing.T) {
	got := make(chan string, 1)
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got <- r.Header.Get("Authorization")
		_, _ = w.Write([]byte(`{"data": {}}`))
	}))
	t.Cleanup(other.Close)
	t.Setenv("WHOJOINS_KEY", "synthetic")
	if out, status := outputOf(t.Context(), t, []string{"query", names, "--url", other.URL}); status != 0 {
		t.Fatal(out)
	}
	if key := <-got; key != "Bearer synthetic" {
		t.Errorf("the service receives %q", key)
	}
}

// outputOf runs the program, and returns what it prints.
func outputOf(ctx context.Context, t *testing.T, args []string) (string, int) {
	t.Helper()
	var out, errs strings.Builder
	status := run(ctx, program(t), args, &out, &errs)
	return out.String() + errs.String(), status
}

// withoutExtensions returns an answer in JSON without what differs between two requests.
func withoutExtensions(answer string) string {
	var parts map[string]json.RawMessage
	if json.Unmarshal([]byte(answer), &parts) != nil {
		return answer
	}
	return string(parts["data"])
}

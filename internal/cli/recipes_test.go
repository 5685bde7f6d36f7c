package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"whojoins/internal/testenv"
)

// recipe returns a file of the folder clients, with the address of the server.
func recipe(t *testing.T, name, server string) string {
	t.Helper()
	text, err := os.ReadFile("../../clients/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "http://127.0.0.1:8080", server)
}

// TestRecipes runs those recipes that need no other program than Node.
func TestRecipes(t *testing.T) {
	server := start(t, Config{}).URL()
	t.Run("Observable", func(t *testing.T) {
		runRecipes(t, "js", testenv.Program(t, "node", "Node 20.19 or later"), server)
	})
	t.Run("Grafana", func(t *testing.T) { testPanel(t, server) })
	t.Run("Power Query", func(t *testing.T) { testPowerQuery(t, server) })
	t.Run("connection", func(t *testing.T) { testConnection(t, server) })
}

// runRecipes runs the programs of docs/recipes.md in one language and compares what they print.
func runRecipes(t *testing.T, language, program, server string) {
	t.Helper()
	list := examples(t, "recipes.md", language)
	if len(list) == 0 {
		t.Fatalf("no recipes in %s", language)
	}
	for _, e := range list {
		code := strings.ReplaceAll(e.code, "http://127.0.0.1:8080", server)
		if missing := inOrder(runClient(t, program, language, code, server), e.shown); missing != "" {
			t.Errorf("%s\nlacks the line %q", e.code, missing)
		}
	}
}

// testPanel sends the request of the panel, and applies its selectors as the data source Infinity does.
func testPanel(t *testing.T, server string) {
	t.Helper()
	var panel struct {
		Targets []struct {
			URL          string
			URLOptions   map[string]string `json:"url_options"`
			RootSelector string            `json:"root_selector"`
			Columns      []struct{ Selector, Text, Type string }
		}
	}
	if err := json.Unmarshal([]byte(recipe(t, "grafana-panel.json", server)), &panel); err != nil || len(panel.Targets) != 1 {
		t.Fatalf("%d targets: %v", len(panel.Targets), err)
	}
	target := panel.Targets[0]
	body, err := json.Marshal(map[string]any{"query": target.URLOptions["body_graphql_query"], "variables": json.RawMessage(target.URLOptions["body_graphql_variables"])})
	if err != nil {
		t.Fatal(err)
	}
	_, text := fetch(t, target.URLOptions["method"], target.URL, string(body), http.Header{"Content-Type": {target.URLOptions["body_content_type"]}})
	var at any
	if err := json.Unmarshal([]byte(text), &at); err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Split(target.RootSelector, ".") {
		object, _ := at.(map[string]any)
		at = object[name]
	}
	rows, _ := at.([]any)
	if len(rows) != 11 || len(target.Columns) != 4 {
		t.Fatalf("%d rows and %d columns: %.300s", len(rows), len(target.Columns), text)
	}
	for _, row := range rows {
		for _, column := range target.Columns {
			value := row.(map[string]any)[column.Selector]
			_, number := value.(float64)
			written, _ := value.(string)
			if _, err := time.Parse(time.DateOnly, written); column.Type == "number" != number || column.Type == "timestamp" && err != nil {
				t.Errorf("%s is %v, want a %s", column.Selector, value, column.Type)
			}
		}
	}
}

// The parts of the query in Power Query M that decide what it requests, and which columns it types.
var (
	baseInM   = regexp.MustCompile(`Web\.Contents\("([^"]+)"`)
	pathInM   = regexp.MustCompile(`RelativePath = "([^"]+)"`)
	fieldsInM = regexp.MustCompile(`fields = "([^"]+)"`)
	columnInM = regexp.MustCompile(`\{"([^"]+)", type text\}`)
)

// testPowerQuery sends the request of the query, and compares the columns that it types with those of
// the table.
func testPowerQuery(t *testing.T, server string) {
	t.Helper()
	m := recipe(t, "participations.pq", server)
	part := func(of *regexp.Regexp) string {
		found := of.FindStringSubmatch(m)
		if found == nil {
			t.Fatalf("the query has no %s", of)
		}
		return found[1]
	}
	address := part(baseInM) + "/" + part(pathInM) + "?" + url.Values{"fields": {part(fieldsInM)}}.Encode()
	response, text := fetch(t, http.MethodGet, address, "", nil)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || response.StatusCode != http.StatusOK || len(rows) < 1000 {
		t.Fatalf("%s: %d, %d rows, %v", address, response.StatusCode, len(rows), err)
	}
	var typed []string
	for _, found := range columnInM.FindAllStringSubmatch(m, -1) {
		typed = append(typed, found[1])
	}
	if !slices.Equal(typed, rows[0]) {
		t.Errorf("the query types the columns %q, the table has %q", typed, rows[0])
	}
}

// testConnection reads the connection as Excel does: XML within HTML, with the query as XML within it.
func testConnection(t *testing.T, server string) {
	t.Helper()
	text := recipe(t, "participations.odc", server)
	begin, end := strings.Index(text, "<odc:OfficeDataConnection"), strings.Index(text, "</xml>\n</head>")
	if begin < 0 || end < begin {
		t.Fatal("the connection has no definition")
	}
	var connection struct {
		PowerQueryMashupData string
		PowerQueryConnection struct{ ConnectionString, CommandText string }
	}
	if err := xml.NewDecoder(bytes.NewReader([]byte(text[begin:end]))).Decode(&connection); err != nil {
		t.Fatal(err)
	}
	var mashup struct {
		Items struct {
			Query struct {
				Name    string `xml:"Name,attr"`
				Formula string
			}
		}
	}
	if err := xml.Unmarshal([]byte(connection.PowerQueryMashupData), &mashup); err != nil {
		t.Fatal(err)
	}
	query := mashup.Items.Query
	if m := recipe(t, "participations.pq", server); query.Formula == "" || !strings.HasSuffix(m, query.Formula+"\n") {
		t.Errorf("the connection has another query than participations.pq:\n%s", query.Formula)
	}
	if c := connection.PowerQueryConnection; !strings.Contains(c.ConnectionString, "Location="+query.Name+";") || c.CommandText != "SELECT * FROM ["+query.Name+"]" {
		t.Errorf("the connection opens %+v, its query is %s", c, query.Name)
	}
}

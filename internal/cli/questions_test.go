package cli

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/model"
	"whojoins/internal/questions/questionstest"
	"whojoins/internal/store/neo4j/neo4jtest"

	httpd "whojoins/internal/http"
)

// TestQuestionsOnBothStores checks that both stores give equal answers to every question of
// the library.
func TestQuestionsOnBothStores(t *testing.T) {
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	answers := func(c Config) map[string]string {
		st, err := openStore(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := st.Close(); err != nil {
				t.Error(err)
			}
		})
		return questionstest.Run(t, m, st)
	}
	database := Config{Store: database(t), Server: httpd.Config{Model: m, Logger: nopLogger()}}
	embedded, stored := answers(Config{Store: "memory", Server: httpd.Config{Model: m, Logger: nopLogger()}}), answers(database)
	for question, want := range embedded {
		// The stores differ only in their load time, which no question selects.
		if got := stored[question]; got != want {
			t.Errorf("%s: got from Neo4j\n%.1000s\nwant, as from the embedded store,\n%.1000s", question, got, want)
		}
	}
}

// TestExplainShowsCypher checks that an explained answer has the Cypher of each root field,
// and that the database accepts it unchanged.
func TestExplainShowsCypher(t *testing.T) {
	server := start(t, Config{Store: database(t), Server: httpd.Config{Explain: true}})
	query := posted(t, `{ a: institutes(where: {country: {eq: "BE"}}, first: 2) { nodes { name } } b: paths(from: "sciensano", to: "oeci", slack: 1) { length } meta { name } }`, nil, "application/json")
	query.header.Set("X-Explain", "1")
	_, text := fetch(t, query.method, server.URL()+query.path, query.body, query.header)
	var answer struct {
		Extensions struct {
			Plan   map[string]string
			Cypher map[string][]struct {
				Text       string
				Parameters map[string]any
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	explained := answer.Extensions
	if len(explained.Plan) != 3 || len(explained.Cypher["a"]) != 1 || len(explained.Cypher["b"]) < 2 || len(explained.Cypher["meta"]) != 0 {
		t.Fatalf("got %+v, want three plans, and statements for a and b only", explained)
	}
	session := neo4jtest.Start(t).Driver(t).NewSession(t.Context(), neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead})
	defer func() { _ = session.Close(context.WithoutCancel(t.Context())) }()
	for field, statements := range explained.Cypher {
		for _, s := range statements {
			result, err := session.Run(t.Context(), "EXPLAIN "+s.Text, s.Parameters)
			if err == nil {
				_, err = result.Consume(t.Context())
			}
			if err != nil || strings.Contains(s.Text, `"BE"`) {
				t.Errorf("%s: %v: %s", field, err, s.Text)
			}
		}
	}
	query.header.Del("X-Explain")
	if _, text := fetch(t, http.MethodPost, server.URL()+query.path, query.body, query.header); strings.Contains(text, "cypher") {
		t.Errorf("without X-Explain, the answer has Cypher: %s", text)
	}
}

package dataset_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"whojoins/graph"
	"whojoins/internal/plan"
	"whojoins/internal/store/memory"
)

// question is a question in plain English with its query and answer: one line for each
// element of the first list in the response, or one line if there is no list. Source lists
// the sources of the answer.
type question struct {
	Question string
	Source   []string
	Query    string
	Answer   []string
}

// TestQuestions sends the queries over HTTP, as a caller would.
func TestQuestions(t *testing.T) {
	text, err := os.ReadFile("../../seed/testdata/questions.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var questions []question
	if err := yaml.Unmarshal(text, &questions); err != nil {
		t.Fatal(err)
	}
	if len(questions) < 30 {
		t.Errorf("%d questions, want at least 30", len(questions))
	}
	g := embedded(t)
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	handler := graph.New(graph.Config{Model: g.Model, Store: st, Limits: plan.DefaultLimits()})
	for _, q := range questions {
		for _, id := range q.Source {
			entity(t, g, id)
		}
		if diff := cmp.Diff(q.Answer, answer(t, handler, q.Query)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", q.Question, diff)
		}
	}
}

// answer returns the response to a query as lines.
func answer(t *testing.T, handler http.Handler, query string) []string {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	request := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(string(body)))
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	var answer struct{ Data, Errors json.RawMessage }
	if err := json.Unmarshal(recorder.Body.Bytes(), &answer); err != nil || answer.Errors != nil {
		t.Fatalf("%s: %s", query, recorder.Body)
	}
	decoder := json.NewDecoder(strings.NewReader(string(answer.Data)))
	decoder.UseNumber()
	l := &answerLines{decoder: decoder}
	l.value(false)
	if l.lines == nil {
		l.lines = []string{strings.Join(l.words, " | ")}
	}
	return l.lines
}

// answerLines reads a response in its order. Each element of the list under the first key
// nodes or figures becomes a line of its values.
type answerLines struct {
	decoder *json.Decoder
	words   []string
	lines   []string
}

// value reads one value; listed reports whether it is in the list.
func (l *answerLines) value(listed bool) {
	token, err := l.decoder.Token()
	if err != nil {
		return
	}
	switch token := token.(type) {
	case json.Delim:
		for key := ""; l.decoder.More(); {
			if token == '{' {
				name, _ := l.decoder.Token() // a key is a string, since the response was parsed before
				key, _ = name.(string)
			}
			if opens := !listed && (key == "nodes" || key == "figures"); opens {
				l.list()
			} else {
				l.value(listed)
			}
		}
		_, _ = l.decoder.Token() // the closing bracket
	case nil:
		l.words = append(l.words, "-")
	case string:
		l.words = append(l.words, token)
	case json.Number:
		l.words = append(l.words, token.String())
	}
}

// list reads the list whose elements become lines.
func (l *answerLines) list() {
	_, _ = l.decoder.Token() // the opening bracket
	l.lines = []string{}
	for l.decoder.More() {
		l.words = nil
		l.value(true)
		l.lines = append(l.lines, strings.Join(l.words, " | "))
	}
	_, _ = l.decoder.Token()
}

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

// question is a question in plain English, how it is asked, and what is answered: a line
// for each element of the first list in the answer, or one where there is no list. The
// source is where the answer comes from.
type question struct {
	Question string
	Source   []string
	Ask      string
	Answer   []string
}

// TestQuestions asks them as a caller would, over HTTP.
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
		if diff := cmp.Diff(q.Answer, ask(t, handler, q.Ask)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", q.Question, diff)
		}
	}
}

// ask gives the lines of an answer.
func ask(t *testing.T, handler http.Handler, query string) []string {
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

// answerLines reads an answer in its order: the values of each element of the list under
// the first key nodes or figures make a line.
type answerLines struct {
	decoder *json.Decoder
	words   []string
	lines   []string
}

// value reads one value; listed says that it stands in the list.
func (l *answerLines) value(listed bool) {
	token, err := l.decoder.Token()
	if err != nil {
		return
	}
	switch token := token.(type) {
	case json.Delim:
		for key := ""; l.decoder.More(); {
			if token == '{' {
				name, _ := l.decoder.Token() // a key is text, or the answer had not been parsed
				key, _ = name.(string)
			}
			if opens := !listed && (key == "nodes" || key == "figures"); opens {
				l.list()
			} else {
				l.value(listed)
			}
		}
		_, _ = l.decoder.Token() // the end, since there was no more
	case nil:
		l.words = append(l.words, "-")
	case string:
		l.words = append(l.words, token)
	case json.Number:
		l.words = append(l.words, token.String())
	}
}

// list reads the list whose elements are lines.
func (l *answerLines) list() {
	_, _ = l.decoder.Token() // the bracket
	l.lines = []string{}
	for l.decoder.More() {
		l.words = nil
		l.value(true)
		l.lines = append(l.lines, strings.Join(l.words, " | "))
	}
	_, _ = l.decoder.Token()
}

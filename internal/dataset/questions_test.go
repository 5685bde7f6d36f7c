package dataset_test

import (
	"bytes"
	"encoding/json"
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

// TestQuestions queries the engine as a caller does.
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
	engine := graph.New(graph.Config{Model: g.Model, Store: st, Limits: plan.DefaultLimits()})
	for _, q := range questions {
		for _, id := range q.Source {
			entity(t, g, id)
		}
		if diff := cmp.Diff(q.Answer, answer(t, engine, q.Query)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", q.Question, diff)
		}
	}
}

// answer returns the response to a query as lines.
func answer(t *testing.T, engine *graph.Engine, query string) []string {
	t.Helper()
	data, errs := engine.Query(t.Context(), graph.Request{Query: query}, graph.Caller{})
	if errs != nil {
		t.Fatalf("%s: %s", query, errs)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
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

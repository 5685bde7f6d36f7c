package dataset_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"whojoins/graph"
	"whojoins/internal/plan"
	"whojoins/internal/store/memory"
)

// questionsFile has the questions and their answers. After the dataset has grown, -update
// writes the answers again; read each change before it is committed.
const questionsFile = "../../seed/testdata/questions.yaml"

var update = flag.Bool("update", false, "write the answers to the questions in "+questionsFile)

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
	text, err := os.ReadFile(questionsFile)
	if err != nil {
		t.Fatal(err)
	}
	var questions []question
	if err := yaml.Unmarshal(text, &questions); err != nil {
		t.Fatal(err)
	}
	if len(questions) < 40 {
		t.Errorf("%d questions, want at least 40", len(questions))
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
		got := answer(t, engine, q.Query)
		if *update {
			text = withAnswer(text, q, got)
		} else if diff := cmp.Diff(q.Answer, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", q.Question, diff)
		}
	}
	if *update {
		if err := os.WriteFile(questionsFile, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// withAnswer returns the text of the file with another answer to a question.
func withAnswer(text []byte, q question, lines []string) []byte {
	before, after, _ := strings.Cut(string(text), "- question: "+q.Question+"\n")
	head, _, _ := strings.Cut(after, "  answer:\n")
	rest := ""
	if i := strings.Index(after, "\n- question: "); i >= 0 {
		rest = after[i+1:]
	}
	var b strings.Builder
	b.WriteString(before + "- question: " + q.Question + "\n" + head + "  answer:\n")
	for _, line := range lines {
		b.WriteString("    - " + strconv.Quote(line) + "\n")
	}
	b.WriteString(rest)
	return []byte(b.String())
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
	case bool:
		l.words = append(l.words, strconv.FormatBool(token))
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

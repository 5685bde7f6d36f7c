package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/dataset"
	"whojoins/internal/http/graphql"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/memory"
	"whojoins/seed"
)

// service returns the service on the curated dataset.
func service(t *testing.T) http.Handler {
	t.Helper()
	m, err := model.ParseFile("../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	g, _, err := dataset.Load(t.Context(), m, seed.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	s, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	e := graph.New(graph.Config{Model: m, Store: s, Limits: plan.DefaultLimits(), Version: "test"})
	return graphql.New(graphql.Config{Engine: e})
}

// Every example query has a title and an answer that is not empty.
func TestQuestions(t *testing.T) {
	handler := service(t)
	paths, err := filepath.Glob("questions/*/*.graphql")
	if err != nil || len(paths) < 12 {
		t.Fatalf("%d example questions (%v), want a dozen", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimPrefix(path, "questions/"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			title, _, _ := strings.Cut(string(text), "\n")
			if !regexp.MustCompile(`^# [A-Z].*\?$`).MatchString(title) {
				t.Errorf("the first line is %q, want a comment with the question in words", title)
			}
			variables, err := os.ReadFile(strings.Replace(path, ".graphql", ".json", 1))
			if os.IsNotExist(err) {
				variables = []byte("null")
			} else if err != nil {
				t.Fatal(err)
			}
			answer := ask(t, handler, string(text), variables)
			if answer.Errors != "" {
				t.Fatalf("errors: %s", answer.Errors)
			}
			if empty := regexp.MustCompile(`"nodes":\[\]|"buckets":\[\]|:null[,}]`).FindString(answer.Data[:min(len(answer.Data), 60)]); empty != "" {
				t.Errorf("the answer is empty: %s", answer.Data)
			}
		})
	}
}

// answer is an answer of the service, as JSON text.
type answer struct{ Data, Errors string }

func ask(t *testing.T, h http.Handler, query string, variables json.RawMessage) answer {
	t.Helper()
	request, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(string(request)))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var raw struct{ Data, Errors json.RawMessage }
	if err := json.Unmarshal(w.Body.Bytes(), &raw); err != nil {
		t.Fatalf("the service answers %q: %v", w.Body, err)
	}
	return answer{string(raw.Data), string(raw.Errors)}
}

package graphqljs_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/http/graphql"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

var (
	seed       = flag.Int("seed", 1, "seed of the random operations and of the graph")
	operations = flag.Int("operations", 600, "how many random operations to compare")
	first      = flag.Int("first", 0, "number of the first operation: with -operations=1 it makes one again")
	show       = flag.Int("show", 5, "how many differences to show in full")
)

// tooMuch are the codes with which the service rejects operations that cost too much. The
// reference has no limit on cost.
var tooMuch = []string{string(plan.TooComplex), string(plan.TooLarge)}

func TestAgainstReference(t *testing.T) {
	handler, input := service(t)
	input.Seed, input.First, input.Operations = *seed, *first, *operations
	list := reference(t, input)
	t.Logf("%d operations from seed %d", len(list), *seed)
	failures, refused, reached := 0, 0, map[string]int{}
	for _, o := range list {
		reached[o.Stage]++
		got := ask(t, handler, o)
		if slices.ContainsFunc(got.codes(), func(c string) bool { return slices.Contains(tooMuch, c) }) {
			refused++
			continue
		}
		fault := compare(o, got)
		if fault == "" {
			continue
		}
		if failures++; failures <= *show {
			t.Errorf("%s\nagain: go test ./internal/graphqljs -seed=%d -first=%d -operations=1\n%s", fault, *seed, o.Index, describe(o, got))
		}
	}
	t.Logf("reached by the reference: %v; too much for the service: %d", reached, refused)
	if failures > 0 {
		t.Errorf("%d of %d operations differ", failures, len(list))
	}
	if len(list) >= 100 && (refused*20 > len(list) || len(reached) < 4) {
		t.Errorf("too few operations are compared, or not every stage is reached: %d refused, %v", refused, reached)
	}
}

// service returns the handler of the service over a random graph, and a request with the same
// graph for the reference.
func service(t *testing.T) (http.Handler, request) {
	t.Helper()
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	g := storetest.Random(m, uint64(*seed), 120)
	s, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	limits := plan.DefaultLimits()
	h := graphql.New(graphql.Config{Engine: graph.New(graph.Config{Model: m, Store: s, Limits: limits, Version: "test"})})
	return h, request{SDL: graph.SDL(), Dump: dumpGraph(g, "Whojoins", limits)}
}

// answer is an answer of the service. Data is nil if the answer has no data.
type answer struct {
	Data   json.RawMessage `json:"data"`
	Errors []struct {
		Message    string `json:"message"`
		Extensions struct {
			Code string `json:"code"`
		} `json:"extensions"`
	} `json:"errors"`
}

func (a answer) codes() (list []string) {
	for _, e := range a.Errors {
		list = append(list, e.Extensions.Code)
	}
	return list
}

func ask(t *testing.T, h http.Handler, o operation) answer {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": o.Query, "variables": o.Variables, "operationName": o.OperationName})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var a answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatalf("operation %d: the service answers %q: %v", o.Index, w.Body, err)
	}
	return a
}

// compare describes the difference between the service and the reference, or returns "" if they
// agree.
func compare(o operation, got answer) string {
	refused := len(got.Errors) > 0 && (got.Data == nil || string(got.Data) == "null")
	switch {
	case !o.Accepted && !refused:
		return "accepted, want refused"
	case o.Accepted && o.Stage == "coerce" && !tolerable(o, got):
		return "refused, want accepted"
	case o.Stage != "execute":
		return ""
	case len(o.Errors) > 0 != (len(got.Errors) > 0):
		return "errors on one side only"
	case len(o.Errors) == 0 && !bytes.Equal(o.Data, got.Data):
		return "another answer: " + divergence(string(got.Data), string(o.Data))
	}
	return ""
}

// tolerable reports whether the service's answer is right for an operation that the reference
// accepts without executing it: if the operation is corrupted, a value may be out of range,
// such as a page with too many rows.
func tolerable(o operation, got answer) bool {
	return len(got.Errors) == 0 || len(o.Spoiled) > 0 && !slices.ContainsFunc(got.codes(), func(c string) bool { return c != string(plan.BadUserInput) })
}

// divergence quotes two texts around the place where they differ.
func divergence(got, want string) string {
	at := 0
	for at < len(got) && at < len(want) && got[at] == want[at] {
		at++
	}
	cut := func(s string) string { return s[max(0, at-60):min(len(s), at+60)] }
	return fmt.Sprintf("\n got …%s…\nwant …%s…", cut(got), cut(want))
}

// describe returns everything needed to investigate a difference.
func describe(o operation, got answer) string {
	name := "none"
	if o.OperationName != nil {
		name = *o.OperationName
	}
	var messages []string
	for _, e := range got.Errors {
		messages = append(messages, e.Extensions.Code+": "+e.Message)
	}
	return fmt.Sprintf("spoiled: %v\nquery: %s\nvariables: %s\noperation name: %s\nreference, at %s: %s\nservice: %s",
		o.Spoiled, o.Query, o.Variables, name, o.Stage, strings.Join(o.Errors, "; "), strings.Join(messages, "; "))
}

package graph_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/plan"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestAnswerBytes checks that an answer at the limit is complete, and that the field with which
// it has one byte more is TOO_LARGE.
func TestAnswerBytes(t *testing.T) {
	st := fixture(t)
	const one, two = `{ institutes { nodes { name } } }`, `{ a: people { nodes { name } } b: people { edges { cursor } } }`
	value := func(query string) int { // the bytes of all root fields
		text := open(t, st).query(t, query)
		return len(text) - len(`{"data":{"institutes":}}`)
	}
	bounded := func(most int) *engine { return open(t, st, func(l *plan.Limits) { l.AnswerBytes = most }) }
	size := value(one)
	if text := bounded(size).query(t, one); strings.Contains(text, "errors") {
		t.Errorf("at the limit: %s", text)
	}
	text := bounded(size-1).query(t, one)
	for _, want := range []string{`"code":"TOO_LARGE"`, `"limit":"answerBytes"`, fmt.Sprintf(`"allowed":%d`, size-1), `"hint":"`, `"path":["institutes"]`, `"data":null`} {
		if !strings.Contains(text, want) {
			t.Errorf("over the limit: %s, want %s", text, want)
		}
	}
	both := value(two) - len(`"a":,"b":`) + len(`"institutes":`)
	if text := bounded(both).query(t, two); strings.Contains(text, "errors") {
		t.Errorf("two fields at the limit: %s", text)
	}
	if text := bounded(both-1).query(t, two); !strings.Contains(text, `"path":["b"]`) || strings.Contains(text, `"path":["a"]`) {
		t.Errorf("the second field over the limit: %s", text)
	}
	const mixed = `{ people { totalCount } __schema { types { name description } } }`
	if text := bounded(10_000).query(t, mixed); !strings.Contains(text, `"limit":"answerBytes"`) || !strings.Contains(text, `"data":null`) {
		t.Errorf("the schema over the limit: %.300s", text)
	}
}

// TestLargeAnswersStop checks that an answer that is too large is not written to its end.
func TestLargeAnswersStop(t *testing.T) {
	b := storetest.NewBuilder(readModel(t))
	for i := range 1000 {
		b.Entity("Institute", fmt.Sprint("institute-", i), nil)
	}
	st, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	var aliases strings.Builder
	for i := range plan.DefaultLimits().Aliases {
		fmt.Fprintf(&aliases, "%s%02d: name ", strings.Repeat("a", plan.DefaultLimits().Name-2), i)
	}
	spent := func(most int) (megabytes float64) {
		e := open(t, st, func(l *plan.Limits) { l.AnswerBytes = most })
		p, err := e.Prepare(graph.Request{Query: "{ institutes(first: 1000) { nodes { " + aliases.String() + " } } }"}, graph.Caller{})
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, errs := e.Data(t.Context(), p, graph.Caller{})
		runtime.ReadMemStats(&after)
		if tooLarge := len(errs) > 0; tooLarge != (most < 1<<20) {
			t.Errorf("with a limit of %d bytes: %v", most, errs)
		}
		return float64(after.TotalAlloc-before.TotalAlloc) / (1 << 20)
	}
	if whole, stopped := spent(32<<20), spent(64<<10); stopped > whole/8 {
		t.Errorf("an answer that stops at 64 KiB takes %.1f MiB, the whole one %.1f", stopped, whole)
	}
}

// TestNamesAreBounded checks that every name of a request has a limit.
func TestNamesAreBounded(t *testing.T) {
	e := open(t, &storetest.Fake{})
	for _, n := range []int{plan.DefaultLimits().Name, plan.DefaultLimits().Name + 1} {
		name := strings.Repeat("n", n)
		for what, query := range map[string]string{
			"alias": "{ " + name + ": __typename }", "field": "{ " + name + " }", "operation": "query " + name + " { __typename }",
			"variable": "query($" + name + ": ID!) { entity(id: $" + name + ") { id } }", "fragment": "{ ..." + name + " } fragment " + name + " on Query { __typename }",
			"argument": "{ meta(" + name + ": 1) { name } }", "directive": "{ __typename @" + name + " }", "type": "{ ... on " + name + " { id } }",
			"enum value": "{ people(sort: {name: " + name + "}) { totalCount } }", "number": "{ people(first: 1" + strings.Repeat("0", n-1) + ") { totalCount } }",
			"field of an input": "{ people(where: {" + name + ": 1}) { totalCount } }",
		} {
			if text := e.query(t, query); strings.Contains(text, `"limit":"name"`) != (n > plan.DefaultLimits().Name) {
				t.Errorf("%s of %d letters: %s", what, n, text)
			}
		}
		_, errs := e.Query(t.Context(), graph.Request{Query: "{ __typename }", OperationName: name}, graph.Caller{})
		if len(errs) != 1 || (errs[0].Extensions["limit"] == "name") != (n > plan.DefaultLimits().Name) {
			t.Errorf("operationName of %d letters: %v", n, errs)
		}
	}
	word := strings.Repeat("w", 500)
	if text := e.query(t, "{ entity(id: \""+word+"\") { id } } # "+word); strings.Contains(text, "errors") {
		t.Errorf("a word in a text and in a comment: %s", text)
	}
}

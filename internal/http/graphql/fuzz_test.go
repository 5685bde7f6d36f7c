package graphql_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mostBytes is the number of bytes that may be allocated for a request: the pooled memory of a
// request of 1 MiB, a document of 5,000 tokens, and a plan of 500 selections.
const mostBytes = 64 << 20

// FuzzHandler checks that no document and no variables lead to a panic, an internal error, an
// answer that is not JSON, or more memory than is allowed.
func FuzzHandler(f *testing.F) {
	for _, d := range hostileDocuments() {
		if len(d.query) > 4096 {
			continue
		}
		variables, err := json.Marshal(d.variables)
		if err != nil {
			f.Fatal(err)
		}
		if len(variables) <= 4096 {
			f.Add(d.query, string(variables))
		}
	}
	plans, err := filepath.Glob("../../plan/testdata/plans/*.graphql")
	if err != nil || len(plans) == 0 {
		f.Fatal(plans, err)
	}
	for _, file := range plans {
		query, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(query), `{"n":1,"id":"a","where":{"name":{"folds":"a"}}}`)
	}
	f.Add(`query($a:Int=1,$w:[PersonWhere!]){x:people(first:$a,where:{OR:$w}){...F}} fragment F on PersonConnection{nodes{id}}`, `{"w":[{"name":{"in":[null]}}]}`)
	f.Add("{ entity(id: \"\\uD83D\\uDE00\") { ... @include(if: false) { id } } }", `null`)
	h := overFixture(f)
	f.Fuzz(func(t *testing.T, query, variables string) {
		text, err := json.Marshal(query)
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid([]byte(variables)) {
			variables = "null"
		}
		var answer string
		spent := allocated(func() { answer = answerTo(h, `{"query":`+string(text)+`,"variables":`+variables+`}`) })
		if !json.Valid([]byte(answer)) || !strings.HasPrefix(answer, `{"data":`) && !strings.HasPrefix(answer, `{"errors":[{`) {
			t.Errorf("the answer is %.500q", answer)
		}
		if strings.Contains(answer, `"INTERNAL"`) {
			t.Errorf("an internal error: %.500s", answer)
		}
		if spent > mostBytes {
			t.Errorf("%d bytes are allocated for %d", spent, len(query)+len(variables))
		}
	})
}

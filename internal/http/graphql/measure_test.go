package graphql_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

// TestTextsAreMeasured checks that a string of a body is measured by the text that it represents.
func TestTextsAreMeasured(t *testing.T) {
	s := serve(t, &storetest.Fake{}, func(l *plan.Limits) { l.Document = 50 })
	for _, c := range []struct {
		unit   string
		most   int
		reason string
	}{
		{`a`, 50, "letters"}, {`\u0061`, 50, "escapes by number"}, {`\"`, 50, "quotation marks"}, {`\\`, 50, "backslashes"}, {`\\\"`, 25, "both"},
	} {
		for n, rejected := range map[int]bool{c.most: false, c.most + 1: true} {
			_, text := s.post(`{"query":"query($i: ID!) { entity(id: $i) { id } }","variables":{"i":"` + strings.Repeat(c.unit, n) + `"}}`)
			if strings.Contains(text, `"limit":"document"`) != rejected {
				t.Errorf("%d %s: %s", n, c.reason, text)
			}
		}
	}
}

// TestStandardIntrospection checks that the introspection requests of tools, as graphql-js writes
// them (getIntrospectionQuery without options, with all and with none), are within the limits, and
// that their answers are cached.
func TestStandardIntrospection(t *testing.T) {
	files, err := filepath.Glob("../../../graph/testdata/introspection/*.graphql")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d requests, %v", len(files), err)
	}
	s := serve(t, &storetest.Fake{})
	for _, file := range files {
		query, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		body, err := json.Marshal(map[string]string{"query": string(query)})
		if err != nil {
			t.Fatal(err)
		}
		_, first := s.post(string(body))
		if strings.Contains(first, `"errors"`) || !strings.Contains(first, `"JointAction"`) {
			t.Errorf("%s: %.500s", file, first)
		}
		var second string
		spent := testing.AllocsPerRun(1, func() { _, second = s.post(string(body)) })
		if second != first {
			t.Errorf("%s: the second answer differs", file)
		}
		if spent > 200 {
			t.Errorf("%s: %.0f allocations for a cached answer", file, spent)
		}
	}
}

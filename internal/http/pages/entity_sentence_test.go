package pages_test

import (
	"net/http"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestLargestSentence checks that a page whose entity has no summary, and in which nobody takes part, says
// what is most on record of it.
func TestLargestSentence(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	b.Entity("Programme", "large", nil)
	b.Entity("Programme", "small", nil)
	b.Entity("Programme", "told", storetest.Fields{"summary": "A programme."})
	for _, id := range []string{"one", "two", "three"} {
		b.Entity("Call", id, nil)
		b.Relation("PartOf", "", id, "large", nil)
		b.Relation("PartOf", "", id, "told", nil)
	}
	b.Relation("PartOf", "", "one", "small", nil)
	st, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	entities := serve(m, graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits()}))
	for address, want := range map[string]string{
		"/id/large": "On record: includes 3.", "/id/large?lang=nl": "Opgenomen: omvat 3.", "/id/small": "", "/id/told": "",
	} {
		body := get(entities, http.MethodGet, address, "Accept", browser).Body.String()
		if has := strings.Contains(body, "On record: ") || strings.Contains(body, "Opgenomen: "); has != (want != "") || !strings.Contains(body, want) {
			t.Errorf("%s lacks %q, or claims too much: %s", address, want, body)
		}
	}
}

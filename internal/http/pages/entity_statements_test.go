package pages_test

import (
	"net/http"
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/http/pages"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/questions/questionstest"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestOneRowForEachStatement checks that what a source states at two places is one row of a page
// and names the source once, with both places.
func TestOneRowForEachStatement(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	at := func(locator, field string) storetest.Fields {
		f := storetest.Fields{"source": "page", "rank": "NORMAL", "locator": locator}
		if field != "" {
			f["field"], f["value"] = field, "Northtown"
		}
		return f
	}
	b.Entity("Source", "page", storetest.Fields{"name": "The page"})
	b.Entity("Alliance", "alliance", nil)
	b.Entity("Institute", "institute", storetest.Fields{"city": "Northtown", "claims": []storetest.Fields{at("first place", "city"), at("second place", "city")}})
	b.Relation("Participation", "", "institute", "alliance", storetest.Fields{"role": "MEMBER", "evidence": []storetest.Fields{at("head", ""), at("foot", "")}})
	st, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	entities := serve(m, graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits()}))
	body := get(entities, http.MethodGet, "/id/institute", "Accept", browser).Body.String()
	for text, want := range map[string]int{"first place; second place": 2, "head; foot": 1, "<td>": 3} {
		if got := strings.Count(body, text); got != want {
			t.Errorf("the page has %q %d times, want %d: %s", text, got, want, body)
		}
	}
	library, err := pages.NewQuestions(m, questionstest.Service(m, st), "")
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for _, path := range pages.QuestionPaths {
		mux.Handle(path, library)
	}
	for address, row := range map[string]string{"/questions/who-joins?initiative=alliance": "The page", "/questions/who-says-so?entity=institute": "first place; second place"} {
		body := get(mux, http.MethodGet, address, "Accept", browser).Body.String()
		if strings.Count(body, row) != 1 {
			t.Errorf("%s has %q %d times: %s", address, row, strings.Count(body, row), body)
		}
	}
}

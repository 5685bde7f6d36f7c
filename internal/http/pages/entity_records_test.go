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

// TestRecords checks that a page shows the records of an entity folded, in the language of the
// page, and no block where there are none.
func TestRecords(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	b.Entity("Source", "register", storetest.Fields{"name": "The register"})
	b.Entity("Institute", "institute", storetest.Fields{"identity": []storetest.Fields{
		{"record": "old-institute", "left": "old-institute", "right": "institute", "reason": "a former id", "by": "merged"},
		{"record": "x:1", "left": "y:2", "right": "x:1", "reason": "same number", "by": "number", "score": 0.9, "source": "register"},
	}})
	st, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	entities := serve(m, graph.New(graph.Config{Model: m, Store: st, Limits: plan.DefaultLimits()}))
	for language, heading := range map[string]string{
		"en": "Records that make up this entity", "fr": "Notices qui composent cette entité", "nl": "Records waaruit deze entiteit bestaat",
	} {
		body := get(entities, http.MethodGet, "/id/institute?lang="+language, "Accept", browser).Body.String()
		_, block, _ := strings.Cut(body, `<details id="records"><summary>`+heading+" <small>2</small></summary>")
		block, _, closed := strings.Cut(block, "</details>")
		if !closed {
			t.Errorf("%s: no folded block: %s", language, body)
		}
		for _, want := range []string{
			`<td><bdi>old-institute</bdi></td><td></td><td><bdi lang="en">a former id</bdi></td><td><bdi>merged</bdi></td>`,
			`<td><bdi>x:1 = y:2</bdi></td><td><a href="/id/register`, `<bdi>The register</bdi></a></td><td><bdi lang="en">same number</bdi></td><td><bdi>number (0.9)</bdi></td>`,
		} {
			if !strings.Contains(block, want) {
				t.Errorf("%s: the block lacks %s: %s", language, want, block)
			}
		}
	}
	if body := get(entities, http.MethodGet, "/id/register", "Accept", browser).Body.String(); strings.Contains(body, `id="records"`) {
		t.Error("a page without records has a block for them")
	}
}

package pages_test

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"whojoins/internal/http/pages"
	"whojoins/internal/model"
	"whojoins/internal/questions/questionstest"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// crowded returns the pages of a synthetic graph in which an action has 130 partners.
func crowded(t *testing.T) http.Handler {
	t.Helper()
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	b := storetest.NewBuilder(m)
	b.Entity("Source", "page", storetest.Fields{"name": "Page of the action", "url": "https://page.example/"})
	dated := []storetest.Fields{
		{"field": "end", "value": "2024-12-31", "source": "page", "rank": "PREFERRED", "locator": "table 1"},
		{"field": "end", "value": "2025", "source": "page", "rank": "NORMAL", "locator": "paragraph 2"},
	}
	b.Entity("JointAction", "action", storetest.Fields{"name": "Action", "title": "The whole title of the action", "start": "2020-02", "end": "2024-12-31", "disputed": true, "claims": dated,
		"figures": []storetest.Fields{{"measure": "partners", "value": 200.0, "comparator": "EQ", "evidence": []storetest.Fields{{"source": "page", "rank": "NORMAL"}}}}})
	b.Entity("JointAction", "before", storetest.Fields{"name": "Before", "start": "2018", "end": "2020"})
	b.Relation("Succession", "", "before", "action", storetest.Fields{})
	countries := []string{"BE", "IT", "MT"}
	for i := range 130 {
		id := fmt.Sprintf("institute-%03d", i)
		b.Entity("Institute", id, storetest.Fields{"name": fmt.Sprintf("Institute %03d", i), "country": countries[min(i%50, 2)]})
		role := "MEMBER"
		if i == 7 {
			role = "COORDINATOR"
		}
		b.Relation("Participation", role, id, "action", storetest.Fields{"role": role, "contribution": fmt.Sprintf("EUR %d", i+1), "evidence": []storetest.Fields{{"source": "page", "rank": "NORMAL", "locator": fmt.Sprintf("row %d", i)}}})
	}
	b.Entity("Person", "ada", storetest.Fields{"name": "Ada Example"})
	b.Relation("Affiliation", "Director", "ada", "institute-007", storetest.Fields{"position": "Director"})
	b.Relation("Participation", "MEMBER", "ada", "before", storetest.Fields{"role": "MEMBER"})
	b.Entity("Institute", "gone", storetest.Fields{"name": "Gone Institute", "country": "BE", "claims": []storetest.Fields{
		{"field": "name", "value": "Gone Institute", "source": "page", "rank": "DEPRECATED", "date": "2025-03-01"}}})
	b.Relation("Participation", "MEMBER", "gone", "before", storetest.Fields{"role": "MEMBER", "deprecated": true})
	if err := store.Derive(b.Graph); err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(b.Graph)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	mux := http.NewServeMux()
	mux.Handle("/id/{id...}", pages.NewEntities(m, questionstest.Service(m, st).GraphQL, "https://whojoins.example", "errors@whojoins.example"))
	return mux
}

// TestListsOfAnEntity checks that a list is sorted, filtered and paged by plain links, and says how much
// of it is shown.
func TestListsOfAnEntity(t *testing.T) {
	h := crowded(t)
	for _, c := range []struct {
		reason, target string
		status         int
		rows           int
		has            []string
	}{
		{"the first rows", "/id/action", 200, 100, []string{"The whole title of the action", "of 200 partners on record", "Institute 000", "after=", "February 2020", "31 December 2024"}},
		{"sorted by money, the largest first", "/id/action?list=participants&sort=-contribution", 200, 100, []string{`<tbody>\s*<tr[^>]*><th scope="row"><a href="/id/institute-129">`, `aria-sort="descending"`}},
		{"filtered by country", "/id/action?list=participants&country=IT", 200, 3, []string{"Institute 001", "3 of 130 on record match", `value="IT" selected`}},
		{"filtered by role", "/id/action?list=participants&role=COORDINATOR&lang=fr", 200, 1, []string{"Institute 007", "Coordinateur"}},
		{"filtered by name", "/id/action?list=participants&find=012", 200, 1, []string{"Institute 012"}},
		{"no row matches", "/id/action?list=participants&country=FR", 200, 0, []string{"None on record match", "Show all"}},
		{"a list of another type", "/id/action?list=affiliates", 400, 0, []string{"participants"}},
		{"an unknown column", "/id/action?list=participants&sort=shoe-size", 400, 0, []string{"contribution, "}},
		{"an unknown role", "/id/action?list=participants&role=KING", 400, 0, []string{"COORDINATOR"}},
		{"a wrong cursor", "/id/action?list=participants&after=x", 400, 0, []string{"cursor"}},
		{"disputed values stand side by side", "/id/action", 200, 100, []string{"Where sources disagree", "<bdi>2025</bdi></b>", "table 1", "paragraph 2"}},
		{"it can be cited, and an error reported", "/id/action", 200, 100, []string{"https://whojoins.example/id/action", "@misc", "mailto:errors@whojoins.example", "Field%3A%20end"}},
		{"pictures have titles", "/id/action", 200, 100, []string{"<title[^>]*>The network around Action", "<title[^>]*>Action in time", "<title[^>]*>Action by country"}},
		{"money is summed", "/id/action", 200, 100, []string{"Money", "8\u202f515\u00a0EUR in all, stated for 130 of 130"}},
		{"no source states it any longer", "/id/gone", 200, 0, []string{"No source states this entry any longer: it was last stated on 1 March 2025", "Gone Institute"}},
		{"in another language", "/id/gone?lang=nl", 200, 0, []string{"de laatste vermelding is van 1 maart 2025"}},
		{"a person is not an it", "/id/ada", 200, 1, []string{"Director, Institute 007", "professional roles", "Takes part together with|Affiliations"}},
		{"downloads keep the filter", "/id/action?list=participants&country=IT", 200, 3, []string{`/export/participations.xlsx\?[^"]*IT`}},
	} {
		w := get(h, http.MethodGet, c.target, "Accept", browser)
		body := w.Body.String()
		_, list, _ := strings.Cut(body, `<table id="particip`)
		list, _, _ = strings.Cut(list, "</table>")
		if rows := strings.Count(list, `<th scope="row">`); w.Code != c.status || rows != c.rows {
			t.Errorf("%s: %s is %d with %d rows, want %d with %d", c.reason, c.target, w.Code, rows, c.status, c.rows)
		}
		for _, has := range c.has {
			if !regexp.MustCompile(has).MatchString(html.UnescapeString(body)) {
				t.Errorf("%s: %s lacks %s", c.reason, c.target, has)
			}
		}
	}
	body := get(h, http.MethodGet, "/id/action", "Accept", browser).Body.String()
	next := regexp.MustCompile(`href="([^"]+)" rel="next"`).FindStringSubmatch(body)
	if next == nil {
		t.Fatal("the first page leads to no other")
	}
	address, _, _ := strings.Cut(html.UnescapeString(next[1]), "#") // a browser keeps the fragment
	second := get(h, http.MethodGet, address, "Accept", browser).Body.String()
	if !strings.Contains(second, "Institute 129") || strings.Contains(second, `rel="next"`) || !strings.Contains(second, "First page") {
		t.Errorf("the second page, %s, does not have the rest", address)
	}
}

package files_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"whojoins/internal/model"
	"whojoins/internal/store/storetest"
)

// TestCoverageIsStated checks that a file about participants states how many are on record, in a
// header and in its description, and that its columns can hold the coverage.
func TestCoverageIsStated(t *testing.T) {
	m, err := model.ParseFile("../../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	h := over(t, storetest.Known(m)).Exports()
	of := func(id string) string { return url.QueryEscape(`{initiative:{id:{eq:"` + id + `"}}}`) }
	for _, row := range []struct{ address, header, inside string }{
		{"/export/participations.csv?about=true&where=" + of("part"), "3 of 121", "# coverage: 3 of at least 121 partners on record."},
		{"/export/participations.csv-metadata.json?where=" + of("part"), "3 of 121", `"dc:description": "3 of at least 121 partners on record."`},
		{"/export/participations.gexf?where=" + of("part"), "3 of 121", "coverage: 3 of at least 121 partners on record."},
		{"/export/participations.graphml?where=" + of("part"), "3 of 121", "3 of at least 121 partners on record."},
		{"/export/participations.csv?about=true&where=" + of("over"), "2 of 2", "# coverage: 2 participants on record, at most 1 stated."},
		{"/export/participations.csv?about=true&where=" + of("listed"), "2 of 2", "# coverage: Complete list of 2 participants."},
		{"/export/participations.csv?about=true&where=" + of("unknown"), "", "# coverage: No source states how many take part"},
		{"/export/overlap.csv?about=true&of=part,unknown&fields=own.participants.name", "3 of 121", "# coverage: 3 of at least 121 participants on record in 1 initiative. For 1 more, no source"},
		{"/export/gaps.csv?about=true&in=" + url.QueryEscape(`{id:{eq:"organisations"}}`) + "&lacking=" + url.QueryEscape(`{country:{eq:"JP"}}`), "1 of 2", "# coverage: 1 of 2 partners on record."},
		{"/export/institutes.csv?about=true", "", "# question"},
		{"/export/projects.csv?fields=id,coverage.stated,coverage.recorded&where=" + url.QueryEscape(`{id:{eq:"part"}}`), "", "part,121,3\r\n"},
		{"/export/participations.csv?fields=initiative.coverage.recorded,initiative.coverage.complete&where=" + of("part"), "3 of 121", "3,false\r\n"},
	} {
		w := fetch(h, http.MethodGet, row.address)
		if got := w.Header().Get("X-Coverage"); w.Code != http.StatusOK || got != row.header || !strings.Contains(w.Body.String(), row.inside) {
			t.Errorf("%s: %d %q, want %q with %s: %.900s", row.address, w.Code, got, row.header, row.inside, w.Body)
		}
		if head := fetch(h, http.MethodHead, row.address); head.Header().Get("X-Coverage") != row.header {
			t.Errorf("HEAD %s: %q, want %q", row.address, head.Header().Get("X-Coverage"), row.header)
		}
	}
}

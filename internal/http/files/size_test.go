package files_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"whojoins/internal/plan"
)

// TestFilesAreBounded checks that a row of a whole list, and a page that is requested by itself,
// are TOO_LARGE beyond the limit of an answer, and that a whole list may be longer.
func TestFilesAreBounded(t *testing.T) {
	const row = len(`{"id":"institute-00000"}`) + 1
	page := "?query=" + url.QueryEscape("{ institutes(first: 20) { nodes { id } } }")
	joined := "?query=" + url.QueryEscape("{ jointActions { nodes { id participants(first: 20) { nodes { id } } other: participants { totalCount nodes { type } } } } }")
	for _, c := range []struct {
		address string
		limit   int
		allowed bool
		reason  string
	}{
		{"/export/institutes.jsonl?fields=id", row, true, "a whole list has any number of rows"},
		{"/export/institutes.jsonl?fields=id", row - 1, false, "a row has a limit"},
		{"/export/institutes.csv?fields=id", len("institute-00000\r\n"), true, "a whole table has any number of rows"},
		{"/export/institutes.csv?fields=id", len("institute-00000\r\n") - 1, false, "a row of a table has a limit"},
		{"/export.csv" + joined, 200, false, "so has a list in a cell"},
		{"/export.xlsx" + joined, 200, false, "also in a workbook"},
		{"/export.jsonl" + page, 20 * row, true, "a page has a limit"},
		{"/export.jsonl" + page, 20*row - 1, false, "a page has a limit"},
		{"/export.dot" + page, 2000, false, "also as a network"},
	} {
		h := over(t, many(t, 30), func(l *plan.Limits) { l.AnswerBytes = c.limit }).Exports()
		w := fetch(h, http.MethodGet, c.address)
		if refused := strings.Contains(w.Body.String(), `"limit":"answerBytes"`) && w.Code >= 400; refused == c.allowed || c.allowed && w.Code != http.StatusOK {
			t.Errorf("%s with a limit of %d: %d %.200s: %s", c.address, c.limit, w.Code, w.Body, c.reason)
		}
	}
	fields := strings.Repeat("id,", plan.DefaultLimits().Selections)
	if w := fetch(over(t, many(t, 1)).Exports(), http.MethodGet, "/export/institutes.csv?fields="+fields); !strings.Contains(w.Body.String(), `"limit":"selections"`) {
		t.Errorf("many fields: %d %s", w.Code, w.Body)
	}
}

// TestFilesAreSentInPieces checks that a page of a long list is sent while it is written.
func TestFilesAreSentInPieces(t *testing.T) {
	const rows, most = 20_000, 100 << 10
	h := over(t, many(t, rows)).Exports()
	for _, format := range []string{"csv", "jsonl"} {
		w := &pieces{ResponseRecorder: httptest.NewRecorder()}
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/export/institutes."+format+"?fields=id,name", nil))
		if w.longest > most || w.Body.Len() < rows*30 {
			t.Errorf("%s: %d bytes in pieces of up to %d", format, w.Body.Len(), w.longest)
		}
	}
}

// pieces notes the longest piece that is written.
type pieces struct {
	*httptest.ResponseRecorder
	longest int
}

func (p *pieces) Write(b []byte) (int, error) {
	p.longest = max(p.longest, len(b))
	return p.ResponseRecorder.Write(b)
}

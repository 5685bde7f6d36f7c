package pages_test

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"whojoins/internal/http/pages"
	"whojoins/internal/questions/questionstest"
	"whojoins/internal/wording"
)

// library serves the question library from the curated dataset.
func library(t *testing.T) http.Handler {
	t.Helper()
	m, st := curated(t)
	h, err := pages.NewQuestions(m, questionstest.Service(m, st), "")
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for _, path := range pages.QuestionPaths {
		mux.Handle(path, h)
	}
	pictures, err := pages.NewPictures(m, h)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(pictures.Patterns(), pages.PicturePaths...) {
		mux.Handle(path, pictures)
	}
	return mux
}

func ask(t *testing.T, h http.Handler, method, address string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, address, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// frames checks that pages of other sites may frame the page of a question only if its address says so.
func frames(t *testing.T, h http.Handler) {
	t.Helper()
	for address, want := range map[string]string{
		"/questions/who-joins?initiative=jane": "frame-ancestors 'none'", "/questions/who-joins?initiative=jane&embed=1": "frame-ancestors *",
		"/questions/who-joins?initiative=jane&embed=0": "frame-ancestors 'none'", "/questions?embed=1": "frame-ancestors *",
	} {
		w := ask(t, h, http.MethodGet, address, "Accept", browser)
		framed := strings.Contains(want, "*")
		if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Content-Security-Policy"), want) || strings.Contains(w.Body.String(), "<header") == framed {
			t.Errorf("%s is %d with the policy %s, want %s", address, w.Code, w.Header().Get("Content-Security-Policy"), want)
		}
	}
}

func TestForms(t *testing.T) {
	h := library(t)
	frames(t, h)
	for _, c := range []struct {
		reason, address, accept, mediaType, want string
		status                                   int
	}{
		{"programs get the list as JSON", "/questions", "", "application/json", `"name": "who-joins"`, 200},
		{"people get the list as a page", "/questions", browser, "text/html", `<a href="/questions/who-joins">`, 200},
		{"a trailing slash is ignored", "/questions/", "", "application/json", `"name": "who-joins"`, 200},
		{"programs get the answer as JSON", "/questions/who-joins?initiative=jane", "", "application/json", `"name":"Sciensano"`, 200},
		{"people get the answer as a page", "/questions/who-joins?initiative=jane", browser, "text/html", `<a href="/id/sciensano"><bdi>Sciensano</bdi></a>`, 200},
		{"an extension selects a file", "/questions/who-joins.csv?initiative=jane", browser, "text/csv", "WORK_PACKAGE_LEAD,", 200},
		{"Accept selects a file", "/questions/who-joins?initiative=jane", "text/tab-separated-values", "text/tab-separated-values", "WORK_PACKAGE_LEAD\t", 200},
		{"enum values may be lists in any case", "/questions/who-joins.csv?initiative=jane&roles=chair&roles=work-package-lead,other", "", "text/csv", "WORK_PACKAGE_LEAD,", 200},
		{"an empty field of a form is ignored", "/questions/lacking.csv?country=", "", "text/csv", "none of the ", 200},
		{"a file has words in the language of its address", "/questions/lacking.csv?lang=nl", "", "text/csv", "geen van de ", 200},
		{"a page has words for verdicts", "/questions/lacking?lang=fr", browser, "text/html", "aucun des ", 200},
		{"a page in a language links files in it", "/questions/lacking?lang=fr", browser, "text/html", "/questions/lacking.csv?lang=fr", 200},
		{"a page has a citation", "/questions/who-joins?initiative=jane", browser, "text/html", "http://example.com/questions/who-joins?initiative=jane", 200},
		{"lang selects the language", "/questions/who-joins?initiative=jane&lang=nl", browser, "text/html", `<html lang="nl">`, 200},
		{"a required parameter must be given", "/questions/who-joins", "", "application/json", "initiative is missing", 400},
		{"also for a file", "/questions/who-joins.csv", "", "application/json", "/questions/who-joins?initiative=jane", 400},
		{"an unknown parameter is rejected", "/questions/who-joins?initative=jane", "", "application/json", `\"initative\" is not a parameter of who-joins`, 400},
		{"a wrong enum value is rejected", "/questions/who-joins?initiative=jane&roles=boss", "", "application/json", "roles must be one of COORDINATOR, BENEFICIARY", 400},
		{"a wrong number is rejected", "/questions/largest-initiatives?first=ten", "", "application/json", "first must be a whole number, such as 10", 400},
		{"a wrong date is explained by its label", "/questions/active-on?who=sciensano&day=yesterday", browser, "text/html", "“Date” must be a date, such as 2024-05-17", 400},
		{"limits of the engine apply", "/questions/largest-initiatives?first=100000", "", "application/json", "BAD_USER_INPUT", 400},
		{"also on a page", "/questions/largest-initiatives?first=100000", browser, "text/html", "Send 0 to 1000", 400},
		{"a single value cannot be repeated", "/questions/who-joins?initiative=jane&initiative=jane-2", "", "application/json", "initiative is given 2 times", 400},
		{"an unknown id", "/questions/who-joins?initiative=JANE-3", browser, "text/html", `No initiative is called &#34;JANE-3&#34;. Did you mean <a href="?initiative=jane"><bdi>JANE</bdi></a>, <a href="?initiative=jane-2"><bdi>JANE-2</bdi></a>?`, 200},
		{"an unknown id, for a program", "/questions/who-joins?initiative=JANE-3", "", "application/json", `No initiative is called \"JANE-3\". Did you mean JANE (jane), JANE-2 (jane-2)?`, 404},
		{"an unknown id, in a file", "/questions/who-joins.csv?initiative=JANE-3", "", "application/json", "NOT_FOUND", 404},
		{"a name", "/questions/who-joins?initiative=can+heal", browser, "text/html", "Sciensano", 200},
		{"a name, for a program", "/questions/who-joins?initiative=CANHEAL", "", "application/json", `"id":"sciensano"`, 200},
		{"a name, in a file", "/questions/who-joins.csv?initiative=CANHEAL", "", "text/csv", "sciensano,Sciensano,", 200},
		{"a name that several have", "/questions/who-supports?supporter=Institut+National+du+Cancer", browser, "text/html", `Several are called`, 200},
		{"several ids, one of them unknown", "/questions/overlap?of=jane,JANE-3&lang=fr", browser, "text/html", `<a href="?lang=fr&amp;of=jane%2Cjane-2"><bdi>JANE-2</bdi></a>`, 200},
		{"no results", "/questions/who-supports?supporter=jane&lang=nl", browser, "text/html", "Niets dergelijks is opgenomen.", 200},
		{"an unknown question is not found", "/questions/who-knows", "", "application/json", "NOT_FOUND", 404},
		{"people get a link to the list", "/questions/who-knows", browser, "text/html", `<a href="/questions">`, 404},
		{"also with an extension", "/questions/who-knows.csv", browser, "text/html", `<a href="/questions">`, 404},
		{"the list has no extension", "/questions/.json", "", "application/json", "NOT_FOUND", 404},
		{"a workbook is a file", "/questions/who-joins.xlsx?initiative=jane", browser, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK", 200},
		{"a network is a file", "/questions/who-joins.gexf?initiative=jane", "", "application/gexf+xml", "/questions/who-joins.gexf?initiative=jane", 200},
		{"a network by Accept", "/questions/near?of=jane", "application/graphml+xml", "application/graphml+xml", "<graphml", 200},
		{"an extension with a point in it", "/questions/near.vosviewer.json?of=jane", "", "application/vnd.vosviewer+json", `"network"`, 200},
		{"a table has metadata", "/questions/who-joins.csv-metadata.json?initiative=jane", "", "application/csvm+json", "/questions/who-joins.csv?initiative=jane\"", 200},
		{"a network has no table", "/questions/near.csv?of=jane", "", "application/json", ".gexf", 404},
		{"a table has no network", "/questions/dataset.gexf", browser, "application/json", ".csv", 404},
		{"an unknown extension is not found", "/questions/who-joins.doc?initiative=jane", "", "application/json", ".csv", 404},
		{"an unknown media type is not acceptable for the list", "/questions", "image/png", "application/json", "text/html", 406},
		{"an unknown media type is not acceptable", "/questions/who-joins?initiative=jane", "image/jpeg", "application/json", "text/csv", 406},
		{"a picture is a file", "/questions/who-joins.svg?initiative=jane", browser, "image/svg+xml", "on record.</desc>", 200},
		{"in the language of its address", "/questions/who-joins.svg?initiative=jane&lang=fr", "", "image/svg+xml", `xml:lang="fr"`, 200},
		{"a name, in a picture", "/questions/who-joins.svg?initiative=CANHEAL", "", "image/svg+xml", "Sciensano", 200},
		{"an unknown id, in a picture", "/questions/who-joins.svg?initiative=JANE-3", "", "application/json", "NOT_FOUND", 404},
		{"every question has a preview", "/questions/find.png?text=Sciensano", "", "image/png", "PNG", 200},
		{"an answer without rows has an empty picture", "/questions/who-joins.svg?initiative=jane&roles=FOUNDER", "", "image/svg+xml", "</svg>", 200},
		{"a question without a picture", "/questions/find.svg?text=Sciensano", "", "application/json", ".png", 404},
		{"a table in another order", "/questions/largest-budgets?sort=name&least=0", browser, "text/html", `<th scope="col" aria-sort="ascending"><a href="?least=0&amp;sort=-name#answer">`, 200},
		{"an order by no column is that of the answer", "/questions/largest-budgets?sort=nothing", browser, "text/html", `<th scope="col"><a href="?sort=name#answer">`, 200},
		{"dates and amounts are words", "/questions/joint-actions?lang=fr", browser, "text/html", `data-sort="2018-04-01"><bdi>1er avril 2018</bdi></td>`, 200},
		{"a phone shows what a row is about first", "/questions/who-joins?initiative=jane", browser, "text/html", `<td data-label="Partner" class="main"><a href="/id/`, 200},
		{"what a country gets over a whole mission", "/questions/who-gets-how-much?programme=mission-on-cancer&country=BE&lang=fr", browser, "text/html", ">15\u202f565\u202f771,75\u00a0EUR</text>", 200},
		{"with its sources, in a file", "/questions/who-gets-how-much.csv?programme=mission-on-cancer&country=BE", "", "text/csv", ",6266913,EUR,CORDIS: participants of the missions (copy),", 200},
		{"also for the programme of the mission", "/questions/who-gets-how-much.csv?programme=horizon-europe&country=BE", "", "text/csv", ",de-escalate,DE-ESCALATE,COORDINATOR,6266913,EUR,", 200},
		{"whom initiatives share is a picture", "/questions/overlap.svg?of=jane,jane-2", "", "image/svg+xml", "In only one of them", 200},
		{"counts by year are in time order", "/questions/starts-by-year", browser, "text/html", "<title>2001: 1</title>", 200},
		{"the network around an entity", "/export/entity.svg?id=jane-2", "", "image/svg+xml", "131 partners on record.</desc>", 200},
		{"the preview of the page of an entity", "/export/entity.png?id=grant:101183265", "", "image/png", "PNG", 200},
		{"an entity that does not exist", "/export/entity.svg?id=nobody", "", "application/json", "NOT_FOUND", 404},
		{"a form shows names and completes them", "/questions/who-joins?initiative=jane-2", browser, "text/html", `value="JANE-2" placeholder="jane" autocomplete="off" data-complete="JOINT_ACTION,PROJECT,NETWORK,ALLIANCE"`, 200},
		{"a form suggests names without a script", "/questions/who-joins", browser, "text/html", `<option value="EUnetCCC" dir="auto">`, 200},
		{"countries are chosen by name", "/questions/lacking?country=MT&lang=nl", browser, "text/html", `<option value="MT" selected>Malta</option>`, 200},
		{"a page has a preview", "/questions/who-joins?initiative=jane&lang=nl", browser, "text/html", `<meta property="og:image" content="http://example.com/questions/who-joins.png?initiative=jane&amp;lang=nl">`, 200},
		{"a path has its sources", "/questions/how-linked?from=sciensano&to=oeci", browser, "text/html", `<p class="sources">Source: <a href="/id/`, 200},
		{"a matrix has headers", "/questions/partners-by-initiatives", browser, "text/html", `<th scope="row"><a href="/id/sciensano">`, 200},
	} {
		w := ask(t, h, http.MethodGet, c.address, "Accept", c.accept)
		mediaType, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
		if w.Code != c.status || mediaType != c.mediaType || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %s is answered %d %s, want %d %s with %q:\n%.1500s", c.reason, c.address, w.Code, mediaType, c.status, c.mediaType, c.want, w.Body)
		}
		if got := w.Header().Get("X-Content-Type-Options"); got != "nosniff" {
			t.Errorf("%s: X-Content-Type-Options is %q", c.reason, got)
		}
		head := ask(t, h, http.MethodHead, c.address, "Accept", c.accept)
		if head.Code != c.status || head.Header().Get("Content-Type") != w.Header().Get("Content-Type") {
			t.Errorf("%s: HEAD is answered %d %s", c.reason, head.Code, head.Header().Get("Content-Type"))
		}
	}
}

// A question is read-only.
func TestMethods(t *testing.T) {
	w := ask(t, library(t), http.MethodPost, "/questions/who-joins?initiative=jane")
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST is answered %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}

// Each form and language of an answer has a different tag, which a later request can name.
func TestTags(t *testing.T) {
	h, tags := library(t), map[string]string{}
	for _, c := range [][]string{
		{"/questions", "", ""}, {"/questions", browser, "en"}, {"/questions", browser, "fr"},
		{"/questions/who-funds?initiative=jane", "", ""}, {"/questions/who-funds?initiative=jane-2", "", ""},
		{"/questions/who-funds.csv?initiative=jane", "", ""},
		{"/questions/who-funds?initiative=jane", browser, "en"}, {"/questions/who-funds?initiative=jane", browser, "nl"},
	} {
		header := []string{"Accept", c[1], "Accept-Language", c[2]}
		w := ask(t, h, http.MethodGet, c[0], header...)
		tag := w.Header().Get("ETag")
		if before, twice := tags[tag]; tag == "" || twice {
			t.Errorf("%v has the tag %s of %s", c, tag, before)
		}
		tags[tag] = c[0]
		if got := w.Header().Get("Cache-Control"); got != "public, no-cache" {
			t.Errorf("%v: Cache-Control is %q", c, got)
		}
		if got := w.Header().Get("Vary"); !strings.Contains(got, "Accept,") {
			t.Errorf("%v: Vary is %q", c, got)
		}
		w = ask(t, h, http.MethodGet, c[0], append(header, "If-None-Match", tag)...)
		if w.Code != http.StatusNotModified || w.Body.Len() > 0 || w.Header().Get("ETag") != tag {
			t.Errorf("%v is known, and answered %d", c, w.Code)
		}
	}
}

// A page has links that work, no script, and no markup from a caller.
func TestPages(t *testing.T) {
	h := library(t)
	for _, language := range wording.Languages {
		list := ask(t, h, http.MethodGet, "/questions?lang="+language, "Accept", browser)
		addresses := regexp.MustCompile(`href="(/questions/[^"]+)"`).FindAllStringSubmatch(list.Body.String(), -1)
		if len(addresses) < 25 {
			t.Fatalf("the list links to %d questions, want 25 and more", len(addresses))
		}
		for _, a := range addresses {
			w := ask(t, h, http.MethodGet, a[1], "Accept", browser)
			text := w.Body.String()
			if w.Code != http.StatusOK || strings.Contains(text, "<script>") || !strings.Contains(text, `<html lang="`+language+`">`) || strings.Count(text, "<tr>") < 2 && !strings.Contains(text, `<ol class="paths">`) {
				t.Errorf("%s is answered %d:\n%.2000s", a[1], w.Code, text[strings.Index(text, "<main"):])
			}
			if language != "en" {
				continue // files are the same in every language
			}
			for _, file := range regexp.MustCompile(`<li><a href="(/questions/[^"]+)">[A-Z]`).FindAllStringSubmatch(text, -1) {
				address := html.UnescapeString(file[1])
				if w := ask(t, h, http.MethodGet, address); w.Code != http.StatusOK {
					t.Errorf("%s is answered %d: %.300s", address, w.Code, w.Body)
				}
			}
		}
	}
	w := ask(t, h, http.MethodGet, `/questions/who-joins?initiative="><script>alert(1)</script>&x<b>=1`, "Accept", browser)
	if text := w.Body.String(); strings.Contains(text, "<script>") || strings.Contains(text, "x<b>") {
		t.Errorf("a caller's text stands in the page:\n%s", text)
	}
	if got := w.Header().Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") || strings.Contains(got, "unsafe") {
		t.Errorf("the policy is %q", got)
	}
}

// Tables have everyday words as headings and values, in every language.
func TestTablesAreInWords(t *testing.T) {
	h := library(t)
	constant := regexp.MustCompile(`<t[dh][^>]*>[^<]*\b([A-Z]{2,}_[A-Z_]+|IT|BE|PERSON|INSTITUTE)\b|<(?:text|title)[^>]*>([A-Z]{2,}_[A-Z_]+|IT|BE|PERSON|INSTITUTE)<`)
	list := ask(t, h, http.MethodGet, "/questions", "Accept", browser)
	for _, a := range regexp.MustCompile(`href="(/questions/[^"]+)"`).FindAllStringSubmatch(list.Body.String(), -1) {
		for _, language := range wording.Languages {
			body := ask(t, h, http.MethodGet, a[1]+"?lang="+language, "Accept", browser).Body.String()
			if found := constant.FindString(body); found != "" {
				t.Errorf("%s in %s shows %s", a[1], language, found)
			}
			for _, table := range strings.Split(body, "<thead>")[1:] {
				head, _, _ := strings.Cut(table, "</thead>")
				seen := map[string]bool{}
				for _, th := range regexp.MustCompile(`<th scope="col"><a [^>]*>([^<]*)</a></th>`).FindAllStringSubmatch(head, -1) {
					if seen[th[1]] || th[1] == "" {
						t.Errorf("%s in %s has two columns called %q", a[1], language, th[1])
					}
					seen[th[1]] = true
				}
			}
		}
	}
}

// The list for programs has an example of each form that works.
func TestList(t *testing.T) {
	h := library(t)
	var list struct{ Questions []pages.Described }
	if err := json.Unmarshal(ask(t, h, http.MethodGet, "/questions").Body.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	for _, q := range list.Questions {
		for extension, address := range q.Example {
			w := ask(t, h, http.MethodGet, address)
			if w.Code != http.StatusOK {
				t.Errorf("%s as %s is answered %d: %.300s", q.Name, extension, w.Code, w.Body)
			}
		}
	}
}

// Every phrase of the pages exists in every language.
func TestWords(t *testing.T) {
	text, err := os.ReadFile("words.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]map[string]string
	if err := yaml.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	for name, in := range all {
		for _, language := range wording.Languages {
			if in[language] == "" || len(in) != len(wording.Languages) {
				t.Errorf("%s is in %v, want %v", name, in, wording.Languages)
			}
		}
	}
}

// A file of a list has all rows, unless a number is given; an answer as JSON has a page of
// them.
func TestFilesAreWhole(t *testing.T) {
	h := library(t)
	lines := func(address string) int {
		w := ask(t, h, http.MethodGet, address)
		if w.Code != http.StatusOK {
			t.Fatalf("%s is answered %d: %s", address, w.Code, w.Body)
		}
		if got := w.Header().Get("Content-Disposition"); !strings.HasPrefix(got, `attachment; filename="largest-initiatives.`) {
			t.Errorf("%s is saved as %s", address, got)
		}
		return strings.Count(w.Body.String(), "\n")
	}
	if all := lines("/questions/largest-initiatives.jsonl"); all <= 20 {
		t.Errorf("a file of the initiatives has %d, want more than a page of them", all)
	}
	if page := ask(t, h, http.MethodGet, "/questions/sources").Body.String(); strings.Count(page, `"published":`) <= 20 {
		t.Errorf("JSON has %d sources, want as many as the question's default", strings.Count(page, `"published":`))
	}
	if few := lines("/questions/largest-initiatives.jsonl?first=7"); few != 7 {
		t.Errorf("7 initiatives are %d", few)
	}
}

// A faulty request is never answered from a cache.
func TestFaultsAreNotCached(t *testing.T) {
	w := ask(t, library(t), http.MethodGet, "/questions/active-on?who=sciensano&day=x", "Accept", browser, "If-None-Match", "*")
	if w.Code != http.StatusBadRequest || w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v, want 400 without a tag", w.Code, w.Header())
	}
}

// A page shows the first rows of a long table and the number of the others.
func TestLongTablesAreShortened(t *testing.T) {
	h := library(t)
	const address = "/questions/collaboration-network?minimum=1"
	var answer struct {
		Data struct{ Collaboration struct{ Links []any } }
	}
	if err := json.Unmarshal(ask(t, h, http.MethodGet, address).Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	body := ask(t, h, http.MethodGet, address, "Accept", browser).Body.String()
	_, links, _ := strings.Cut(body, "<h3>Pairs</h3>")
	links, _, _ = strings.Cut(links, "</table>")
	more := fmt.Sprintf("The downloads contain %d more.", len(answer.Data.Collaboration.Links)-300)
	if rows := strings.Count(links, "<tr>") - 1; rows != 300 || !strings.Contains(body, more) {
		t.Errorf("%d of %d rows are shown, without %q", rows, len(answer.Data.Collaboration.Links), more)
	}
}

// An empty field shows the default of its parameter.
func TestDefaultsAreShown(t *testing.T) {
	if body := ask(t, library(t), http.MethodGet, "/questions/joint-actions", "Accept", browser).Body.String(); !strings.Contains(body, `placeholder="500"`) {
		t.Errorf("the form lacks the default:\n%s", body)
	}
}

// An id is shortened only until a similar name is found.
func TestSuggestionsAreTheMostSimilar(t *testing.T) {
	body := ask(t, library(t), http.MethodGet, "/questions/who-joins?initiative=jane-2-xyz", "Accept", browser).Body.String()
	if n := strings.Count(body, `"><bdi>JANE-2</bdi></a>`); n != 1 {
		t.Errorf("JANE-2 is suggested %d times", n)
	}
}

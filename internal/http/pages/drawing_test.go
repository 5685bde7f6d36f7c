package pages_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var shortened = regexp.MustCompile(`The answer is shortened: [0-9\x{202f}]+ more are on record\.`)

// TestDrawings draws the answer of every graph query, and of lists of relations, from an address.
func TestDrawings(t *testing.T) {
	h := library(t)
	where := func(text string) string { return url.QueryEscape(text) }
	for _, c := range []struct{ reason, address, want string }{
		{"names are the title", "neighbourhood.svg?of=jane,grant:101183265", ">What surrounds an entity: JANE, JANE-2</text>"},
		{"what has no room is counted", "neighbourhood.svg?of=sciensano&depth=2", "The picture has room for only a part: 140 more are not shown."},
		{"paths", "paths.svg?from=sciensano&to=oeci", ">JANE</text>"},
		{"whom an answer left out", "collaboration.svg?minimum=3", "The answer is shortened: "},
		{"a ranking of an actor's partners", "collaborators.svg?of=sciensano&first=40&lang=nl", ">Partners, naar het aantal gedeelde initiatieven: Sciensano</text>"},
		{"a ranking of candidates", "candidates.svg?for=jane-2", "partners in common: JANE-2</text>"},
		{"verdicts in words", "gaps.svg?lang=fr&lacking=" + where(`{"country": {"eq": "BE"}}`), ">Aucun recensé</text>"},
		{"a matrix with its headers", "matrix.svg?firstRows=5&firstColumns=5", ">Sciensano</text>"},
		{"whom initiatives share", "overlap.svg?of=jane,jane-2", ">In only one of them</text>"},
		{"who joined and who left", "changes.svg?initiative=all-can-belgium&from=2017&to=2024", ">Stayed</text>"},
		{"a filter", "participations.svg?where=" + where(`{"initiative": {"id": {"eq": "jane"}}}`), "12 of 36 partners on record."},
		{"a list of relations in the words of another language", "successions.svg?lang=nl", "<title id=\"picture-title\">Opvolging</title>"},
		{"an answer without rows says so", "paths.svg?from=jane&to=jane", "None on record."},
	} {
		w := ask(t, h, http.MethodGet, "/export/"+c.address)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/svg+xml; charset=utf-8" || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %s is %d without %q:\n%.1500s", c.reason, c.address, w.Code, c.want, w.Body)
		}
		again := ask(t, h, http.MethodGet, "/export/"+c.address, "If-None-Match", w.Header().Get("ETag"))
		if again.Code != http.StatusNotModified {
			t.Errorf("%s: with its tag it is %d", c.reason, again.Code)
		}
	}
	if body := ask(t, h, http.MethodGet, "/export/participations.svg").Body.String(); !shortened.MatchString(body) {
		t.Errorf("more participations than are drawn: %.600s", body)
	}
}

// TestRefusedDrawings requires the errors of files for addresses of pictures, and an error for an entity
// that does not exist: an empty picture would claim that it has nothing.
func TestRefusedDrawings(t *testing.T) {
	h := library(t)
	for _, c := range []struct {
		reason, address, want string
		status                int
	}{
		{"an unknown id", "neighbourhood.svg?of=jane,nobody", "NOT_FOUND", http.StatusNotFound},
		{"an unknown parameter", "collaboration.svg?least=2", "use between, in, activeOn, minimum, first, after", http.StatusBadRequest},
		{"a value over a limit", "collaboration.svg?first=9999", "BAD_USER_INPUT", http.StatusBadRequest},
		{"a value of another type", "neighbourhood.svg?of=jane&depth=far", "BAD_USER_INPUT", http.StatusBadRequest},
		{"no value", "paths.svg?from=jane", "GRAPHQL_VALIDATION_FAILED", http.StatusBadRequest},
	} {
		w := ask(t, h, http.MethodGet, "/export/"+c.address)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %s is %d, want %d with %q: %.500s", c.reason, c.address, w.Code, c.status, c.want, w.Body)
		}
	}
}

package portal_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"whojoins/internal/http/portal"
)

// service answers as the search service of the portal does: at most 100 results a page and 10,000 a
// query, each record once for each translation unless one language is asked for, and no comparison
// with a bare date.
type service struct {
	t *testing.T
	// starts are the days by which the service sorts its projects.
	starts []time.Time
	// fail, if not nil, may answer a request instead.
	fail     func(w http.ResponseWriter, n int64) bool
	requests atomic.Int64
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := s.requests.Add(1)
	if s.fail != nil && s.fail(w, n) {
		return
	}
	q := r.URL.Query()
	if r.Method != http.MethodPost || q.Get("apiKey") != "SEDIA_NONH2020_PROD" || q.Get("text") != "***" {
		http.Error(w, "wrong request", http.StatusBadRequest)
		return
	}
	parts := s.parts(r)
	var query struct {
		Bool struct {
			Must []struct {
				Terms map[string][]string
				Range map[string]struct{ Gte, Lt string }
			}
		}
	}
	if err := json.Unmarshal([]byte(parts["query"]), &query); err != nil {
		s.t.Errorf("query %q: %v", parts["query"], err)
	}
	matching := slices.Clone(s.starts)
	for _, m := range query.Bool.Must {
		if ids := m.Terms["programId"]; ids != nil && !slices.Equal(ids, []string{"43332642"}) {
			matching = nil
		}
		if between, ok := m.Range["es_SortDate"]; ok {
			from, err1 := time.Parse("2006-01-02T15:04:05.000-0700", between.Gte)
			to, err2 := time.Parse("2006-01-02T15:04:05.000-0700", between.Lt)
			if err1 == nil && err2 == nil { // a bare date is not compared
				matching = slices.DeleteFunc(matching, func(t time.Time) bool { return t.Before(from) || !t.Before(to) })
			}
		}
	}
	if parts["sort"] != `{"field":"es_SortDate","order":"ASC"}` {
		http.Error(w, "unknown order", http.StatusBadRequest)
		return
	}
	if parts["languages"] != `["en"]` {
		matching = slices.Concat(matching, matching)
	}
	size, _ := strconv.Atoi(q.Get("pageSize"))
	page, _ := strconv.Atoi(q.Get("pageNumber"))
	start, end := (page-1)*min(size, 100), page*min(size, 100)
	if end > 10_000 {
		http.Error(w, "too many results", http.StatusBadRequest)
		return
	}
	results := []any{}
	for i := start; i < min(end, len(matching)); i++ {
		results = append(results, map[string]any{"reference": fmt.Sprint(matching[i].Unix(), " ", i), "metadata": map[string]any{"projectId": []string{fmt.Sprint(i)}}})
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"totalResults": len(matching), "results": results})
}

// parts returns the parts of the form, each of which must be JSON.
func (s *service) parts(r *http.Request) map[string]string {
	parts := map[string]string{}
	form, err := r.MultipartReader()
	if err != nil {
		s.t.Error(err)
		return parts
	}
	for part, err := form.NextPart(); err == nil; part, err = form.NextPart() {
		text, _ := io.ReadAll(part)
		if part.Header.Get("Content-Type") != "application/json" || !json.Valid(text) {
			s.t.Errorf("part %q is %q", part.FormName(), part.Header)
		}
		parts[part.FormName()] = string(text)
	}
	return parts
}

// starting returns the starts of projects, several a day.
func starting(n, perDay int) (list []time.Time) {
	for i := range n {
		list = append(list, time.Date(2021, 1, 1+i/perDay, 0, 0, 0, 0, time.UTC))
	}
	return list
}

// save saves from a service, and returns the references of all results.
func save(ctx context.Context, t *testing.T, s *service, dir string) (portal.Saved, []string, error) {
	t.Helper()
	server := httptest.NewServer(s)
	defer server.Close()
	saved, err := portal.Save(ctx, &portal.Query{Address: server.URL, Programme: "43332642", Dir: dir, Pause: time.Millisecond})
	var references []string
	names, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	for _, name := range names {
		text, readErr := os.ReadFile(name)
		var answer struct{ Results []struct{ Reference string } }
		if readErr != nil || json.Unmarshal(text, &answer) != nil {
			t.Errorf("%s: %v", name, readErr)
		}
		for _, r := range answer.Results {
			references = append(references, r.Reference)
		}
	}
	return saved, references, err
}

// TestSave saves fewer results than a page has, several pages, and more than a query returns.
func TestSave(t *testing.T) {
	for _, test := range []struct{ n, perDay, pages int }{{0, 1, 1}, {7, 1, 1}, {250, 3, 3}, {10_000, 40, 100}, {10_350, 40, 104}} {
		s := &service{t: t, starts: starting(test.n, test.perDay)}
		dir := filepath.Join(t.TempDir(), "new", "folder")
		note := filepath.Join(dir, "note.txt")
		if err := errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(note, []byte("kept"), 0o600)); err != nil {
			t.Fatal(err)
		}
		saved, references, err := save(t.Context(), t, s, dir)
		if kept, err := os.ReadFile(note); string(kept) != "kept" {
			t.Errorf("another file of the folder has %q: %v", kept, err)
		}
		if err != nil || saved.Results != test.n || len(references) != test.n || saved.Pages < test.pages {
			t.Errorf("%d results: %+v, %d in files, %v", test.n, saved, len(references), err)
		}
		before := s.requests.Load()
		again, _, err := save(t.Context(), t, s, dir)
		if asked := s.requests.Load() - before; err != nil || again.Results != test.n || test.n <= 10_000 && asked > 0 || asked > 20 {
			t.Errorf("%d results again: %+v, %v after %d requests", test.n, again, err, asked)
		}
	}
}

// TestTwice counts the results that came on an earlier page too.
func TestTwice(t *testing.T) {
	starts := starting(150, 1)
	s := &service{t: t, starts: starts, fail: func(w http.ResponseWriter, n int64) bool {
		if n != 2 {
			return false
		}
		var results []map[string]string
		for i := 60; i < 110; i++ { // the last of the first page, and the first of the second
			results = append(results, map[string]string{"reference": fmt.Sprint(starts[i].Unix(), " ", i)})
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"totalResults": len(starts), "results": results})
		return true
	}}
	saved, _, err := save(t.Context(), t, s, t.TempDir())
	if err != nil || saved.Twice != 40 || saved.Results != 150 {
		t.Errorf("%+v, %v", saved, err)
	}
}

// TestResume continues after a failure, waits where the service says so, and ends with its caller.
func TestResume(t *testing.T) {
	dir := t.TempDir()
	broken := &service{t: t, starts: starting(450, 2), fail: func(w http.ResponseWriter, n int64) bool {
		if n == 3 {
			http.Error(w, "no such page", http.StatusNotFound)
		}
		return n == 3
	}}
	if _, references, err := save(t.Context(), t, broken, dir); err == nil || !strings.Contains(err.Error(), "404") || len(references) != 200 {
		t.Fatalf("%d results, %v", len(references), err)
	}
	busy := &service{t: t, starts: broken.starts, fail: func(w http.ResponseWriter, n int64) bool {
		if n <= 2 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		return n <= 2
	}}
	saved, references, err := save(t.Context(), t, busy, dir)
	slices.Sort(references)
	if err != nil || saved.Asked != 3 || busy.requests.Load() != 5 || len(slices.Compact(references)) != 450 {
		t.Errorf("%+v, %d requests, %d results, %v", saved, busy.requests.Load(), len(references), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := save(ctx, t, &service{t: t, starts: broken.starts}, t.TempDir()); err == nil || ctx.Err() == nil {
		t.Errorf("after the end of its caller: %v", err)
	}
}

// TestWrongAnswers checks the errors for what a service may answer instead.
func TestWrongAnswers(t *testing.T) {
	for _, test := range []struct {
		reason, want string
		n, perDay    int
		fail         func(w http.ResponseWriter, n int64) bool
	}{
		{"a page in HTML", "not with results", 5, 1, func(w http.ResponseWriter, _ int64) bool { _, _ = w.Write([]byte("<html>")); return true }},
		{"always overloaded", "503", 5, 1, func(w http.ResponseWriter, _ int64) bool { w.WriteHeader(http.StatusServiceUnavailable); return true }},
		{"a list that changes meanwhile", "have changed", 250, 1, func(w http.ResponseWriter, n int64) bool {
			if n == 2 {
				_, _ = w.Write([]byte(`{"totalResults": 251, "results": [{}]}`))
			}
			return n == 2
		}},
		{"too many results of one day", "have the date 2021-01-01", 10_200, 20_000, nil},
	} {
		s := &service{t: t, starts: starting(test.n, test.perDay), fail: test.fail}
		if _, _, err := save(t.Context(), t, s, t.TempDir()); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.reason, err, test.want)
		}
	}
}

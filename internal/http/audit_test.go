package http

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"whojoins/internal/http/callers"
)

// TestAudit checks what is logged of a request for a page: who, what kind of address, and the
// result, but never a text of the caller's.
func TestAudit(t *testing.T) {
	for _, c := range []struct {
		reason  string
		handler http.HandlerFunc
		caller  string
		want    []string
		lacks   string
	}{
		{"an answer", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("x")) }, "dashboard", []string{"msg=page", "address=/id/{id...}", "status=200", "caller=dashboard", "duration="}, "id=\""},
		{"an error", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }, "", []string{"status=404"}, "caller="},
		{"the first status counts", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusEarlyHints)
			w.WriteHeader(http.StatusNotModified)
		}, "", []string{"status=304"}, "status=103"},
		{"the id of the request", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X-Request-Id", "abc") }, "", []string{"id=abc"}, "caller="},
	} {
		var lines strings.Builder
		mux := http.NewServeMux()
		mux.Handle("/id/{id...}", audit(slog.New(slog.NewTextHandler(&lines, nil)), c.handler))
		r := httptest.NewRequest(http.MethodGet, "/id/secret?find=secret", nil)
		mux.ServeHTTP(httptest.NewRecorder(), r.WithContext(callers.With(r.Context(), &callers.Caller{Name: c.caller})))
		for _, want := range c.want {
			if !strings.Contains(lines.String(), want) {
				t.Errorf("%s: %q is not in %s", c.reason, want, &lines)
			}
		}
		if strings.Contains(lines.String(), c.lacks) || strings.Contains(lines.String(), "secret") || strings.Count(lines.String(), "\n") != 1 {
			t.Errorf("%s: %s", c.reason, &lines)
		}
	}
}

// TestLifetimes checks for how long caches may keep answers.
func TestLifetimes(t *testing.T) {
	for _, c := range []struct {
		reason, method, authorization, set string
		status                             int
		want, vary                         string
	}{
		{"the newest edition", http.MethodGet, "", revalidated, 200, briefly, "Accept, X-Dataset-Version, X-Explain"},
		{"it has not changed", http.MethodGet, "", revalidated, 304, briefly, "Accept, X-Dataset-Version, X-Explain"},
		{"its headers alone", http.MethodHead, "", revalidated, 200, briefly, "Accept, X-Dataset-Version, X-Explain"},
		{"for one caller", http.MethodGet, "Bearer x", revalidated, 200, privately, "Accept, X-Dataset-Version, X-Explain"},
		{"an error", http.MethodGet, "", revalidated, 404, revalidated, "Accept"},
		{"an answer that may not be kept", http.MethodGet, "", "no-store", 200, "no-store", "Accept"},
		{"a file of the program", http.MethodGet, "", forever, 200, forever, "Accept"},
		{"no GET", http.MethodPost, "", revalidated, 200, revalidated, "Accept"},
	} {
		h := &editions{next: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Cache-Control", c.set)
			w.Header().Set("Vary", "Accept")
			w.WriteHeader(c.status)
		})}
		w, r := httptest.NewRecorder(), httptest.NewRequest(c.method, "/id/x", nil)
		r.Header.Set("Authorization", c.authorization)
		h.ServeHTTP(w, r)
		if got, vary := w.Header().Get("Cache-Control"), strings.Join(w.Header().Values("Vary"), ", "); got != c.want || vary != c.vary {
			t.Errorf("%s: Cache-Control %q, Vary %q; want %q, %q", c.reason, got, vary, c.want, c.vary)
		}
	}
}

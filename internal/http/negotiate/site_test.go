package negotiate_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"whojoins/internal/http/negotiate"
)

func TestSite(t *testing.T) {
	for _, c := range []struct{ reason, host, given, want string }{
		{"the operator knows best", "127.0.0.1:8080", "https://example.org/", "https://example.org"},
		{"where the request went", "127.0.0.1:8080", "", "http://127.0.0.1:8080"},
		{"a name", "whojoins.example", "", "http://whojoins.example"},
		{"version 6", "[::1]:8080", "", "http://[::1]:8080"},
		{"no text of a caller's", `a"><b`, "", ""},
		{"no user", "me@example.org", "", ""},
		{"no host", "", "", ""},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.Host = c.host
		if got := negotiate.Site(r, c.given); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}

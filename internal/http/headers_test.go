package http

import (
	"net/http"
	"strings"
	"testing"

	"whojoins/internal/plan"
)

// TestHeadersAreBounded checks that a header that the service parses has a limit, and other
// headers share one.
func TestHeadersAreBounded(t *testing.T) {
	url, limits := start(t).URL(), plan.DefaultLimits()
	for _, name := range []string{"Accept", "Accept-Encoding", "Accept-Language", "If-None-Match", "Origin"} {
		for _, n := range []int{limits.Header, limits.Header + 1} {
			response := do(t, http.MethodGet, url+"/schema.graphql", name, strings.Repeat("x", n))
			if refused := response.StatusCode == http.StatusRequestHeaderFieldsTooLarge; refused != (n > limits.Header) {
				t.Errorf("%s of %d bytes: %s", name, n, response.Status)
			}
		}
	}
	for size, refused := range map[int]bool{limits.Headers / 2: false, limits.Headers + 8<<10: true} {
		response := do(t, http.MethodGet, url+"/livez", "Cookie", strings.Repeat("x", size))
		if (response.StatusCode == http.StatusRequestHeaderFieldsTooLarge) != refused {
			t.Errorf("headers of %d bytes: %s", size, response.Status)
		}
	}
}

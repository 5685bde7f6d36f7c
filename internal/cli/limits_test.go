package cli

import (
	"net/http"
	"strings"
	"testing"

	"whojoins/internal/plan"

	httpd "whojoins/internal/http"
)

// TestLimitsAreSet checks that a configured limit is reported in meta.limits and enforced.
func TestLimitsAreSet(t *testing.T) {
	limits := plan.DefaultLimits()
	limits.Page = 5
	url := start(t, Config{Server: httpd.Config{Limits: limits}}).URL() + "/graphql"
	header := http.Header{"Content-Type": {"application/json"}}
	_, text := fetch(t, http.MethodPost, url, `{"query":"{ meta { limits { page } } people { nodes { id } pageInfo { hasNextPage } } }"}`, header)
	if !strings.Contains(text, `"page":5`) || strings.Count(text, `"id"`) != 5 || !strings.Contains(text, `"hasNextPage":true`) {
		t.Errorf("got %s, want the limit 5 and 5 rows", text)
	}
	_, text = fetch(t, http.MethodPost, url, `{"query":"{ people(first: 6) { nodes { id } } }"}`, header)
	if !strings.Contains(text, `"limit":"page"`) || !strings.Contains(text, `"allowed":5`) {
		t.Errorf("first: 6 with a limit of 5: got %s, want an error", text)
	}
}

package cli

import (
	"net/http"
	"strings"
	"testing"

	"whojoins/internal/plan"

	httpd "whojoins/internal/http"
)

// A limit that is set is the one that is told and the one that refuses.
func TestLimitsAreSet(t *testing.T) {
	limits := plan.DefaultLimits()
	limits.Page = 5
	url := start(t, Config{Server: httpd.Config{Limits: limits}}).URL() + "/graphql"
	header := http.Header{"Content-Type": {"application/json"}}
	_, text := fetch(t, http.MethodPost, url, `{"query":"{ meta { limits { page } } people { nodes { id } pageInfo { hasNextPage } } }"}`, header)
	if !strings.Contains(text, `"page":5`) || strings.Count(text, `"id"`) != 5 || !strings.Contains(text, `"hasNextPage":true`) {
		t.Errorf("a page of at most 5: %s", text)
	}
	_, text = fetch(t, http.MethodPost, url, `{"query":"{ people(first: 6) { nodes { id } } }"}`, header)
	if !strings.Contains(text, `"limit":"page"`) || !strings.Contains(text, `"allowed":5`) {
		t.Errorf("6 of 5: %s", text)
	}
}

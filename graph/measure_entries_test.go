package graph_test

import (
	"strings"
	"testing"

	"whojoins/graph"
	"whojoins/internal/plan"
)

// TestMeasureEntries checks that a body may have as many entries of resolve as the limit allows.
func TestMeasureEntries(t *testing.T) {
	limits := plan.DefaultLimits()
	body := `{"query": "", "variables": {"entries": [` + strings.TrimSuffix(strings.Repeat(`{"term": "a", "country": "BE", "city": "b", "type": "INSTITUTE"},`, limits.Terms), ",") + `]}}`
	if err := graph.MeasureJSON([]byte(body), &limits); err != nil {
		t.Error(err)
	}
	if err := graph.MeasureJSON([]byte(strings.Repeat("{", 2001)), &limits); err == nil {
		t.Error("2,001 objects are accepted")
	}
	if err := graph.MeasureJSON([]byte(strings.Repeat("{", 2000)), &limits); err != nil {
		t.Error(err)
	}
}

package neo4j_test

import (
	"testing"

	"whojoins/internal/store/storetest"
)

// TestPartners compares answers about partners with the graph.
func TestPartners(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Partners(t, m, schema, storeOpener(t), *randomSeed, 4, 20)
}

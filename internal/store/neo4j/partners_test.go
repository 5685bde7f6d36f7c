package neo4j_test

import (
	"testing"

	"whojoins/internal/store/storetest"
)

// TestPartners holds answers about partners to what the graph says.
func TestPartners(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Partners(t, m, schema, opener(t), *randomSeed, 4, 20)
}

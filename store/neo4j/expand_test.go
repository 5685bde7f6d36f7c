package neo4j_test

import (
	"testing"

	"whojoins/store/storetest"
)

// TestWalks compares paths and neighbourhoods with what is found by walking every way.
func TestWalks(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Walks(t, m, schema, opener(t), *randomSeed, 8, *operations)
}

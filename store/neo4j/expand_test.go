package neo4j_test

import (
	"testing"

	"whojoins/store/storetest"
)

// walked is how many questions about ways are asked unless -operations says otherwise.
const walked = 120

// TestWalks compares paths and neighbourhoods with what is found by walking every way.
func TestWalks(t *testing.T) {
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Walks(t, m, schema, opener(t), *randomSeed, 4, max(*operations, walked))
}

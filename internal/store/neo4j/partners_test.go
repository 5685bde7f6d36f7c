package neo4j_test

import (
	"testing"

	"whojoins/internal/store/storetest"
)

// TestPartners compares answers about partners with the graph; TestOutsidePartners compares more.
func TestPartners(t *testing.T) { partners(t, 6) }

// partners compares a number of queries on each of four graphs.
func partners(t *testing.T, queries int) {
	t.Helper()
	m, schema, err := storetest.Schema()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Partners(t, m, schema, storeOpener(t), *randomSeed, 4, queries)
}

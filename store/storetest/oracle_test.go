package storetest_test

import (
	"testing"

	"whojoins/store"
	"whojoins/store/storetest"
)

// The oracle and the suite hold each other to the same sentences.
func TestOracleConforms(t *testing.T) {
	storetest.Conformance(t, func(g *store.Graph) (store.Store, error) { return storetest.NewOracle(g), nil })
}

package memory_test

import (
	"testing"

	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestConformance runs the conformance suite of all stores.
func TestConformance(t *testing.T) {
	storetest.Conformance(t, func(g *store.Graph) (store.Store, error) { return memory.New(g) })
}

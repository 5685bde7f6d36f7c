package memory_test

import (
	"testing"

	"whojoins/internal/store"
	"whojoins/internal/store/memory"
	"whojoins/internal/store/storetest"
)

// TestConformance holds the embedded store to what every store must do.
func TestConformance(t *testing.T) {
	storetest.Conformance(t, func(g *store.Graph) (store.Store, error) { return memory.New(g) })
}

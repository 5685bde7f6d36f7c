package memory_test

import (
	"testing"

	"whojoins/store"
	"whojoins/store/memory"
	"whojoins/store/storetest"
)

func open(g *store.Graph) (store.Store, error) { return memory.New(g) }

func TestConformance(t *testing.T) { storetest.Conformance(t, open) }

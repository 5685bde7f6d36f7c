//go:build outside

package neo4j_test

import (
	"testing"

	"whojoins/internal/store/storetest"
)

// The stores are compared on this many random operations, walks, and queries about the partners
// in each of four graphs before a change is accepted. The database needs minutes to plan them.
const (
	manyOperations = 600
	manyWalks      = 150
	manyPartners   = 30
)

func TestOutsideConformance(t *testing.T) { storetest.Conformance(t, storeOpener(t)) }

func TestOutsideAnswers(t *testing.T) { answers(t, 1) }

func TestOutsideDifferential(t *testing.T) { differential(t, manyOperations) }

func TestOutsideWalks(t *testing.T) { searches(t, manyWalks) }

func TestOutsidePartners(t *testing.T) { partners(t, manyPartners) }

//go:build outside

package neo4j_test

import "testing"

// manyOperations is the number of random operations on which the stores are compared before a
// change is accepted. The database needs minutes to plan them.
const manyOperations = 1500

func TestOutsideDifferential(t *testing.T) { differential(t, manyOperations) }

func TestOutsideWalks(t *testing.T) { searches(t, manyOperations/walks) }

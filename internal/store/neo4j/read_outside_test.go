//go:build outside

package neo4j_test

import "testing"

// manyOperations is the number of random operations that the stores are compared on before
// a change is accepted. Planning them takes the database minutes.
const manyOperations = 1500

func TestOutsideDifferential(t *testing.T) { differential(t, manyOperations) }

func TestOutsideWalks(t *testing.T) { searches(t, manyOperations/walks) }

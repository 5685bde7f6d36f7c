//go:build outside

package neo4j_test

import "testing"

// TestOutsideLoadChanges stops loads at every tenth step.
func TestOutsideLoadChanges(t *testing.T) { loadChanges(t, 10) }

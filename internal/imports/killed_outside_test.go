//go:build outside

package imports_test

import "testing"

// TestOutsideKilled kills an import at 200 moments.
func TestOutsideKilled(t *testing.T) { killed(t, 200) }

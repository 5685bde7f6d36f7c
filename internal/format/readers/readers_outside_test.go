//go:build outside

package readers_test

import (
	"testing"

	"whojoins/internal/testenv"
)

// byPython reads a file with Python.
func byPython(t *testing.T, into any, format, path string) {
	t.Helper()
	run(t, into, testenv.Python(t, "readers", "requirements.txt"), "read.py", format, path)
}

//go:build outside

package readers_test

import (
	"testing"

	"whojoins/internal/testenv"
)

// readers returns a Python with the readers of others.
func readers(t *testing.T) string {
	t.Helper()
	return testenv.Python(t, "readers", "requirements.txt")
}

// byPython reads a file with Python.
func byPython(t *testing.T, into any, format, path string) {
	t.Helper()
	run(t, into, readers(t), "read.py", format, path)
}

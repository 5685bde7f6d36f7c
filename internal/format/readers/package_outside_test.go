//go:build outside

package readers_test

import (
	"testing"

	"whojoins/internal/testenv"
)

// TestOutsideFrictionlessValidatesThePackage validates the description of each ZIP archive, and
// its tables against the description.
func TestOutsideFrictionlessValidatesThePackage(t *testing.T) {
	python := testenv.Python(t, "frictionless", "requirements-outside.txt")
	for _, address := range []string{everything + "zip", "/export/collaboration.zip", "/export/neighbourhood.zip?of=alpha"} {
		var errors [][]any
		if run(t, &errors, python, "validate.py", download(t, address, "zip")); len(errors) > 0 {
			t.Errorf("%s: %v", address, errors)
		}
	}
}

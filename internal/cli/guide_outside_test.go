//go:build outside

package cli

import (
	"testing"

	"whojoins/internal/testenv"
)

// TestOutsideGuideClients runs the guide's programs in the languages whose tools are not
// required to change the service.
func TestOutsideGuideClients(t *testing.T) {
	server := start(t, Config{}).URL()
	t.Run("sh", func(t *testing.T) {
		testenv.Debian(t, "curl", "curl")
		runExamples(t, "sh", "sh", server)
	})
	t.Run("r", func(t *testing.T) {
		runExamples(t, "r", testenv.Debian(t, "Rscript", "r-base-core", "r-cran-httr2", "r-cran-jsonlite"), server)
	})
}

func TestOutsideClientTables(t *testing.T) {
	clientTable(t, "r", testenv.Debian(t, "Rscript", "r-base-core", "r-cran-httr2", "r-cran-jsonlite"), tableServer(t))
}

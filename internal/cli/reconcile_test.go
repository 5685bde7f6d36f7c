package cli

import (
	"encoding/json"
	"net/http"
	"testing"
)

// TestManifestDocumentation checks that the address of the documentation in both manifests, to which
// OpenRefine links, is a page of the service.
func TestManifestDocumentation(t *testing.T) {
	url := start(t, Config{}).URL()
	for _, path := range []string{"/reconcile", "/reconcile/1.0"} {
		_, text := fetch(t, http.MethodGet, url+path, "", nil)
		var manifest struct{ Documentation string }
		if err := json.Unmarshal([]byte(text), &manifest); err != nil {
			t.Fatal(err)
		}
		if response, page := fetch(t, http.MethodGet, manifest.Documentation, "", nil); response.StatusCode != http.StatusOK {
			t.Errorf("%s names %s: %s %.200s", path, manifest.Documentation, response.Status, page)
		}
	}
}

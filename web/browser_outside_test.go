//go:build outside

package web_test

import (
	"testing"

	"whojoins/internal/http"
	"whojoins/internal/testenv"
)

// TestOutsideBrowsers opens the page in the pinned and in Debian's Chromium, in both themes.
// TestBrowser covers the pinned one in the light theme.
func TestOutsideBrowsers(t *testing.T) {
	pinned := testenv.Chromium(t)
	debian := []string{"CHROMIUM=" + testenv.Debian(t, "chromium", "chromium")}
	t.Run("pinned, dark", func(t *testing.T) { browse(t, append(pinned, "THEME=dark")...) })
	t.Run("debian, light", func(t *testing.T) { browse(t, append(debian, "THEME=light")...) })
	t.Run("debian, dark", func(t *testing.T) { browse(t, append(debian, "THEME=dark")...) })
}

// TestOutsideEditorWithListedDocuments opens the editor of a service that answers only listed
// documents, runs an example, and thereby also checks that the queries that the editor sends by
// itself are listed as it sends them.
func TestOutsideEditorWithListedDocuments(t *testing.T) {
	drive(t, serve(t, "memory", http.Config{DocumentsOnly: true}), []string{"--test", "--test-reporter=spec", "listed.test.js"}, testenv.Chromium(t)...)
}

// TestOutsideExplorerWithListedDocuments does the tasks of the explorer with a service that answers only
// listed documents, which include those that the explorer sends and shows.
func TestOutsideExplorerWithListedDocuments(t *testing.T) {
	drive(t, serve(t, "memory", http.Config{DocumentsOnly: true}), []string{"--test", "--test-concurrency=1", "--test-reporter=spec", "explore.test.js", "explore-tasks.test.js"}, testenv.Chromium(t)...)
}

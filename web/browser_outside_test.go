//go:build outside

package web_test

import (
	"testing"

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

package testenv

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// Chromium returns environment variables for a program that drives a browser: CHROMIUM is the
// path of the browser. On Linux for amd64 it is the pinned one of dev/chromium, an npm package
// that contains the browser with its libraries and fonts; elsewhere it is the one on PATH. To
// use another browser, set CHROMIUM in the environment of the tests.
func Chromium(t testing.TB) []string {
	t.Helper()
	if path := os.Getenv("CHROMIUM"); path != "" {
		return []string{"CHROMIUM=" + path}
	}
	if runtime.GOOS+"/"+runtime.GOARCH != "linux/amd64" {
		return []string{"CHROMIUM=" + Program(t, "chromium", "Chromium")}
	}
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	dev := filepath.Join(root, "dev", "chromium")
	unpack := filepath.Join(dev, "unpack.js")
	folder, err := install("chromium", func(folder string) error {
		return run(exec.CommandContext(t.Context(), Node(t, dev), unpack, folder))
	}, filepath.Join(dev, "package-lock.json"), unpack)
	if err != nil {
		t.Fatal(err)
	}
	return []string{
		"CHROMIUM=" + filepath.Join(folder, "chromium"),
		"LD_LIBRARY_PATH=" + filepath.Join(folder, "al2023", "lib"),
		"FONTCONFIG_FILE=" + filepath.Join(folder, "fonts.conf"),
	}
}

package main

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A report never replaces anything but a regular file, which is checked before half an hour of
// measuring.
func TestPathsArePreserved(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{pipe: "is a pipe", t.TempDir(): "is a folder"} {
		c := &yardstickCommand{Out: path}
		if err := c.Run(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("--out %s: %v", path, err)
		}
	}
}

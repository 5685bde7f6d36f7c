// Package testenv provides the programs other than Go that tests need. It installs pinned
// versions with the package clients npm and pip. Where a client is missing, it skips the test,
// or fails it if CI=true.
package testenv

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Missing skips a test on a machine that lacks something, with a one-line message about what to
// install. If CI=true, no test may be skipped, and it fails the test instead.
func Missing(t testing.TB, install string, err error) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("CI=true allows no skipped test; install %s: %v", install, err)
	}
	reason, _, _ := strings.Cut(err.Error(), "\n")
	t.Skipf("skipped; install %s: %s", install, reason)
}

// Program returns the path of a program on PATH. install names what to install to get the
// program. Short tests do not use other programs, and are skipped.
func Program(t testing.TB, name, install string) string {
	t.Helper()
	if testing.Short() {
		t.Skipf("skipped; -short leaves out tests that need %s", name)
	}
	path, err := exec.LookPath(name)
	if err != nil {
		Missing(t, install, err)
	}
	return path
}

// Slow skips a test that takes many seconds of processor time, if -short is given.
func Slow(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped; -short leaves out tests that take many seconds")
	}
}

// Root returns the module's root folder: the nearest folder, from the working directory
// upwards, that has a go.mod.
func Root() (string, error) {
	folder, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(folder, "go.mod")); missing == nil {
			return folder, nil
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return "", errors.New("neither this folder nor one above it has a go.mod; run the tests within the module")
		}
		folder = parent
	}
	return "", err
}

// install calls fill with a new folder, which it then moves to bin/NAME-HASH below the module's
// root. HASH identifies the contents of the files that determine the result. An existing
// installation is reused. Since the move is atomic, several test binaries may install the same
// thing at the same time.
func install(name string, fill func(folder string) error, inputs ...string) (string, error) {
	hash := sha256.New()
	for _, input := range inputs {
		text, err := os.ReadFile(input)
		if err != nil {
			return "", err
		}
		_, _ = hash.Write(text) // it never fails
	}
	root, err := Root()
	if err != nil {
		return "", err
	}
	folder := filepath.Join(root, "bin", fmt.Sprintf("%s-%.4x", name, hash.Sum(nil)))
	if _, err := os.Stat(folder); err == nil {
		return folder, nil
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		return "", err
	}
	part, err := os.MkdirTemp(filepath.Dir(folder), name+"-part-")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(part) }() // empty after the move
	if err := errors.Join(os.Chmod(part, 0o755), fill(part)); err != nil {
		return "", err
	}
	if err := os.Rename(part, folder); err != nil {
		if _, other := os.Stat(folder); other != nil {
			return "", err
		}
	}
	return folder, nil
}

// run runs a command. Its error contains the command's output.
func run(command *exec.Cmd) error {
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", filepath.Base(command.Path), err, strings.TrimSpace(string(output)))
	}
	return nil
}

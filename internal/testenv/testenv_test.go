package testenv

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// module makes a temporary module with a lock file the working folder, and returns its root.
func module(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	below := filepath.Join(root, "a", "b")
	if err := os.MkdirAll(below, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(root, "go.mod"), "module example")
	write(t, filepath.Join(below, "lock"), "tool 1")
	t.Chdir(below)
	return root
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestInstall expects one installation for each version of the lock file.
func TestInstall(t *testing.T) {
	root := module(t)
	filled := 0
	fill := func(folder string) error {
		filled++
		return os.WriteFile(filepath.Join(folder, "tool"), nil, 0o600)
	}
	var folders []string
	for _, row := range []struct {
		lock, reason string
		filled       int
	}{
		{"tool 1", "it is missing", 1},
		{"tool 1", "it is installed already", 1},
		{"tool 2", "another version is installed", 2},
	} {
		write(t, "lock", row.lock)
		folder, err := install("tool", fill, "lock")
		if err != nil {
			t.Fatalf("%s: %v", row.reason, err)
		}
		if filled != row.filled || filepath.Dir(folder) != filepath.Join(root, "bin") {
			t.Errorf("%s: %d installations, want %d; in %s", row.reason, filled, row.filled, folder)
		}
		if _, err := os.Stat(filepath.Join(folder, "tool")); err != nil {
			t.Errorf("%s: %v", row.reason, err)
		}
		folders = append(folders, folder)
	}
	if folders[0] != folders[1] || folders[1] == folders[2] {
		t.Errorf("the folders are %q, want one for each version", folders)
	}
}

// TestInstallFails expects no trace of an installation that failed, so that the next test
// tries again.
func TestInstallFails(t *testing.T) {
	root := module(t)
	failure := errors.New("no network")
	if _, err := install("tool", func(string) error { return failure }, "lock"); !errors.Is(err, failure) {
		t.Errorf("got %v, want %v", err, failure)
	}
	left, err := os.ReadDir(filepath.Join(root, "bin"))
	if err != nil || len(left) > 0 {
		t.Errorf("bin has %v, want nothing; %v", left, err)
	}
}

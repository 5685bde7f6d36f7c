package cli

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// A dataset is a folder of regular files of bounded size. Everything else is an error that
// quotes the name, and is never opened.
func TestHostileFolders(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside.yaml")
	if err := os.WriteFile(outside, []byte("source: {id: source-x, name: X}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += string(c) + ": &" + string(c) + " [" + strings.Repeat("*"+string(c-1)+", ", 8) + "*" + string(c-1) + "]\n"
	}
	for _, c := range []struct {
		reason string
		name   string
		make   func(path string) error
		want   string
	}{
		{"a pipe never ends", "x.yaml", func(path string) error { return syscall.Mkfifo(path, 0o600) }, `"x.yaml" is not a regular file`},
		{"a device has no end", "x.yaml", func(path string) error { return os.Symlink("/dev/zero", path) }, `"x.yaml" cannot be read`},
		{"a link out of the folder reads what is no dataset", "x.yaml", func(path string) error { return os.Symlink(outside, path) }, `"x.yaml" cannot be read`},
		{"a link to nothing", "x.yaml", func(path string) error { return os.Symlink("nothing", path) }, `"x.yaml" cannot be read`},
		{"a folder", "x.yaml", func(path string) error { return os.Mkdir(path, 0o700) }, `"x.yaml" is`},
		{"a huge file", "x.yaml", func(path string) error { return errors.Join(os.WriteFile(path, nil, 0o600), os.Truncate(path, 3<<30)) }, `"x.yaml" has 3221225472 bytes`},
		{"aliases that multiply", "x.yaml", func(path string) error { return os.WriteFile(path, []byte(bomb), 0o600) }, "anchors and aliases"},
		{"deep lists", "x.yaml", func(path string) error {
			return os.WriteFile(path, []byte("source: "+strings.Repeat("[", 1<<20)), 0o600)
		}, "x.yaml: the file is not valid YAML: \"exceeded max depth of 10000\""},
		{"a name with control characters", "x\x1b[2J\n.yaml", func(path string) error { return syscall.Mkfifo(path, 0o600) }, `"x\x1b[2J\n.yaml" is not a regular file`},
	} {
		dir := writeDataset(t, map[string]string{"dataset.yaml": syntheticHead})
		if err := c.make(filepath.Join(dir, c.name)); err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for _, args := range []string{"check DIR", "--data DIR --addr 127.0.0.1:0", "pack --data DIR --out DIR/x.pack", "ask dataset --data DIR", "forget x --dir DIR"} {
			row := commandRow{strings.ReplaceAll(args, "DIR", dir), 1, []string{c.want}, c.reason}
			row.check(t.Context(), t)
		}
		if runtime.ReadMemStats(&after); after.TotalAlloc-before.TotalAlloc > 300<<20 {
			t.Errorf("%s: five commands allocate %d MiB", c.reason, (after.TotalAlloc-before.TotalAlloc)>>20)
		}
	}
	pipe := filepath.Join(t.TempDir(), "x.pack")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	(&commandRow{"ask dataset --store " + pipe, 1, []string{"x.pack\" is not a packed dataset"}, "a pipe is no pack"}).check(t.Context(), t)
	huge := filepath.Join(t.TempDir(), "x.pack")
	if err := errors.Join(os.WriteFile(huge, nil, 0o600), os.Truncate(huge, 3<<30)); err != nil {
		t.Fatal(err)
	}
	(&commandRow{"ask dataset --store " + huge, 1, []string{"x.pack\" is not a packed dataset"}, "a huge file is no pack"}).check(t.Context(), t)
}

// A link within the folder is followed.
func TestLinksWithinFolders(t *testing.T) {
	dir := writeDataset(t, map[string]string{"dataset.yaml": syntheticHead, "a.txt": "source: {id: source-a, name: A}\n"})
	if err := os.Symlink("a.txt", filepath.Join(dir, "a.yaml")); err != nil {
		t.Fatal(err)
	}
	(&commandRow{"check " + dir, 0, []string{"0 faults"}, "the file is within the folder"}).check(t.Context(), t)
}

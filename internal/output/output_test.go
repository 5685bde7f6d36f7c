package output_test

import (
	"bytes"
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"whojoins/internal/output"
)

// names returns the names in a folder.
func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// What is not a regular file is never replaced, neither directly nor through a link.
func TestOnlyRegularFilesAreReplaced(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	var lc net.ListenConfig
	socket, err := lc.Listen(t.Context(), "unix", at("socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	if err := errors.Join(os.Mkdir(at("folder"), 0o700), syscall.Mkfifo(at("pipe"), 0o600),
		os.Symlink("pipe", at("to-pipe")), os.Symlink("nothing", at("to-nothing")), os.Symlink("folder", at("to-folder"))); err != nil {
		t.Fatal(err)
	}
	before := names(t, dir)
	for _, c := range []struct{ path, want string }{
		{at("folder"), "is a folder"},
		{at("folder") + "/", "is a folder"},
		{at("pipe"), "is a pipe"},
		{at("socket"), "is a socket"},
		{at("to-pipe"), "is a pipe"},
		{at("to-folder"), "is a folder"},
		{at("to-nothing"), "does not exist"},
		{at("new") + "/", "no path of a file"},
		{"", "no path of a file"},
		{at("none/file"), "existing, writable folder"},
	} {
		called := false
		err := output.Replace(c.path, func(*os.File) error { called = true; return nil })
		if err == nil || called || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Replace(%q): %v, want %q before anything is written", c.path, err, c.want)
		}
		if f, err := output.Log(c.path); err == nil {
			t.Errorf("Log(%q) opened %s", c.path, f.Name())
		}
	}
	// Check writes nothing, so that a fault of it does not harm this machine.
	if err := output.Check("/dev/null"); err == nil || !strings.Contains(err.Error(), "is a device") {
		t.Errorf("a device: %v", err)
	}
	if after := names(t, dir); !slices.Equal(before, after) {
		t.Errorf("the folder has %v, not %v", after, before)
	}
}

// A file is replaced through a link, keeps its permissions, and is complete or as before.
func TestReplace(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	write(t, file, "before")
	if err := errors.Join(os.Chmod(file, 0o640), os.Symlink("file", link)); err != nil {
		t.Fatal(err)
	}
	full := errors.New("the disk is full")
	err := output.Replace(link, func(f *os.File) error {
		_, _ = f.WriteString("half of it")
		return full
	})
	if content, _ := os.ReadFile(file); !errors.Is(err, full) || string(content) != "before" || len(names(t, dir)) != 2 {
		t.Errorf("a failure: %v, %q, %v", err, content, names(t, dir))
	}
	if err := output.WriteFile(link, []byte("after")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link became %v, %v", info, err)
	}
	info, err = os.Lstat(file)
	if content, _ := os.ReadFile(file); err != nil || string(content) != "after" || info.Mode().Perm() != 0o640 {
		t.Errorf("the file has %q and %v, %v", content, info, err)
	}
	secret := filepath.Join(dir, "secret")
	if err := output.WriteSecret(secret, nil); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(secret); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the secret has %v, %v", info, err)
	}
}

// A folder is filled completely or not at all, and what was there before stays.
func TestFill(t *testing.T) {
	dir := t.TempDir()
	full := errors.New("the disk is full")
	fill := func(path string, failing error) error {
		return output.Fill(path, func(part string) error {
			write(t, filepath.Join(part, "one"), "1")
			write(t, filepath.Join(part, "two"), "2")
			return failing
		})
	}
	empty, deep := filepath.Join(dir, "empty"), filepath.Join(dir, "new", "deep")
	if err := os.Mkdir(empty, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{empty, deep} {
		if err := fill(path, full); !errors.Is(err, full) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if left := append(names(t, dir), names(t, empty)...); !slices.Equal(left, []string{"empty"}) {
		t.Errorf("after a failure %v are left, want the empty folder", left)
	}
	for _, path := range []string{empty, deep} {
		if err := fill(path, nil); err != nil || !slices.Equal(names(t, path), []string{"one", "two"}) {
			t.Errorf("%s: %v, %v", path, err, names(t, path))
		}
		if err := fill(path, nil); err == nil || !strings.Contains(err.Error(), "is not empty") {
			t.Errorf("%s once more: %v", path, err)
		}
	}
	if err := fill(filepath.Join(empty, "one"), nil); err == nil || !strings.Contains(err.Error(), "is a regular file; choose") {
		t.Errorf("a file: %v", err)
	}
	if content, _ := os.ReadFile(filepath.Join(empty, "one")); string(content) != "1" {
		t.Errorf("the file has %q", content)
	}
}

func TestInFolder(t *testing.T) {
	parent, failing := t.TempDir(), errors.New("failing")
	write(t, filepath.Join(parent, "mine"), "")
	err := output.InFolder(parent, "x-", func(dir string) error {
		write(t, filepath.Join(dir, "file"), "")
		return failing
	})
	if !errors.Is(err, failing) || !slices.Equal(names(t, parent), []string{"mine"}) {
		t.Errorf("%v, left %v", err, names(t, parent))
	}
}

func TestStream(t *testing.T) {
	var to bytes.Buffer
	err := output.Stream(&to, func(f *os.File) error {
		_, err := f.WriteString("head body")
		if err == nil {
			_, err = f.WriteAt([]byte("HEAD"), 0)
		}
		return err
	})
	if err != nil || to.String() != "HEAD body" {
		t.Errorf("%q, %v", to.String(), err)
	}
}

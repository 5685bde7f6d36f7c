// Package output writes the files and folders of commands without destroying what is there: a
// command creates a file or replaces a regular one, at once and only when the new one is
// complete, and removes only what it has made. Every command that writes uses this package.
package output

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Stdout is the path that means standard output to the commands that can stream a file. To
// Replace it is the name of a file.
const Stdout = "-"

// Replace writes a file and then gives it its name, so that the path has either the former file
// or the complete new one. It follows a symbolic link, and keeps the permissions of a file that
// it replaces. It returns an error, and changes nothing, if the path leads to anything but a
// regular file, if its folder does not exist, or if write fails.
func Replace(path string, write func(*os.File) error) error { return replace(path, 0o666, write) }

// WriteFile is Replace for content in memory.
func WriteFile(path string, content []byte) error { return replace(path, 0o666, contentOf(content)) }

// WriteSecret is WriteFile for a file that only its owner may read.
func WriteSecret(path string, content []byte) error { return replace(path, 0o600, contentOf(content)) }

func contentOf(content []byte) func(*os.File) error {
	return func(f *os.File) error {
		_, err := f.Write(content)
		return err
	}
}

// replace is Replace; a new file gets permissions, less those that the system masks.
func replace(path string, permissions fs.FileMode, write func(*os.File) error) error {
	path, mode, err := target(path)
	if err != nil {
		return err
	}
	part, err := createPart(path, permissions)
	if err != nil {
		return err
	}
	if err := finish(part, mode, write); err != nil {
		_ = os.Remove(part.Name()) // the first error explains more
		return err
	}
	if err := os.Rename(part.Name(), path); err != nil {
		_ = os.Remove(part.Name())
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// Remove removes a file. It refuses to remove anything else, and does nothing if there is none.
func Remove(path string) error {
	switch info, err := os.Lstat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%q is no file; only a file is removed", path)
	}
	return os.Remove(path)
}

// Create creates a new file, as os.Create does, and returns an error if the path exists.
func Create(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
}

// Log opens a file to which a started program writes its log. A regular file is emptied;
// anything else is an error.
func Log(path string) (*os.File, error) {
	path, _, err := target(path)
	if err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o666)
}

// Stream calls write with a temporary file, whose content it then copies to a stream. It serves
// writers that need a file, such as those that seek.
func Stream(to io.Writer, write func(*os.File) error) error {
	return InFolder("", "whojoins-", func(dir string) error {
		f, err := os.Create(filepath.Join(dir, "stream"))
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }() // the file is removed
		if err := write(f); err != nil {
			return err
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return err
		}
		_, err = io.Copy(to, f)
		return err
	})
}

// target returns the path of the file that a path leads to, and its permissions; 0 if there is
// no such file yet.
func target(path string) (string, fs.FileMode, error) {
	if path == "" {
		return "", 0, errors.New(`"" is no path of a file; give the path of a regular file, or of a new one`)
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) && !os.IsPathSeparator(path[len(path)-1]) {
		return path, 0, nil
	}
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, syscall.ENOTDIR) {
		return "", 0, fmt.Errorf("%q cannot be written: part of it is not a folder; give the path of a file in an existing, writable folder", path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return "", 0, fmt.Errorf("%q is a link to a file that does not exist, or no path of a file; give the path of a regular file, or of a new one", path)
	} else if err != nil {
		return "", 0, err
	}
	info, err := os.Lstat(real)
	if err != nil {
		return "", 0, err
	}
	if !info.Mode().IsRegular() {
		return "", 0, fmt.Errorf("%q is %s, which is never replaced; give the path of a regular file, or of a new one", path, kindOf(info.Mode()))
	}
	return real, info.Mode().Perm(), nil
}

// createPart creates a new file beside the one at path, under a name that no other file has.
func createPart(path string, permissions fs.FileMode) (*os.File, error) {
	for {
		part := fmt.Sprintf("%s.%s.part", path, rand.Text()[:8])
		f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, permissions)
		switch {
		case err == nil:
			return f, nil
		case errors.Is(err, fs.ErrExist):
		default:
			return nil, fmt.Errorf("%w; give the path of a file in an existing, writable folder", err)
		}
	}
}

// finish writes a file and closes it, once its content is on disk.
func finish(f *os.File, mode fs.FileMode, write func(*os.File) error) error {
	err := write(f)
	if err == nil && mode != 0 {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}

// syncFolder makes the names in a folder durable.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	_ = d.Sync() // some file systems cannot do this for a folder
	return d.Close()
}

// kindOf names what is at a path, such as "a folder".
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return "a regular file"
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a symbolic link"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	default:
		return "not a regular file"
	}
}

// Check returns the error that Replace would return for a path before it writes, for commands
// that work long before they write.
func Check(path string) error {
	_, _, err := target(path)
	return err
}

package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// InFolder calls use with a new folder, and afterwards removes that folder with everything in
// it. Parent is the folder in which it is made; empty means the one for temporary files. The
// name begins with a prefix.
func InFolder(parent, prefix string, use func(dir string) error) error {
	dir, err := os.MkdirTemp(parent, prefix)
	if err != nil {
		return err
	}
	err = use(dir)
	if removing := os.RemoveAll(dir); err == nil {
		err = removing
	}
	return err
}

// Fill fills a folder, which must be new or empty, with files that write creates in another
// folder. The files appear when all of them are complete. If write fails, nothing is left,
// neither files nor folders that did not exist before.
func Fill(path string, write func(dir string) error) (err error) {
	undo, err := Folders(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			undo()
		}
	}()
	entries, err := os.ReadDir(path)
	if err != nil {
		return err
	}
	if len(entries) > 0 {
		return fmt.Errorf("the folder %q is not empty; choose a new one", path)
	}
	return InFolder(path, ".part-", func(dir string) error {
		if err := write(dir); err != nil {
			return err
		}
		return move(dir, path)
	})
}

// Folders creates a folder and those above it that do not exist. Undo removes those that it has
// created, as far as they are empty.
func Folders(path string) (undo func(), err error) {
	made, err := makeFolders(path)
	undo = func() {
		for _, dir := range made {
			_ = os.Remove(dir) // it is empty, or holds what another program has written
		}
	}
	if err != nil {
		undo()
		return nil, err
	}
	return undo, nil
}

// makeFolders creates a folder and those above it, and returns the ones that it has created,
// deepest first.
func makeFolders(path string) (made []string, err error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return nil, nil
	case err == nil:
		return nil, fmt.Errorf("%q is %s; choose a new or empty folder", path, kindOf(info.Mode()))
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	if above := filepath.Dir(path); above != path {
		if made, err = makeFolders(above); err != nil {
			return made, err
		}
	}
	if err := os.Mkdir(path, 0o777); err != nil {
		return made, err
	}
	return append([]string{path}, made...), nil
}

// move moves the files of a folder to another one. If it fails, it removes those that it has
// moved.
func move(from, to string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for i, entry := range entries {
		if err := os.Rename(filepath.Join(from, entry.Name()), filepath.Join(to, entry.Name())); err != nil {
			for _, moved := range entries[:i] {
				_ = os.Remove(filepath.Join(to, moved.Name())) // the first error explains more
			}
			return err
		}
	}
	return syncFolder(to)
}

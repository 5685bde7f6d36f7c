// Package workspace keeps a dataset at full size in a folder: what people have written, and what
// they have imported from registers.
//
//	curated/        YAML, one file per source: a dataset as package dataset reads it
//	imports/        one compressed file of statements per import
//	decisions.csv   which records are one entity, as people have decided
//	refused.csv     the rows that imports could not use, with file, line and reason
//
// An import file has everything that its source has ever stated, with the day on which each
// statement was last seen, so that editions may arrive in any order: merging two of them takes the
// later day of each statement, which is the same in any order, and changes nothing when repeated.
// Everything is written beside the old files and put in place at once, and the same input gives
// the same bytes.
package workspace

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"whojoins/internal/output"
)

// The parts of a workspace.
const (
	// Curated is the folder of YAML files.
	Curated = "curated"
	// Imports is the folder of import files, whose names end in Extension.
	Imports   = "imports"
	Extension = ".statements.zst"
	// Decisions and Refused are tables.
	Decisions = "decisions.csv"
	Refused   = "refused.csv"
)

// Workspace is a folder with imports.
type Workspace struct {
	dir string
}

// Is reports whether a folder is a workspace: whether it has imports, or curated files in a folder
// of their own.
func Is(dir string) bool {
	for _, name := range []string{Imports, Curated} {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && info.IsDir() {
			return true
		}
	}
	return false
}

// Open opens a workspace for reading. If an import was stopped while it put its files in place,
// Open completes it first.
func Open(dir string) (*Workspace, error) {
	if !Is(dir) {
		return nil, fmt.Errorf("%q is not a workspace; a workspace has the folder %s or %s, which whojoins import makes", dir, Imports, Curated)
	}
	if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(output.Journal))); err == nil {
		release, err := output.Lock(dir)
		if err != nil {
			return nil, err
		}
		defer release()
		if _, _, err := output.Complete(dir); err != nil {
			return nil, err
		}
	}
	return &Workspace{dir}, nil
}

// Dir returns the folder.
func (w *Workspace) Dir() string { return w.dir }

// Curated returns the folder of YAML files. It reports false if there is none.
func (w *Workspace) Curated() (fs.FS, bool) {
	folder := filepath.Join(w.dir, Curated)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, false
	}
	return os.DirFS(folder), true
}

// Imports returns the imports by name.
func (w *Workspace) Imports() ([]*Import, error) {
	entries, err := os.ReadDir(filepath.Join(w.dir, Imports))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	var list []*Import
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), Extension) {
			continue
		}
		i, err := openImport(w.dir, path.Join(Imports, entry.Name()))
		if err != nil {
			return nil, err
		}
		list = append(list, i)
	}
	return list, nil
}

// Hash returns the SHA-256, in hexadecimal digits, of the import files and the decisions, which
// with the curated files determine every answer. Files that only report are left out.
func (w *Workspace) Hash() (string, error) {
	names, err := filepath.Glob(filepath.Join(w.dir, Imports, "*"+Extension))
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, name := range append(names, filepath.Join(w.dir, Decisions)) {
		if err := addFile(sum, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// addFile adds the name, the size and the content of a file to a hash.
func addFile(sum io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil {
		return err
	}
	fmt.Fprintf(sum, "%s\x00%d\x00", filepath.Base(name), info.Size())
	_, err = io.Copy(sum, f)
	return err
}

// Hash returns the SHA-256 of a text, in hexadecimal digits.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

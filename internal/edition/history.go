package edition

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"whojoins/internal/model"
	"whojoins/internal/output"
	"whojoins/internal/store/memory"
)

// History is a folder with the packed files of the editions that a shelf keeps, so that they are
// still available after a restart. The name of a file is a number, by which editions are ordered, and
// the version. Services must not share a folder.
type History struct {
	Dir   string
	Model *model.Model
	Log   *slog.Logger
}

// extension ends the name of a packed file in a history.
const extension = ".pack"

// mostName is the number of bytes of a version in the name of a file; a longer version is hashed.
const mostName = 100

// filed is a file of a history.
type filed struct {
	path, version string
	number        int
}

// Restore returns a shelf with the editions of the folder that it can keep beside a store, which is the
// newest edition. A file that cannot be read, such as one of another schema, is left out. The folder
// is made if it is missing.
func (h *History) Restore(ctx context.Context, newest *memory.Store, keep int) (*Shelf, error) {
	if _, err := output.Folders(h.Dir); err != nil {
		return nil, fmt.Errorf("the folder of former editions: %w", err)
	}
	files, err := h.files()
	if err != nil {
		return nil, fmt.Errorf("the folder of former editions: %w", err)
	}
	current := nameOf(newest.Known().Version)
	files = slices.DeleteFunc(files, func(f filed) bool { return f.version == current })
	var shelf *Shelf
	for _, f := range files[max(0, len(files)-max(keep, 1)+1):] {
		st, err := memory.Open(ctx, h.Model, f.path)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil && shelf != nil {
			err = shelf.Put(st)
		}
		switch {
		case err != nil:
			h.Log.WarnContext(ctx, "a former edition cannot be served", "file", f.path, "error", err.Error())
		case shelf == nil:
			shelf = NewShelf(st, keep)
		}
	}
	if shelf == nil {
		shelf = NewShelf(newest, keep)
	} else if err := shelf.Put(newest); err != nil {
		return nil, err
	}
	return shelf, h.Save(ctx, shelf)
}

// Save adds the newest edition of a shelf to the folder, and removes those that the shelf does not
// keep: when people were removed, all former ones.
func (h *History) Save(ctx context.Context, s *Shelf) error {
	files, err := h.files()
	if err != nil {
		return err
	}
	kept := map[string]bool{}
	for _, e := range s.Editions() {
		if e.store != nil {
			kept[nameOf(e.Version)] = true
		}
	}
	newest, last := s.Newest(), 0
	for _, f := range files {
		last = max(last, f.number)
	}
	name := nameOf(newest.Version)
	// A service that returns to a former edition files it again, as the newest.
	if n := len(files); n == 0 || files[n-1].version != name {
		if err := newest.store.Pack(ctx, filepath.Join(h.Dir, fmt.Sprintf("%06d-%s%s", last+1, name, extension)), nil); err != nil {
			return err
		}
	} else {
		files = files[:n-1]
	}
	var errs []error
	for _, f := range files {
		if !kept[f.version] || f.version == name {
			errs = append(errs, output.Remove(f.path))
		}
	}
	return errors.Join(errs...)
}

// files lists the files of the folder, oldest first. Other files are ignored.
func (h *History) files() (list []filed, err error) {
	entries, err := os.ReadDir(h.Dir)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		name, isPack := strings.CutSuffix(entry.Name(), extension)
		digits, version, named := strings.Cut(name, "-")
		number, err := strconv.Atoi(digits)
		if isPack && named && err == nil && number > 0 && entry.Type().IsRegular() {
			list = append(list, filed{filepath.Join(h.Dir, entry.Name()), version, number})
		}
	}
	slices.SortFunc(list, func(a, b filed) int { return a.number - b.number })
	return list, nil
}

// nameOf returns a version as part of the name of a file.
func nameOf(version string) string {
	if name := url.PathEscape(version); len(name) <= mostName {
		return name
	}
	sum := sha256.Sum256([]byte(version))
	return hex.EncodeToString(sum[:])
}

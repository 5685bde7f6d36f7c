package yaml

import (
	"io/fs"
	"slices"
)

// Except returns a folder without some of its files. A command that writes files into a folder
// reads it without them, so that its result does not depend on an earlier run.
func Except(fsys fs.FS, names ...string) fs.FS { return except{fsys, names} }

type except struct {
	fs.FS
	names []string
}

// Stat implements fs.StatFS: a file must be looked at before it is opened.
func (e except) Stat(name string) (fs.FileInfo, error) { return fs.Stat(e.FS, name) }

// ReadDir implements fs.ReadDirFS.
func (e except) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(e.FS, name)
	return slices.DeleteFunc(list, func(entry fs.DirEntry) bool { return slices.Contains(e.names, entry.Name()) }), err
}

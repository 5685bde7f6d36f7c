package yaml

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// Bounds of a dataset in YAML, in bytes: of a file, and of all files of a folder together. A
// parsed file takes about fifty times its size in memory. A larger dataset belongs into a pack.
const (
	MaxFile   = 64 << 20
	MaxFolder = 256 << 20
)

// Read returns the content of a regular file of at most limit bytes. It never opens anything
// else, since opening a pipe can wait for ever, and a device has no end. Its errors quote the
// name.
func Read(ctx context.Context, fsys fs.FS, name string, limit int64) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%q is not a regular file; a dataset holds only files and folders", name)
	}
	if info.Size() > limit {
		return nil, tooLarge(name, info.Size(), limit)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(untilDone{ctx, f}, limit+1))
	switch {
	case err != nil:
		return nil, unreadable(name, err)
	case int64(len(text)) > limit:
		return nil, tooLarge(name, int64(len(text)), limit)
	}
	return text, nil
}

func tooLarge(name string, size, limit int64) error {
	return fmt.Errorf("%q has %d bytes, of which at most %d would be read: a file of a dataset has at most %d bytes, all files together %d",
		name, size, limit, MaxFile, MaxFolder)
}

// unreadable explains why a file cannot be read.
func unreadable(name string, err error) error {
	// The name is in the text already, unquoted.
	if wrapped := (*fs.PathError)(nil); errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return fmt.Errorf("%q cannot be read: %w; a dataset holds regular files, and links to files within its folder", name, err)
}

// untilDone is a reader that fails once its context has ended.
type untilDone struct {
	ctx context.Context
	io.Reader
}

// Read implements io.Reader.
func (r untilDone) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}

// Package archive opens what people download: a file, a compressed one, a ZIP archive, or a folder.
// It trusts none of them: names that lead out of an archive, archives that expand without end and
// truncated ones are errors, and nothing is ever written to disk.
package archive

import (
	"archive/zip"
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Limits of archives. The largest table of a register has less than 1 GB; text shrinks to between a
// quarter and a fiftieth of its size.
const (
	maxFiles = 200_000
	maxFile  = 8 << 30
	maxTotal = 32 << 30
	maxRatio = 200
	// freeBytes may be expanded whatever the ratio is.
	freeBytes = 16 << 20
)

// Input is what one download holds.
type Input struct {
	// Name is its name, without the folder that it is in.
	Name string
	// SHA256 is the hash of its content, in hexadecimal digits.
	SHA256 string
	// Stamp is the time of the newest file, in UTC: RFC 3339 with nanoseconds.
	Stamp string
	// Files are its files by name.
	Files []File
}

// File is a file of an input.
type File struct {
	// Name is its name with slashes, below that of an archive or a folder.
	Name string
	// Size is its number of bytes as far as known: compressed, for a compressed file on its own.
	Size int64
	// Open opens it for reading; a compressed file is expanded.
	Open func() (io.ReadCloser, error)
}

// Base returns the last part of the name in lower case, without the ending of a compressed file.
func (f *File) Base() string { return strings.TrimSuffix(strings.ToLower(path.Base(f.Name)), ".gz") }

// stampLayout is RFC 3339 with all nanoseconds, so that the texts are ordered as the times.
const stampLayout = "2006-01-02T15:04:05.000000000Z"

// Stamp returns the stamp of a time.
func Stamp(t time.Time) string { return t.UTC().Format(stampLayout) }

// Open opens the inputs at paths. Files in one folder that are no archives are one input if they
// are of a kind that belongs together, as the tables of one edition do; together reports whether
// the name of a file, in lower case, is of this kind. There is one error for each path that cannot
// be opened.
func Open(paths []string, together func(name string) bool) ([]*Input, error) {
	var inputs []*Input
	var errs []error
	groups := map[string][]string{}
	for _, p := range paths {
		if together(strings.ToLower(filepath.Base(p))) {
			dir := filepath.Dir(p)
			if groups[dir] == nil {
				inputs = append(inputs, &Input{Name: dir})
			}
			groups[dir] = append(groups[dir], p)
			continue
		}
		in, err := open(p)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", p, reason(err)))
			continue
		}
		inputs = append(inputs, in)
	}
	for i, in := range inputs {
		if group := groups[in.Name]; in.SHA256 == "" {
			var err error
			if inputs[i], err = openGroup(group); err != nil {
				errs = append(errs, err)
			}
		}
	}
	return inputs, errors.Join(errs...)
}

// reason returns an error without the path, which the caller has.
func reason(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}

func open(name string) (*Input, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return openFolder(name)
	case !info.Mode().IsRegular():
		return nil, errors.New("it is neither a file nor a folder; give a file that was downloaded")
	}
	in, err := single(name, info)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	start := make([]byte, 4)
	n, _ := io.ReadFull(f, start) // a short file is no archive
	if string(start[:n]) == "PK\x03\x04" && !strings.HasSuffix(strings.ToLower(name), ".xlsx") {
		in.Files, err = openZip(name, info.Size())
	}
	return in, err
}

// single returns a file as an input.
func single(name string, info fs.FileInfo) (*Input, error) {
	sum := sha256.New()
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	if _, err := io.Copy(sum, f); err != nil {
		return nil, err
	}
	base := filepath.Base(name)
	return &Input{
		Name: base, SHA256: hex.EncodeToString(sum.Sum(nil)), Stamp: Stamp(info.ModTime()),
		Files: []File{{Name: base, Size: info.Size(), Open: func() (io.ReadCloser, error) { return openFile(name) }}},
	}, nil
}

// openGroup returns files that belong together as an input.
func openGroup(names []string) (*Input, error) {
	slices.Sort(names)
	names = slices.Compact(names)
	var in Input
	var errs []error
	sum := sha256.New()
	for _, name := range names {
		info, err := os.Stat(name)
		var one *Input
		if err == nil {
			one, err = single(name, info)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, reason(err)))
			continue
		}
		if len(names) == 1 {
			return one, nil
		}
		fmt.Fprintf(sum, "%s\x00%s\x00", one.Name, one.SHA256)
		in.Name, in.Stamp, in.Files = strings.TrimPrefix(in.Name+" + "+one.Name, " + "), max(in.Stamp, one.Stamp), append(in.Files, one.Files...)
	}
	in.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return &in, errors.Join(errs...)
}

// openFolder returns the files of a folder and those below it.
func openFolder(dir string) (*Input, error) {
	in := &Input{Name: filepath.Base(dir), Stamp: Stamp(time.Time{})}
	sum := sha256.New()
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !entry.Type().IsRegular() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		one, err := single(name, info)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		f := one.Files[0]
		f.Name = path.Join(in.Name, filepath.ToSlash(below))
		in.Files, in.Stamp = append(in.Files, f), max(in.Stamp, one.Stamp)
		fmt.Fprintf(sum, "%s\x00%s\x00", filepath.ToSlash(below), one.SHA256)
		if len(in.Files) > maxFiles {
			return fmt.Errorf("the folder has more than %d files; give a smaller one", maxFiles)
		}
		return nil
	})
	in.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return in, err
}

// openFile opens a file, and expands it if it is compressed.
func openFile(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	b := bufio.NewReaderSize(f, 1<<16)
	if start, _ := b.Peek(2); string(start) != "\x1f\x8b" { // a short file is not compressed
		return &reader{b, f.Close}, nil
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &reader{&bounded{in: z, limit: limitOf(info.Size())}, f.Close}, nil
}

// openZip returns the files of an archive.
func openZip(name string, size int64) ([]File, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, fmt.Errorf("it is damaged or incomplete (%w); download it again", err)
	}
	defer func() { _ = z.Close() }() // it was only read
	if len(z.File) > maxFiles {
		return nil, fmt.Errorf("it has %d files; at most %d are read", len(z.File), maxFiles)
	}
	var files []File
	var total uint64
	for i, f := range z.File {
		if f.FileInfo().IsDir() {
			continue
		}
		if !filepath.IsLocal(f.Name) || strings.ContainsAny(f.Name, "\\\x00\n\r\t") || !f.Mode().IsRegular() {
			return nil, fmt.Errorf("it has a file named %q, which is no name of a plain file within an archive; nothing of it was read", f.Name)
		}
		if total += f.UncompressedSize64; f.UncompressedSize64 > maxFile || total > maxTotal || int64(total) > limitOf(size) {
			return nil, fmt.Errorf("it would expand to more than %d times its size or %d GiB, as no table does; nothing of it was read", maxRatio, maxTotal>>30)
		}
		files = append(files, File{Name: path.Join(filepath.Base(name), f.Name), Size: int64(f.UncompressedSize64), Open: func() (io.ReadCloser, error) { return openEntry(name, i) }})
	}
	return files, nil
}

// openEntry opens a file of an archive.
func openEntry(name string, i int) (io.ReadCloser, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, err
	}
	entry := z.File[i]
	in, err := entry.Open()
	if err != nil {
		return nil, errors.Join(err, z.Close())
	}
	return &reader{&bounded{in: in, limit: int64(entry.UncompressedSize64)}, func() error { return errors.Join(in.Close(), z.Close()) }}, nil
}

// limitOf returns the largest number of bytes that so many compressed bytes may become.
func limitOf(size int64) int64 { return max(freeBytes, size*maxRatio) }

// bounded reads a compressed file, and returns an error if it has more than limit bytes.
type bounded struct {
	in    io.Reader
	limit int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.in.Read(p)
	if b.limit -= int64(n); b.limit < 0 {
		return 0, errors.New("it expands to more bytes than a table can have; nothing of it is used")
	}
	if err != nil && !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("it is damaged or incomplete (%w); download it again", err)
	}
	return n, err
}

// reader is an open file.
type reader struct {
	io.Reader
	close func() error
}

func (r *reader) Close() error { return r.close() }

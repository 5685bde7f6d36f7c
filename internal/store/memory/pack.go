package memory

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"whojoins/internal/model"
	"whojoins/internal/output"
	"whojoins/internal/store"
)

// Pack writes the dataset to a file, from which Open makes the same store in much less time.
// The path has the complete file or what it had before: see output.Replace. Progress, if not
// nil, is called with the stage: "indexing", which prepares search and whose total is 0
// (unknown), then "writing", in bytes. Pack returns the error of ctx if ctx ends.
func (s *Store) Pack(ctx context.Context, path string, progress func(stage string, done, total int64)) error {
	return output.Replace(path, func(f *os.File) error { return s.PackTo(ctx, f, progress) })
}

// PackTo writes what Pack writes to an empty file that is open.
func (s *Store) PackTo(ctx context.Context, f io.WriteSeeker, progress func(stage string, done, total int64)) error {
	if progress == nil {
		progress = func(string, int64, int64) {}
	}
	return writePack(ctx, f, s.snap.Load(), progress)
}

func writePack(ctx context.Context, f io.WriteSeeker, s *snapshot, progress func(stage string, done, total int64)) error {
	progress("indexing", 0, 0)
	sizes := &packWriter{ctx: ctx}
	(&pack{out: sizes}).snapshot(s)
	out := &packWriter{ctx: ctx, to: f, progress: func(done int64) { progress("writing", done, sizes.at) }}
	p := &pack{out: out}
	out.begin()
	p.snapshot(s)
	out.end(fingerprint(s.model))
	return errors.Join(p.err, out.err)
}

// Open makes a store from a file that Pack wrote for the same model. It reads the whole file
// instead of mapping it into memory: every byte is checked once in any case, and the store does
// not depend on the file afterwards. Open returns the error of ctx if ctx ends.
func Open(ctx context.Context, m *model.Model, path string) (*Store, error) {
	// Opening a pipe would wait for its writer.
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%q %w", path, errNotPacked)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%q cannot be opened: %w; create a packed dataset with: whojoins pack --out FILE", path, errors.Unwrap(err))
	}
	defer func() { _ = f.Close() }() // it was only read
	in, err := readPack(ctx, f, fingerprint(m))
	if err != nil {
		return nil, fmt.Errorf("%q %w", path, err)
	}
	s := emptySnapshot(&store.Graph{Model: m})
	p := &pack{in: in}
	p.snapshot(s)
	if p.err != nil {
		return nil, fmt.Errorf("%q %w", path, p.err)
	}
	return newStore(s), nil
}

// pack is one pass over the sections of a file, which either writes or reads them: exactly one
// of out and in is set. After an error it does nothing more.
type pack struct {
	out *packWriter
	in  *packReader
	err error
}

func (p *pack) reading() bool { return p.in != nil }

// check keeps the first error.
func (p *pack) check(err error) {
	if p.err == nil {
		p.err = err
	}
}

// present reports whether an optional item is in the file: when reading, whether it has a
// number of that name.
func (p *pack) present(name string, here bool) bool {
	if p.reading() {
		_, here = p.in.contents.Numbers[name]
	}
	return here && p.err == nil
}

// packNumber writes or reads a non-negative number.
func packNumber[T int | uint32](p *pack, name string, n *T) {
	switch {
	case p.err != nil:
	case p.out != nil:
		p.out.contents.Numbers = set(p.out.contents.Numbers, name, uint32(*n))
	default:
		*n = T(p.in.contents.Numbers[name])
	}
}

func set(m map[string]uint32, name string, n uint32) map[string]uint32 {
	if m == nil {
		m = map[string]uint32{}
	}
	m[name] = n
	return m
}

// packList writes or reads a list. A nil list has no section.
func packList[T element](p *pack, name string, l *[]T) {
	switch {
	case p.err != nil:
	case p.out != nil && *l != nil:
		writeList(p.out, name, *l)
	case p.in != nil:
		var err error
		*l, err = readList[T](p.in, name)
		p.check(err)
	}
}

// text writes or reads a text.
func (p *pack) text(name string, s *string) {
	switch {
	case p.err != nil:
	case p.out != nil:
		writeText(p.out, name, *s)
	default:
		var err error
		*s, err = p.in.text(name)
		p.check(err)
	}
}

package workspace

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"sync"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/sync/errgroup"

	"whojoins/internal/dataset/statement"
	"whojoins/internal/output"
)

// Transaction adds imports to a workspace: all of them, or none.
type Transaction struct {
	dir    string
	schema *statement.Schema
	// undo removes the folders that Begin has made.
	undo    func()
	release func()
	stage   *output.Stage
	// forgotten are people whose statements are not written.
	forgotten *Forgotten
	// mutex guards what follows, since parts may be made at the same time.
	mutex     sync.Mutex
	parts     map[string][]*Part
	made      int
	committed bool
}

// Begin starts a transaction, and keeps other programs from changing the workspace until it is
// closed. It makes the folder if there is none.
func Begin(dir string, schema *statement.Schema) (*Transaction, error) {
	undo, err := output.Folders(filepath.Join(dir, Imports))
	if err != nil {
		return nil, err
	}
	release, err := output.Lock(dir)
	if err != nil {
		return nil, err
	}
	t := &Transaction{dir: dir, schema: schema, undo: undo, release: release, parts: map[string][]*Part{}}
	if _, _, err = output.Complete(dir); err == nil {
		t.forgotten, err = (&Workspace{dir}).Forgotten()
	}
	if err == nil {
		t.stage, err = output.NewStage(dir)
	}
	if err != nil {
		release()
		return nil, err
	}
	return t, nil
}

// Close ends a transaction. What is not committed is dropped, and so are the folders that Begin
// has made.
func (t *Transaction) Close() error {
	defer t.release()
	err := t.stage.Drop()
	if !t.committed {
		t.undo()
	}
	return err
}

// Manifests returns the manifests of all imports as they are before the transaction.
func (t *Transaction) Manifests() (list []Manifest, err error) {
	w := &Workspace{t.dir}
	imports, err := w.Imports()
	for _, i := range imports {
		list = append(list, i.Manifest)
	}
	return list, err
}

func (t *Transaction) before(name string) (*source, error) {
	s, err := openSource(t.dir, fileOf(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // there is no such import, which is no error
	}
	return s, err
}

func fileOf(name string) string { return path.Join(Imports, name+Extension) }

// NewPart returns a part of the transaction that takes the statements of an input. It counts only
// once it has a name.
func (t *Transaction) NewPart() *Part {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.made++
	return &Part{head: head{records: map[string]string{}}, sorter: newSorter(t.stage, "part-"+strconv.Itoa(t.made))}
}

// Name makes a part of the transaction, with everything that it has, a part of an import, whose
// manifest has no inputs.
func (t *Transaction) Name(p *Part, m Manifest) error {
	if err := cmp.Or(m.check(), p.sorter.release()); err != nil {
		return err
	}
	m.Inputs, m.Complete = p.Inputs, p.Complete
	p.Manifest = m
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.parts[m.Name] = append(t.parts[m.Name], p)
	return nil
}

// parallel is the number of imports that are written at the same time.
const parallel = 2

// Commit writes the imports, and puts all files in place at once.
func (t *Transaction) Commit(ctx context.Context) error {
	others, err := t.otherHeads()
	if err != nil {
		return err
	}
	names := slices.Sorted(maps.Keys(t.parts))
	heads := make([]*head, len(names))
	var all errgroup.Group
	all.SetLimit(parallel)
	for i, name := range names {
		all.Go(func() (err error) {
			heads[i], err = t.write(ctx, t.parts[name])
			return err
		})
	}
	if err := all.Wait(); err != nil {
		return err
	}
	refused, err := table(slices.Concat(others, heads))
	if err != nil {
		return err
	}
	err = t.stage.File(Refused, func(f *os.File) error {
		_, err := f.Write(refused)
		return err
	})
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	t.committed = true
	return t.stage.Commit(nil)
}

// otherHeads returns the heads of the imports that the transaction does not change.
func (t *Transaction) otherHeads() (heads []*head, err error) {
	w := &Workspace{t.dir}
	list, err := w.Imports()
	for _, i := range list {
		if t.parts[i.Name] == nil {
			heads = append(heads, &i.head)
		}
	}
	return heads, err
}

// write writes an import file: what was there before together with what is new.
func (t *Transaction) write(ctx context.Context, parts []*Part) (_ *head, err error) {
	var runs []run
	defer func() { err = errors.Join(err, closeRuns(runs)) }()
	h := parts[0].head
	for i, p := range parts {
		more, err := p.sorter.open()
		if err != nil {
			return nil, err
		}
		runs = append(runs, more...)
		if i > 0 {
			h = h.join(&p.head)
		}
	}
	before, err := t.before(h.Name)
	if err != nil {
		return nil, err
	}
	if before != nil {
		runs = append(runs, &fromFile{source: before})
		h = h.join(&before.head)
	}
	h.settle()
	return &h, t.stage.File(fileOf(h.Name), func(f *os.File) error { return t.writeTo(ctx, f, &h, runs) })
}

func (t *Transaction) writeTo(ctx context.Context, f *os.File, h *head, runs []run) error {
	zip, err := zstd.NewWriter(f, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(zip, 1<<16)
	if err := h.write(out); err != nil {
		return errors.Join(err, zip.Close())
	}
	w := &writer{head: h, out: out, people: t.people(), personal: map[string]bool{}, forgotten: t.forgotten}
	err = mergeRuns(runs, func(key []byte, lines [][]byte) error {
		if w.written++; w.written%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		return w.write(key, lines)
	})
	if err == nil {
		err = out.Flush()
	}
	return errors.Join(err, zip.Close())
}

package edition

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// Shelf is a store with several editions of a dataset. Requests are answered from the newest one,
// or from the one that their context names: all operations of a request read the same edition,
// even if a newer one arrives in between.
type Shelf struct {
	keep int
	// look looks for a newer edition at once, if something watches for one.
	look func(context.Context)

	mu sync.RWMutex
	// editions are oldest first. The last keep of them have a store.
	editions []*Edition
}

// Edition is an edition of a dataset on the shelf.
type Edition struct {
	// Version and Name are those of the dataset; Date is its day, or empty.
	Version, Name, Date string
	// Loaded is when the service read it.
	Loaded time.Time
	// Added, Removed and Altered count the changes since the edition before it on the shelf, if
	// there is one. Before is the version of that edition.
	Added, Removed, Altered int
	Before                  string
	// Kinds counts by type the objects that were added, removed and changed.
	Kinds []KindCount

	// store is nil once the edition is not kept any longer.
	store *memory.Store
	// changes are the changes since Before, compressed.
	changes []byte
}

// KindCount counts the objects of a type, by its name, that an edition added, removed and changed.
type KindCount struct {
	Type                    string
	Added, Removed, Altered int
}

// mostListed is the number of editions whose changes are kept.
const mostListed = 50

// NewShelf returns a shelf with one edition, which will keep this number of them.
func NewShelf(st *memory.Store, keep int) *Shelf {
	return &Shelf{keep: max(keep, 1), editions: []*Edition{editionOf(st)}}
}

func editionOf(st *memory.Store) *Edition {
	info := st.Known()
	return &Edition{Version: info.Version, Name: info.Name, Date: info.Date, Loaded: info.LoadedAt, store: st}
}

// Put makes a store the newest edition. Requests that are running keep theirs. If people were
// removed, no older edition stays, and no changes that could name them.
func (s *Shelf) Put(st *memory.Store) error {
	newest := s.Newest()
	e := editionOf(st)
	e.Before = newest.Version
	gone := false
	var packed bytes.Buffer
	zip, err := zstd.NewWriter(&packed)
	if err != nil {
		return err
	}
	err = Write(zip, counted(e, &gone, Compare(newest.store.Source(), st.Source())))
	if err := errors.Join(err, zip.Close()); err != nil {
		return err
	}
	e.changes = packed.Bytes()
	s.mu.Lock()
	defer s.mu.Unlock()
	if gone {
		s.editions = nil
		e.Before = ""
	}
	s.editions = append(s.editions, e)
	s.editions = s.editions[max(0, len(s.editions)-mostListed):]
	for i, old := range s.editions {
		if len(s.editions)-i > s.keep && old.store != nil {
			released := *old // requests read the former value
			released.store = nil
			s.editions[i] = &released
		}
	}
	return nil
}

// counted counts changes in an edition, and notes whether people were removed.
func counted(e *Edition, gone *bool, changes iter.Seq[Change]) iter.Seq[Change] {
	return func(yield func(Change) bool) {
		kinds, last := map[string]*KindCount{}, ""
		for c := range changes {
			if kinds[c.Type] == nil {
				kinds[c.Type] = &KindCount{Type: c.Type}
			}
			kind := kinds[c.Type]
			switch {
			case c.Kind == Dataset:
			case c.Op == Add:
				e.Added, kind.Added = e.Added+1, kind.Added+1
			case c.Op == Remove:
				e.Removed, kind.Removed = e.Removed+1, kind.Removed+1
				*gone = *gone || c.Kind == Entity && IsHash(c.ID)
			default:
				e.Altered++
				if c.ID != last { // the changes of one object follow each other
					kind.Altered, last = kind.Altered+1, c.ID
				}
			}
			if !yield(c) {
				return
			}
		}
		delete(kinds, "")
		for _, name := range slices.Sorted(maps.Keys(kinds)) {
			e.Kinds = append(e.Kinds, *kinds[name])
		}
	}
}

// Newest returns the newest edition.
func (s *Shelf) Newest() *Edition {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.editions[len(s.editions)-1]
}

// Editions returns all editions of which something is known, newest first.
func (s *Shelf) Editions() []*Edition {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := slices.Clone(s.editions)
	slices.Reverse(list)
	return list
}

// Find returns the edition of a version, or nil if it is not kept.
func (s *Shelf) Find(version string) *Edition {
	for _, e := range s.Editions() {
		if e.Version == version && e.store != nil {
			return e
		}
	}
	return nil
}

// Want returns the edition of a version, or nil if it is neither kept nor already there to be
// loaded: a caller may have the version from another reader of the same file, which was faster.
func (s *Shelf) Want(ctx context.Context, version string) *Edition {
	e := s.Find(version)
	if e == nil && s.look != nil {
		s.look(context.WithoutCancel(ctx)) // other callers need the edition too
		e = s.Find(version)
	}
	return e
}

// Changes returns the changes between two editions as lines of JSON. It returns an error for
// editions that are not known any longer.
func (s *Shelf) Changes(from, to string) (func(write func([]byte) (int, error)) error, error) {
	if older, newer := s.Find(from), s.Find(to); older != nil && newer != nil {
		return func(write func([]byte) (int, error)) error {
			return Write(writer(write), Compare(older.store.Source(), newer.store.Source()))
		}, nil
	}
	for _, e := range s.Editions() {
		if e.Version == to && e.Before == from {
			lines, err := zstd.NewReader(bytes.NewReader(e.changes))
			return func(write func([]byte) (int, error)) error {
				defer lines.Close()
				_, err := lines.WriteTo(writer(write))
				return err
			}, err
		}
	}
	return nil, errUnknown
}

var errUnknown = errors.New("the service does not have both editions")

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

// chosen is the key of an edition in a context.
type chosen struct{}

// With returns a context in which a shelf answers from an edition.
func With(ctx context.Context, e *Edition) context.Context {
	return context.WithValue(ctx, chosen{}, e)
}

// Of returns the edition of a context, or nil.
func Of(ctx context.Context) *Edition {
	e, _ := ctx.Value(chosen{}).(*Edition)
	return e
}

// View implements store.Store.
func (s *Shelf) View(ctx context.Context, o store.ViewOptions) (store.View, error) {
	if e := Of(ctx); e != nil && e.store != nil {
		return e.store.View(ctx, o)
	}
	return s.Newest().store.View(ctx, o)
}

// Known implements store.Describer.
func (s *Shelf) Known() *store.Info { return s.Newest().store.Known() }

// Close implements store.Store.
func (s *Shelf) Close() error { return nil }

var _ store.Store = (*Shelf)(nil)

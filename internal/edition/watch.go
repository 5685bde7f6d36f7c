package edition

import (
	"context"
	"log/slog"
	"os"
	"sync"
	"time"

	"whojoins/internal/model"
	"whojoins/internal/store/memory"
)

// lookEvery is how often a file is looked at.
const lookEvery = time.Second

// Watcher puts each new packed file at a path on a shelf.
type Watcher struct {
	Path  string
	Model *model.Model
	Shelf *Shelf
	// History keeps the editions of the shelf; nil if they need not survive a restart.
	History *History
	Log     *slog.Logger

	mu   sync.Mutex
	seen os.FileInfo
}

// Start notes the file as it was before it was read. From then on the shelf looks at the file
// itself when an edition is wanted that it does not have.
func (w *Watcher) Start(before os.FileInfo) { w.seen, w.Shelf.look = before, w.Look }

// Run looks at the file until ctx ends.
func (w *Watcher) Run(ctx context.Context) {
	ticks := time.NewTicker(lookEvery)
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
			w.Look(ctx)
		}
	}
}

// Look loads the file if it is another one than before. A file with a fault is reported once, and
// the service keeps the edition that it has.
func (w *Watcher) Look(ctx context.Context) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now, err := os.Stat(w.Path)
	if err != nil || w.seen != nil && os.SameFile(now, w.seen) && now.ModTime().Equal(w.seen.ModTime()) && now.Size() == w.seen.Size() {
		return // a file that is gone may be about to be replaced
	}
	w.seen = now
	start := time.Now()
	st, err := memory.Open(ctx, w.Model, w.Path)
	if err == nil && st.Known().Version == w.Shelf.Newest().Version {
		return
	}
	if err == nil {
		err = w.Shelf.Put(st)
	}
	if err != nil {
		w.Log.ErrorContext(ctx, "the new file cannot be served, so the old edition stays", "file", w.Path, "error", err.Error())
		return
	}
	if w.History != nil {
		if err := w.History.Save(ctx, w.Shelf); err != nil {
			w.Log.ErrorContext(ctx, "the folder of former editions is not up to date", "error", err.Error())
		}
	}
	e := w.Shelf.Newest()
	w.Log.InfoContext(ctx, "a new edition is served", "edition", e.Version, "before", e.Before, "added", e.Added, "removed", e.Removed, "changed", e.Altered, "took", time.Since(start))
}

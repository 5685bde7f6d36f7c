package http

import (
	"context"
	"log/slog"
	"time"

	"whojoins/graph"
	"whojoins/internal/store"
)

// placeEvery is how long the service waits before it computes the positions of the entities, which
// must not delay its first answers, and how often it looks for a new edition that has none yet.
const placeEvery = 5 * time.Second

// placeEntities computes the positions of the entities of each edition before somebody looks at a
// picture. A database is asked once only, since it would have to say each time which edition it has.
func placeEntities(ctx context.Context, e *graph.Engine, s store.Store, log *slog.Logger) {
	ticks := time.NewTicker(placeEvery)
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
		if err := e.PlaceEntities(ctx); err != nil && ctx.Err() == nil {
			log.Debug("the entities have no positions yet", "error", err.Error())
		}
		if isDatabase(ctx, s) {
			return
		}
	}
}

package graph

import (
	"context"
	"errors"
	"slices"
	"sync"

	"whojoins/internal/model"
	"whojoins/internal/network"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// MostPlaced is the largest number of entities of a dataset that has positions.
const MostPlaced = 50_000

// layoutSeed is where all pictures begin.
const layoutSeed = 1

// Positions are the positions of the entities of one edition of a dataset, by id.
type Positions map[string]network.Point

// positions keeps the positions of the edition that was asked for last, so that all files and
// pictures of an edition are alike. They take about 5 MB for 50,000 entities.
type positions struct {
	mu      sync.Mutex
	edition string
	done    chan struct{}
	of      Positions
	err     error
	// stop ends the computation that runs, and running waits for it; both are needed before the
	// store is closed.
	stop    context.CancelFunc
	running sync.WaitGroup
	closed  bool
}

// Close ends what the engine computes for later requests. It must be called before the store is
// closed, and after the last request.
func (e *Engine) Close() {
	p := &e.positions
	p.mu.Lock()
	p.closed = true
	if p.stop != nil {
		p.stop()
	}
	p.mu.Unlock()
	p.running.Wait()
}

// Positions returns the positions of all entities: those of one layout of the graph of the
// relations that paths follow. They are computed when they are first asked for, which takes some
// seconds for 50,000 entities; other requests wait for the same result. For a larger dataset there
// are none. The error is that of the store, or UNAVAILABLE when the request ends first.
func (a *Answer) Positions(ctx context.Context) (Positions, error) {
	info, err := a.Dataset(ctx)
	if err != nil {
		return nil, err
	}
	return a.engine.positionsOf(ctx, info)
}

// PlaceEntities computes the positions of the newest edition, unless they are known, so that the
// first picture does not wait for them. The errors are those of Positions.
func (e *Engine) PlaceEntities(ctx context.Context) error {
	v, err := e.config.Store.View(ctx, store.ViewOptions{})
	if err != nil {
		return err
	}
	info := v.Info()
	v.Close()
	_, err = e.positionsOf(ctx, info)
	return err
}

// positionsOf returns the positions of the entities of an edition.
func (e *Engine) positionsOf(ctx context.Context, info *store.Info) (Positions, error) {
	entities := 0
	for _, t := range e.config.Model.Entities {
		entities += info.Counts[t.Index]
	}
	if entities > MostPlaced {
		return Positions{}, nil
	}
	p := &e.positions
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, plan.Errorf(plan.Unavailable, "send the request again", "the service is stopping")
	}
	if p.edition != info.Version || p.err != nil {
		p.begin(ctx, e, info.Version)
	}
	done := p.done
	p.mu.Unlock()
	select {
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.DeadlineExceeded) { // the computation goes on
			return nil, plan.Errorf(plan.Unavailable, "send the request again in some seconds", "the service is still placing the entities of the dataset")
		}
		return nil, store.Ended(ctx)
	case <-done:
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.edition != info.Version {
		return nil, plan.Errorf(plan.Unavailable, "send the request again", "the dataset was replaced while the request ran")
	}
	return p.of, p.err
}

// begin begins to compute the positions of an edition, instead of those of an older one. The
// computation outlives the request that asks first, since others wait for it.
func (p *positions) begin(ctx context.Context, e *Engine, edition string) {
	if p.stop != nil {
		p.stop()
	}
	ctx, p.stop = context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	p.edition, p.done, p.of, p.err = edition, done, nil, nil
	p.running.Go(func() { e.place(ctx, edition, done) })
}

// place computes the positions of an edition, and then closes done.
func (e *Engine) place(ctx context.Context, edition string, done chan struct{}) {
	of, err := e.layout(ctx)
	e.positions.mu.Lock()
	if e.positions.edition == edition && e.positions.done == done {
		e.positions.of, e.positions.err = of, err
	}
	e.positions.mu.Unlock()
	close(done)
}

// layout places the entities of the dataset.
func (e *Engine) layout(ctx context.Context) (Positions, error) {
	work := plan.NewWork(ctx)
	v, err := e.config.Store.View(ctx, store.ViewOptions{Work: work})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	m := e.config.Model
	var ids []string
	number := map[string]uint32{}
	id := func(t *model.Type) *plan.Select {
		return &plan.Select{Type: t, Slots: []plan.Slot{&plan.Column{Field: t.Field("id")}}}
	}
	err = eachRow(ctx, v, m.AnyEntity, id(m.AnyEntity), func(c store.Cursor) {
		number[c.Value(0).Text] = uint32(len(ids))
		ids = append(ids, c.Value(0).Text)
	})
	if err != nil {
		return nil, err
	}
	var links []network.Link
	for _, t := range m.Relations {
		if !t.Walked {
			continue
		}
		rows := &plan.Select{Type: t, Slots: []plan.Slot{&plan.EndOf{End: t.From, Select: id(t.From.Target)}, &plan.EndOf{End: t.To, Select: id(t.To.Target)}}}
		err := eachRow(ctx, v, t, rows, func(c store.Cursor) {
			var ends [2]uint32
			for i := range ends {
				c.Enter(i)
				ends[i] = number[c.Value(0).Text]
				c.Leave()
			}
			links = append(links, network.Link{From: min(ends[0], ends[1]), To: max(ends[0], ends[1]), Weight: 1})
		})
		if err != nil {
			return nil, err
		}
	}
	if links, err = network.Distinct(work, links); err != nil {
		return nil, err
	}
	g, err := network.New(work, len(ids), slices.Values(links))
	if err != nil {
		return nil, err
	}
	at, err := g.Layout(work, layoutSeed)
	if err != nil {
		return nil, err
	}
	of := make(Positions, len(ids))
	for i, id := range ids {
		of[id] = at[i]
	}
	return of, nil
}

// eachRow calls do for each object of a type, ordered by id.
func eachRow(ctx context.Context, v store.View, t *model.Type, rows *plan.Select, do func(store.Cursor)) error {
	list := &plan.Connection{Type: t, Where: plan.All{}, Page: plan.Page{Limit: -1}, Rows: rows}
	c, err := v.Run(ctx, &plan.Plan{Field: t.Many, Root: &plan.Select{Slots: []plan.Slot{list}}})
	if err != nil {
		return err
	}
	c.Enter(0)
	for c.Next() {
		do(c)
	}
	c.Leave()
	return c.Err()
}

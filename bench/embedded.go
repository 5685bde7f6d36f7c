package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"

	"whojoins/bench/fetch"
	"whojoins/internal/store"
	"whojoins/internal/store/memory"
)

// openEmbedded packs the graph, serves it from the packed file, and starts a server that
// encodes the same answers from structs in memory.
func (y *yardstick) openEmbedded(g *store.Graph) func(context.Context) error {
	return func(ctx context.Context) error {
		progress("packing the graph")
		file := filepath.Join(y.dir, "graph.pack")
		if err := pack(ctx, g, file); err != nil {
			return err
		}
		var err error
		if y.embedded, err = startService(ctx, y.program, filepath.Join(y.dir, "embedded.log"), nil, "--store", file); err != nil {
			return err
		}
		y.embedded.name = "embedded store"
		if err := y.adopt(ctx, y.embedded); err != nil {
			return err
		}
		var all []*exchange
		for _, a := range y.asked {
			all = append(all, a.exchanges...)
		}
		y.plain, err = startPlain(ctx, y.dir, all)
		return err
	}
}

// adopt verifies that a store returns the same data as the one before, and expects its answers from
// now on: the work that a store has spent is its own.
func (y *yardstick) adopt(ctx context.Context, p *process) error {
	for _, a := range y.asked {
		for _, e := range a.exchanges {
			got, err := fetch.Post(ctx, p.url(), e.body)
			if err != nil {
				return err
			}
			data, _, _ := bytes.Cut(got, []byte(`,"extensions":`))
			if want, _, _ := bytes.Cut(e.Answer, []byte(`,"extensions":`)); !bytes.Equal(data, want) {
				return fmt.Errorf("%s: the data of the %s differs: %s", e.key(), p.name, difference(data, want))
			}
			e.Answer = got
		}
	}
	return nil
}

func pack(ctx context.Context, g *store.Graph, file string) error {
	src, err := memory.SourceOf(g)
	if err != nil {
		return err
	}
	st, err := memory.From(ctx, src)
	if err != nil {
		return err
	}
	if err := st.Pack(ctx, file, func(string, int64, int64) {}); err != nil {
		return err
	}
	return st.Close()
}

// heatEmbedded measures every question on the embedded store.
func (y *yardstick) heatEmbedded(ctx context.Context) error {
	done := 0
	for _, a := range y.asked {
		for _, clients := range y.Clients {
			h, err := y.heat(ctx, "measuring the embedded store", &done, [2]*process{y.embedded, y.plain}, a, clients)
			if err != nil {
				return err
			}
			a.embedded = append(a.embedded, h)
		}
	}
	y.stages.finish()
	return nil
}

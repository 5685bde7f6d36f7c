package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"whojoins/bench/fetch"
	"whojoins/bench/question"
	"whojoins/bench/service"
	"whojoins/internal/output"
)

// warmTime is the time for which each side answers requests before it is measured.
const warmTime = 300 * time.Millisecond

// Run measures both sides at every size and prints a table.
func (c *compareCommand) Run(ctx context.Context) error {
	return output.InFolder("", "whojoins-bench-", func(dir string) error { return c.run(ctx, dir) })
}

// run measures both sides with their files in a folder.
func (c *compareCommand) run(ctx context.Context, dir string) error {
	progress("building the service and a dataset of %d institutes", most)
	data := filepath.Join(dir, "data")
	if err := writeDataset(data); err != nil {
		return err
	}
	program, err := service.Build(ctx, dir)
	if err != nil {
		return err
	}
	served, err := startService(ctx, program, filepath.Join(dir, "service.log"), nil, "--data", data)
	if err != nil {
		return err
	}
	defer served.Stop()
	exchanges, err := sized(ctx, served, c.Sizes)
	if err != nil {
		return err
	}
	plain, err := startPlain(ctx, dir, exchanges)
	if err != nil {
		return err
	}
	defer plain.Stop()

	var cells []cell
	for i, size := range c.Sizes {
		one, err := c.measure(ctx, served, plain, size, exchanges[i])
		if err != nil {
			return err
		}
		cells = append(cells, one)
		if c.Profiles != "" {
			if err := c.profile(ctx, served, size, exchanges[i]); err != nil {
				return err
			}
		}
	}
	return table(os.Stdout, cells, c)
}

// sized returns one exchange for each size.
func sized(ctx context.Context, service *process, sizes []int) (list []*exchange, err error) {
	for _, size := range sizes {
		e, err := newExchange(question.Sized(), map[string]any{"first": size})
		if err != nil {
			return nil, err
		}
		if e.Answer, err = fetch.Post(ctx, service.url(), e.body); err != nil {
			return nil, err
		}
		if err := e.check(question.Sized()); err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// measure measures both sides in turns, with answers of one size.
func (c *compareCommand) measure(ctx context.Context, service, plain *process, size int, e *exchange) (cell, error) {
	one := cell{size: size, bytes: len(e.Answer)}
	contest := contest{
		sides: [2]*process{service, plain}, exchanges: []*exchange{e}, clients: c.Clients, length: c.Time / time.Duration(c.Rounds),
		rounds: c.Rounds, tell: func(round int) { progress("%d objects: round %d of %d", size, round, c.Rounds) },
	}
	samples, err := contest.run(ctx)
	one.service, one.plain = samples[0], samples[1]
	return one, err
}

// profile writes a CPU profile of the service while it sends answers of one size.
func (c *compareCommand) profile(ctx context.Context, service *process, size int, e *exchange) error {
	path := filepath.Join(c.Profiles, fmt.Sprintf("service-%d.prof", size))
	progress("%d objects: writing a profile to %s", size, path)
	return service.profiled(ctx, []*exchange{e}, c.Clients, c.Time, path)
}

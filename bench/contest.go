package main

import (
	"context"
	"fmt"
	"time"
)

// contest measures two servers with the same exchanges, in turns, so that drift cancels.
type contest struct {
	sides     [2]*process
	exchanges []*exchange
	clients   int
	// length is the length of a turn; each side has one turn per round.
	length time.Duration
	rounds int
	// tell is called before each round with the number of the round, starting at one.
	tell func(round int)
}

// run returns the sample of each side. It warms up each side before that side's first turn.
func (c *contest) run(ctx context.Context) (samples [2]sample, err error) {
	for round := range c.rounds {
		c.tell(round + 1)
		for i := range c.sides {
			// Each side goes first in every other round.
			at := (i + round) % len(c.sides)
			if err := c.turn(ctx, c.sides[at], &samples[at], round == 0); err != nil {
				return samples, fmt.Errorf("%s: %w", c.sides[at].name, err)
			}
		}
	}
	return samples, nil
}

func (c *contest) turn(ctx context.Context, p *process, s *sample, cold bool) error {
	if cold {
		if _, err := load(ctx, p.Addr, c.exchanges, c.clients, warmTime); err != nil {
			return err
		}
	}
	before, err := p.used(ctx)
	if err != nil {
		return err
	}
	taken, err := load(ctx, p.Addr, c.exchanges, c.clients, c.length)
	if err != nil {
		return err
	}
	after, err := p.used(ctx)
	if err != nil {
		return err
	}
	s.add(taken, after.minus(before).minus(p.idle))
	return nil
}

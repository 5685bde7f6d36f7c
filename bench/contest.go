package main

import (
	"context"
	"fmt"
	"time"
)

// contest lets two servers take turns at the same exchanges, so that drift cancels.
type contest struct {
	sides     [2]*process
	exchanges []*exchange
	clients   int
	// length is that of a turn; each side takes so many rounds.
	length time.Duration
	rounds int
	// tell is called before each round, which count from one.
	tell func(round int)
}

// run gives what each side did. Both are asked unmeasured first.
func (c *contest) run(ctx context.Context) (samples [2]sample, err error) {
	for round := range c.rounds {
		c.tell(round + 1)
		for i := range c.sides {
			// Who begins changes, so that neither always follows the other.
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
		if _, err := load(ctx, p.addr, c.exchanges, c.clients, warmTime); err != nil {
			return err
		}
	}
	before, err := p.used(ctx)
	if err != nil {
		return err
	}
	taken, err := load(ctx, p.addr, c.exchanges, c.clients, c.length)
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

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"whojoins/bench/service"
)

// attack is one way to harm the service.
type attack struct {
	name string
	// run attacks until it is done, or until the time of an attack is over.
	run func(ctx context.Context, t *target) error
	// memory is the number of bytes that the attack may add to the memory of the service, beside the
	// garbage that a service lets pile up: a quarter of what it holds.
	memory int64
	// check returns what the attack achieved, empty if nothing; nil means that only the memory,
	// the answers to the cheap query and the life of the service are checked.
	check func(t *target) string
}

// target is a service under attack.
type target struct {
	*service.Process
	// time is how long an attack that has no end of its own goes on.
	time time.Duration
	tally
	// heavy is a query that takes long.
	heavy string
	// refused is the median time until a caller who is refused knows it; 0 if none is.
	refused time.Duration
	// facts are what the attack measured itself, for check and for the table.
	facts map[string]string
}

const mebi = 1 << 20

// attacks returns all attacks.
func attacks() []attack {
	return slices.Concat(textAttacks(), workAttacks(), socketAttacks())
}

// selected returns the attacks with the given names, or all.
func selected(names []string) ([]attack, error) {
	all := attacks()
	if len(names) == 0 {
		return all, nil
	}
	var list []attack
	for _, name := range names {
		i := slices.IndexFunc(all, func(a attack) bool { return a.name == name })
		if i < 0 {
			var known []string
			for _, a := range all {
				known = append(known, a.name)
			}
			return nil, fmt.Errorf("--only %q: the attacks are %s", name, strings.Join(known, ", "))
		}
		list = append(list, all[i])
	}
	return list, nil
}

// Times of a run.
const (
	startTime = time.Minute
	quietTime = 2 * time.Second
)

// attack starts a service, measures a cheap query while it is quiet, and attacks it.
func (c *command) attack(ctx context.Context, a attack, program, store string) (row, error) {
	env := append(os.Environ(), fmt.Sprintf("GOMEMLIMIT=%dMiB", c.Memory*9/10))
	p, err := service.Start(ctx, startTime, io.Discard, env, program, "serve", "--store", store, "--log-level", "error")
	if err != nil {
		return row{}, err
	}
	defer p.Stop()
	quiet, err := probeFor(ctx, p, quietTime)
	if err != nil {
		return row{}, err
	}
	before, err := p.Usage()
	if err != nil {
		return row{}, err
	}
	t := &target{Process: p, time: c.Time, heavy: heavyQuery(c.Nodes), tally: tally{counts: map[string]int{}}, facts: map[string]string{}}
	watch := startWatch(p, int64(c.Memory)*mebi)
	beside := startProbe(ctx, p)
	err = a.run(ctx, t)
	peak, killed := watch.stop()
	r := row{name: a.name, outcomes: t.String(), quiet: quiet, beside: beside.stop(), peak: peak, facts: t.facts}
	if err != nil && !killed {
		return row{}, err
	}
	if killed || p.Ended() {
		r.fault = "the service died"
		return r, nil
	}
	after, err := p.Usage()
	if err != nil {
		return row{}, err
	}
	r.cpu = after.CPU - before.CPU
	r.fault = verdict(a, t, &r, peak-before.Resident-before.Resident/4)
	return r, nil
}

// p99Floor is the time below which a cheap query is fast enough, however fast it was before.
const p99Floor = 5 * time.Millisecond

// refusalTime is the time within which at least half of the callers that are refused must know it.
// On a machine so busy that a cheap query takes longer, it is that of the cheap query.
const refusalTime = 5 * time.Millisecond

// verdict returns which promise the attack broke, or an empty text.
func verdict(a attack, t *target, r *row, added int64) string {
	if r.beside.failed > 0 {
		return fmt.Sprintf("%d cheap queries failed", r.beside.failed)
	}
	if added > a.memory {
		return fmt.Sprintf("%d MiB more memory, at most %d", added/mebi, a.memory/mebi)
	}
	if most := max(p99Floor, 3*r.quiet.p99); r.beside.p99 > most {
		return fmt.Sprintf("a cheap query takes %v at p99, at most %v", round(r.beside.p99), round(most))
	}
	if most := max(refusalTime, r.beside.p99); t.refused > most {
		return fmt.Sprintf("half of the refused callers know it after %v, at most %v", round(t.refused), round(most))
	}
	if a.check != nil {
		return a.check(t)
	}
	return ""
}

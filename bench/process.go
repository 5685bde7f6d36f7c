package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"whojoins/bench/fetch"
	"whojoins/bench/service"
	"whojoins/internal/output"
)

// startTime is the time limit for a server to become ready.
const startTime = 30 * time.Second

// process is a server in a separate process, with its log in a file.
type process struct {
	*service.Process
	name    string
	profile string
	log     string
	// env is the environment of the server; nil means the environment of this program.
	env []string
	// idle is the usage of a single reading of the counters.
	idle usage
}

// url returns the address of the GraphQL endpoint.
func (p *process) url() string { return p.URL() + "/graphql" }

// startService starts the service with profiling enabled. If env is nil, the service gets
// the environment of this program.
func startService(ctx context.Context, program, log string, env []string, args ...string) (*process, error) {
	profile, err := service.FreeAddress(ctx)
	if err != nil {
		return nil, err
	}
	p := &process{name: "service", log: log, profile: profile, env: env}
	return p, p.start(ctx, program, append([]string{"serve", "--profile", profile}, args...)...)
}

// startPlain starts this program as the server of structs in memory.
func startPlain(ctx context.Context, dir string, exchanges []*exchange) (*process, error) {
	file := filepath.Join(dir, "answers.json")
	if err := writeExchanges(file, exchanges); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{name: "plain handler", log: filepath.Join(dir, "plain.log")}
	return p, p.start(ctx, self, "plain", "--answers", file)
}

// start runs a program, and waits until it is ready.
func (p *process) start(ctx context.Context, program string, args ...string) error {
	log, err := output.Log(p.log)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }() // the started program has its own handle
	if p.Process, err = service.Start(ctx, startTime, log, p.env, program, args...); err != nil {
		said, _ := os.ReadFile(p.log) // the error is useful without the log too
		return fmt.Errorf("the %s: %w; its log: %.1000s", p.name, err, said)
	}
	// The first reading of the counters allocates more than later ones.
	var seen [3]usage
	for i := range seen {
		if seen[i], err = p.used(ctx); err != nil {
			p.Stop()
			return err
		}
	}
	p.idle = seen[2].minus(seen[1])
	return nil
}

// usage counts allocated objects, their bytes, and seconds of CPU time.
type usage struct{ objects, bytes, seconds float64 }

func (u usage) plus(v usage) usage {
	return usage{u.objects + v.objects, u.bytes + v.bytes, u.seconds + v.seconds}
}

func (u usage) minus(v usage) usage {
	return usage{u.objects - v.objects, u.bytes - v.bytes, u.seconds - v.seconds}
}

// used returns the program's usage since its start, from its metrics.
func (p *process) used(ctx context.Context) (usage, error) {
	v, err := p.metrics(ctx, "go_memstats_mallocs_total", "go_memstats_alloc_bytes_total", "process_cpu_seconds_total")
	if err != nil {
		return usage{}, err
	}
	return usage{v[0], v[1], v[2]}, nil
}

// resident returns the program's resident memory in bytes.
func (p *process) resident(ctx context.Context) (float64, error) {
	v, err := p.metrics(ctx, "process_resident_memory_bytes")
	if err != nil {
		return 0, err
	}
	return v[0], nil
}

// metrics reads the named metrics of the program.
func (p *process) metrics(ctx context.Context, names ...string) ([]float64, error) {
	text, err := fetch.Get(ctx, p.URL()+"/metrics")
	if err != nil {
		return nil, err
	}
	values := make([]float64, len(names))
	for i, name := range names {
		found := false
		for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
			if value, ok := bytes.CutPrefix(lines.Bytes(), []byte(name+" ")); ok {
				if values[i], err = strconv.ParseFloat(string(value), 64); err != nil {
					return nil, err
				}
				found = true
			}
		}
		if !found {
			return nil, fmt.Errorf("the metrics of the %s lack %s", p.name, name)
		}
	}
	return values, nil
}

// profiled writes a CPU profile of the program while it answers exchanges.
func (p *process) profiled(ctx context.Context, exchanges []*exchange, clients int, length time.Duration, path string) error {
	failed := make(chan error, 1)
	go func() {
		_, err := load(ctx, p.Addr, exchanges, clients, length+time.Second)
		failed <- err
	}()
	address := fmt.Sprintf("http://%s/debug/pprof/profile?seconds=%d", p.profile, max(1, int(length.Seconds())))
	data, err := fetch.Get(ctx, address)
	if err := <-failed; err != nil {
		return err
	}
	if err != nil {
		return err
	}
	return output.WriteFile(path, data)
}

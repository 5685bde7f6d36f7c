package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"whojoins/bench/fetch"
)

// startTime is the time limit for a server to become ready.
const startTime = 30 * time.Second

// process is a server in a separate process, with its log in a file.
type process struct {
	name    string
	addr    string
	profile string
	log     string
	cmd     *exec.Cmd
	// env is the environment of the server; nil means the environment of this program.
	env []string
	// idle is the usage of a single reading of the counters.
	idle usage
}

// url returns the address of the GraphQL endpoint.
func (p *process) url() string { return "http://" + p.addr + "/graphql" }

// buildService builds the service in a folder and returns its path.
func buildService(ctx context.Context, dir string) (program string, err error) {
	program = filepath.Join(dir, "whojoins")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, "whojoins")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return "", fmt.Errorf("building the service: %w", err)
	}
	return program, nil
}

// startService starts the service with profiling enabled. If env is nil, the service gets
// the environment of this program.
func startService(ctx context.Context, program, log string, env []string, args ...string) (*process, error) {
	profile, err := freeAddress(ctx)
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

// start runs a program with --addr appended to its arguments, and waits until it is ready.
func (p *process) start(ctx context.Context, program string, args ...string) (err error) {
	if p.addr, err = freeAddress(ctx); err != nil {
		return err
	}
	log, err := os.Create(p.log)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }() // the started program has its own handle
	p.cmd = exec.CommandContext(ctx, program, append(args, "--addr", p.addr)...)
	p.cmd.Stderr, p.cmd.Env = log, p.env
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(os.Interrupt) }
	if err := p.cmd.Start(); err != nil {
		return err
	}
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		if _, err = fetch.Get(ctx, "http://"+p.addr+"/readyz"); err == nil {
			break
		}
		if time.Since(begin) > startTime || ctx.Err() != nil {
			p.stop()
			said, _ := os.ReadFile(p.log) // the error is useful without the log too
			return fmt.Errorf("the %s is not ready: %w; its log: %.1000s", p.name, err, said)
		}
	}
	// The first reading of the counters allocates more than later ones.
	var seen [3]usage
	for i := range seen {
		if seen[i], err = p.used(ctx); err != nil {
			p.stop()
			return err
		}
	}
	p.idle = seen[2].minus(seen[1])
	return nil
}

// stop interrupts the program and waits until it exits.
func (p *process) stop() {
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		progress("stopping the %s: %v", p.name, err)
	}
	_ = p.cmd.Wait() // the exit status does not matter
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
	text, err := fetch.Get(ctx, "http://"+p.addr+"/metrics")
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
		_, err := load(ctx, p.addr, exchanges, clients, length+time.Second)
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
	return os.WriteFile(path, data, 0o600)
}

// freeAddress returns a loopback address with an unused port.
func freeAddress(ctx context.Context) (string, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

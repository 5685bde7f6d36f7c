package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// startTime is how long a server may take until it is ready.
const startTime = 30 * time.Second

// process is a server that runs as a program of its own, its log in a file.
type process struct {
	name    string
	addr    string
	profile string
	log     string
	cmd     *exec.Cmd
	// idle is what reading the counters allocates by itself.
	idle usage
}

// startService builds the service and starts it on a dataset of synthetic institutes.
func startService(ctx context.Context, dir string) (*process, error) {
	binary, data := filepath.Join(dir, "whojoins"), filepath.Join(dir, "data")
	build := exec.CommandContext(ctx, "go", "build", "-o", binary, "whojoins")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("building the service: %w", err)
	}
	if err := writeDataset(data); err != nil {
		return nil, err
	}
	profile, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	p := &process{name: "service", log: filepath.Join(dir, "service.log"), profile: profile}
	return p, p.start(ctx, binary, "serve", "--data", data, "--profile", profile)
}

// startPlain starts this program again, as the plain handler.
func startPlain(ctx context.Context, dir string, answers map[int][]byte) (*process, error) {
	raw := map[int]json.RawMessage{}
	for size, data := range answers {
		raw[size] = data
	}
	text, err := json.Marshal(raw)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "answers.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{name: "plain handler", log: filepath.Join(dir, "plain.log")}
	return p, p.start(ctx, self, "plain", "--answers", file)
}

// start runs a program with --addr behind its arguments, and waits until it is ready.
func (p *process) start(ctx context.Context, program string, args ...string) (err error) {
	if p.addr, err = freeAddress(ctx); err != nil {
		return err
	}
	log, err := os.Create(p.log)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }() // the program has a handle of its own
	p.cmd = exec.CommandContext(ctx, program, append(args, "--addr", p.addr)...)
	p.cmd.Stderr = log
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(os.Interrupt) }
	if err := p.cmd.Start(); err != nil {
		return err
	}
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		if _, err = get(ctx, "http://"+p.addr+"/readyz"); err == nil {
			break
		}
		if time.Since(begin) > startTime || ctx.Err() != nil {
			p.stop()
			said, _ := os.ReadFile(p.log) // the failure is told without it too
			return fmt.Errorf("the %s is not ready: %w; it says: %.1000s", p.name, err, said)
		}
	}
	// The first reading of the counters allocates more than the later ones.
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

// stop ends the program and waits for it.
func (p *process) stop() {
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		progress("the %s does not stop: %v", p.name, err)
	}
	_ = p.cmd.Wait() // how it ended does not matter any more
}

// usage is what a program has used: objects allocated, their bytes, and seconds of CPU.
type usage struct{ objects, bytes, seconds float64 }

func (u usage) plus(v usage) usage {
	return usage{u.objects + v.objects, u.bytes + v.bytes, u.seconds + v.seconds}
}

func (u usage) minus(v usage) usage {
	return usage{u.objects - v.objects, u.bytes - v.bytes, u.seconds - v.seconds}
}

// used reads what the program has used since its start from its metrics.
func (p *process) used(ctx context.Context) (usage, error) {
	text, err := get(ctx, "http://"+p.addr+"/metrics")
	if err != nil {
		return usage{}, err
	}
	var u usage
	for _, c := range []struct {
		name string
		to   *float64
	}{
		{"go_memstats_mallocs_total ", &u.objects}, {"go_memstats_alloc_bytes_total ", &u.bytes},
		{"process_cpu_seconds_total ", &u.seconds},
	} {
		found := false
		for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
			if value, ok := bytes.CutPrefix(lines.Bytes(), []byte(c.name)); ok {
				if *c.to, err = strconv.ParseFloat(string(value), 64); err != nil {
					return usage{}, err
				}
				found = true
			}
		}
		if !found {
			return usage{}, fmt.Errorf("the metrics of the %s lack %s", p.name, c.name)
		}
	}
	return u, nil
}

// freeAddress is a loopback address on which nothing listens now.
func freeAddress(ctx context.Context) (string, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

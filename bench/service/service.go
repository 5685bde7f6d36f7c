// Package service builds the program and runs it as a separate process, so that its speed and
// its use of memory and processor time are measured from outside.
package service

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"whojoins/bench/fetch"
)

// Build compiles the program into a folder and returns its path.
func Build(ctx context.Context, dir string) (program string, err error) {
	program = filepath.Join(dir, "whojoins")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, "whojoins")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return "", fmt.Errorf("building the service: %w", err)
	}
	return program, nil
}

// FreeAddress returns a loopback address with an unused port.
func FreeAddress(ctx context.Context) (string, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// Process is a running program that serves HTTP.
type Process struct {
	Addr string
	cmd  *exec.Cmd
	// ended is closed when the program has exited.
	ended chan struct{}
}

// pollTime is the time between two attempts to reach a program that is starting.
const pollTime = 5 * time.Millisecond

// Start runs a program with --addr appended to its arguments, and returns when /readyz answers
// 200, or with an error after limit. An environment of nil means that of this process. The
// program is interrupted when ctx ends.
func Start(ctx context.Context, limit time.Duration, log io.Writer, env []string, program string, args ...string) (*Process, error) {
	addr, err := FreeAddress(ctx)
	if err != nil {
		return nil, err
	}
	p := &Process{Addr: addr, ended: make(chan struct{})}
	p.cmd = exec.CommandContext(ctx, program, append(args, "--addr", addr)...)
	p.cmd.Stderr, p.cmd.Env = log, env
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(os.Interrupt) }
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = p.cmd.Wait() // how the program ended is in its log
		close(p.ended)
	}()
	ready, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for {
		if _, err = fetch.Get(ready, p.URL()+"/readyz"); err == nil {
			return p, nil
		}
		select {
		case <-ready.Done():
			p.Stop()
			return nil, fmt.Errorf("%s is not ready: %w", filepath.Base(program), err)
		case <-p.ended:
			return nil, fmt.Errorf("%s ended before it was ready: %w", filepath.Base(program), err)
		case <-time.After(pollTime):
		}
	}
}

// URL returns the address of the service, without a path.
func (p *Process) URL() string { return "http://" + p.Addr }

// PID returns the id of the process.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Ended reports whether the program has exited.
func (p *Process) Ended() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// Stop interrupts the program and waits until it exits.
func (p *Process) Stop() { p.end(os.Interrupt) }

// Kill ends the program at once.
func (p *Process) Kill() { p.end(os.Kill) }

func (p *Process) end(s os.Signal) {
	if err := p.cmd.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		_ = p.cmd.Process.Kill() // a program that cannot be asked to end
	}
	<-p.ended
}

package main

import (
	"bufio"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"time"

	"whojoins/internal/output"
)

// scripts are the programs of the engines, which peer.py runs.
//
//go:embed peer.py ladybug_peer.py duckdb_peer.py networkit_peer.py
var scripts embed.FS

// engine is an engine that a program can embed.
type engine struct {
	name, script string
}

var engines = []engine{{"ladybug", "ladybug_peer"}, {"duckdb", "duckdb_peer"}, {"networkit", "networkit_peer"}}

func engineNamed(name string) *engine {
	at := slices.IndexFunc(engines, func(e engine) bool { return e.name == name })
	if at < 0 {
		return nil
	}
	return &engines[at]
}

// peer is a running engine that has loaded the dump.
type peer struct {
	*engine
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	version string
	loaded  time.Duration
}

// reply is what an engine says: that it has loaded the dump, or an answer.
type reply struct {
	Version  string
	Seconds  float64
	Cannot   string
	Answers  [][]string
	Micros   []float64
	Resident int64
}

// start starts an engine, which loads the dump in the folder.
func (e *engine) start(ctx context.Context, s *sides) (*peer, error) {
	for _, name := range []string{"peer.py", e.script + ".py"} {
		text, err := scripts.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := output.WriteFile(s.path(name), text); err != nil {
			return nil, err
		}
	}
	p := &peer{engine: e, cmd: exec.CommandContext(ctx, s.python, s.path("peer.py"), e.script, s.dir)}
	p.cmd.Stderr = os.Stderr
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewReaderSize(out, 1<<20)
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	r, err := p.read()
	if err != nil {
		return nil, err
	}
	p.version, p.loaded = r.Version, time.Duration(r.Seconds*float64(time.Second))
	return p, nil
}

func (p *peer) read() (*reply, error) {
	line, err := p.out.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.name, err)
	}
	r := &reply{}
	return r, json.Unmarshal(line, r)
}

// ask sends a question with its draws. If the time is 0, the engine answers each draw once;
// otherwise it answers them in turn for that time, and returns the times.
func (p *peer) ask(q *asking, draws []map[string]any, length time.Duration) (*reply, error) {
	text, err := json.Marshal(map[string]any{"question": q.name, "draws": draws, "seconds": length.Seconds()})
	if err != nil {
		return nil, err
	}
	if _, err := p.in.Write(append(text, '\n')); err != nil {
		return nil, err
	}
	return p.read()
}

// close ends the engine.
func (p *peer) close() error { return errors.Join(p.in.Close(), p.cmd.Wait()) }

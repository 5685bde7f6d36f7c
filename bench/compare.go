package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// warmTime is how long each side is asked before it is measured.
const warmTime = 300 * time.Millisecond

// Run measures both sides at every size and prints a table.
func (c *compareCommand) Run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "whojoins-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // a temporary folder that stays does no harm
	progress("building the service and a dataset of %d institutes", most)
	service, err := startService(ctx, dir)
	if err != nil {
		return err
	}
	defer service.stop()
	answers, err := askAll(ctx, service, c.Sizes)
	if err != nil {
		return err
	}
	plain, err := startPlain(ctx, dir, answers)
	if err != nil {
		return err
	}
	defer plain.stop()

	var cells []cell
	for _, size := range c.Sizes {
		one, err := c.measure(ctx, service, plain, size, answers[size])
		if err != nil {
			return err
		}
		cells = append(cells, one)
		if c.Profiles != "" {
			if err := c.profile(ctx, service, size, answers[size]); err != nil {
				return err
			}
		}
	}
	return table(os.Stdout, cells, c)
}

// measure lets both sides take turns at answers of one size. Their answers must be
// want, byte for byte.
func (c *compareCommand) measure(ctx context.Context, service, plain *process, size int, want []byte) (cell, error) {
	one := cell{size: size, bytes: len(want)}
	sides := []struct {
		p *process
		s *sample
	}{{service, &one.service}, {plain, &one.plain}}
	turn := c.Time / time.Duration(c.Rounds)
	for round := range c.Rounds {
		progress("%d objects: round %d of %d", size, round+1, c.Rounds)
		for i := range sides {
			// Who begins changes, so that neither always follows the other.
			side := sides[(i+round)%len(sides)]
			if round == 0 {
				if _, err := load(ctx, side.p.addr, body(size), want, c.Clients, warmTime); err != nil {
					return cell{}, fmt.Errorf("%s: %w", side.p.name, err)
				}
			}
			before, err := side.p.used(ctx)
			if err != nil {
				return cell{}, err
			}
			taken, err := load(ctx, side.p.addr, body(size), want, c.Clients, turn)
			if err != nil {
				return cell{}, fmt.Errorf("%s: %w", side.p.name, err)
			}
			after, err := side.p.used(ctx)
			if err != nil {
				return cell{}, err
			}
			side.s.add(taken, after.minus(before).minus(side.p.idle))
		}
	}
	return one, nil
}

// profile writes a CPU profile of the service under answers of one size.
func (c *compareCommand) profile(ctx context.Context, service *process, size int, want []byte) error {
	path := filepath.Join(c.Profiles, fmt.Sprintf("service-%d.prof", size))
	progress("%d objects: profile into %s", size, path)
	failed := make(chan error, 1)
	go func() {
		_, err := load(ctx, service.addr, body(size), want, c.Clients, c.Time+time.Second)
		failed <- err
	}()
	address := fmt.Sprintf("http://%s/debug/pprof/profile?seconds=%d", service.profile, max(1, int(c.Time.Seconds())))
	data, err := get(ctx, address)
	if err := <-failed; err != nil {
		return err
	}
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o600)
}

// askAll asks the service for an answer of every size.
func askAll(ctx context.Context, service *process, sizes []int) (map[int][]byte, error) {
	answers := map[int][]byte{}
	for _, size := range sizes {
		data, err := post(ctx, "http://"+service.addr+"/graphql", body(size))
		if err != nil {
			return nil, err
		}
		var a answer
		if err := json.Unmarshal(data, &a); err != nil {
			return nil, fmt.Errorf("the service's answer: %w", err)
		}
		if n := len(a.Data.Institutes.Nodes); n != size {
			return nil, fmt.Errorf("the service answers %d objects, not %d: %.300q", n, size, data)
		}
		again, err := json.Marshal(a)
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(again, data) {
			return nil, fmt.Errorf("encoding/json writes the answer of the service otherwise: %.300q, not %.300q", again, data)
		}
		answers[size] = data
	}
	return answers, nil
}

func post(ctx context.Context, url string, body []byte) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	return do(r)
}

func get(ctx context.Context, url string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return do(r)
}

func do(r *http.Request) ([]byte, error) {
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }() // it was read to its end
	data, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s: %.300q", r.URL, response.Status, data)
	}
	return data, nil
}

// progress tells on standard error what is being done.
func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"time"

	"whojoins/bench/fetch"
	"whojoins/bench/service"
)

// startTime is the time limit for starting the service.
const startTime = time.Minute

// serve starts the service on the packed file and waits for its first answer.
func (s *size) serve(ctx context.Context, program string) error {
	profile, err := service.FreeAddress(ctx)
	if err != nil {
		return err
	}
	start := time.Now()
	if s.service, err = service.Start(ctx, startTime, os.Stderr, nil, program, "--store", s.path, "--profile", profile, "--log-level", "error"); err != nil {
		return err
	}
	s.client = &client{url: s.service.URL()}
	if _, err := s.client.ask(ctx, questions[0].query); err != nil {
		return err
	}
	s.answered = time.Since(start)
	return s.measureMemory(ctx, s.client.url, profile)
}

// stop interrupts the service and waits until it exits.
func (s *size) stop() {
	if s.service != nil {
		s.service.Stop()
	}
}

// measureMemory reads the memory of the service.
func (s *size) measureMemory(ctx context.Context, url, profile string) error {
	if _, err := fetch.Get(ctx, "http://"+profile+"/debug/pprof/heap?gc=1"); err != nil {
		return err
	}
	text, err := fetch.Get(ctx, url+"/metrics")
	if err != nil {
		return err
	}
	for name, to := range map[string]*float64{"go_memstats_heap_alloc_bytes": &s.heap, "process_resident_memory_bytes": &s.resident} {
		found := regexp.MustCompile(`(?m)^` + name + ` (.+)$`).FindSubmatch(text)
		if found == nil {
			return fmt.Errorf("/metrics has no %s", name)
		}
		if *to, err = strconv.ParseFloat(string(found[1]), 64); err != nil {
			return err
		}
	}
	return nil
}

// client sends queries to the service.
type client struct{ url string }

// answer is the body of an answer, with the time that the service took.
type answer struct {
	body []byte
	took time.Duration
}

func (c *client) ask(ctx context.Context, query string) (answer, error) {
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		return answer{}, err
	}
	start := time.Now()
	text, err := fetch.Post(ctx, c.url+"/graphql", body)
	a := answer{text, time.Since(start)}
	if err == nil && bytes.Contains(text, []byte(`"errors"`)) {
		err = fmt.Errorf("%.500s", text)
	}
	return a, err
}

// find sends a query and returns the first group of a pattern in the answer.
func (c *client) find(ctx context.Context, query, pattern string) (string, error) {
	a, err := c.ask(ctx, query)
	if err != nil {
		return "", err
	}
	found := regexp.MustCompile(pattern).FindSubmatch(a.body)
	if found == nil {
		return "", fmt.Errorf("%s answers %.300s, which has no %s", query, a.body, pattern)
	}
	return string(found[1]), nil
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"whojoins/bench/service"
)

// startTime is the time limit for the first answer.
const startTime = time.Minute

// served is the service on the packed graph, with a connection to it.
type served struct {
	*service.Process
	conn net.Conn
	in   *bufio.Reader
	// first is the time from the start of the program to its first answer; resident the resident
	// memory in bytes at the end.
	first    time.Duration
	resident int64
}

// startService starts the service and sends a first request.
func startService(ctx context.Context, s *sides) (*served, error) {
	start := time.Now()
	p, err := service.Start(ctx, startTime, os.Stderr, nil, s.program, "serve", "--store", s.path("graph.pack"), "--log-level", "error")
	if err != nil {
		return nil, err
	}
	one := &served{Process: p}
	var dialer net.Dialer
	if one.conn, err = dialer.DialContext(ctx, "tcp", p.Addr); err != nil {
		return nil, err
	}
	one.in = bufio.NewReaderSize(one.conn, 1<<16)
	if _, err := one.post(ctx, request("{ institutes(first: 1) { nodes { id } } }", nil)); err != nil {
		return nil, err
	}
	one.first = time.Since(start)
	return one, nil
}

func (s *served) stop() {
	_ = s.conn.Close() // everything was read
	s.Stop()
}

// request returns the body of a request.
func request(query string, variables map[string]any) []byte {
	text, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		panic(err) // texts and maps of texts have JSON
	}
	return text
}

// post sends a request on the connection and returns the body of the answer.
func (s *served) post(ctx context.Context, body []byte) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(s.conn, "POST /graphql HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", s.Addr, len(body), body); err != nil {
		return nil, err
	}
	response, err := http.ReadResponse(s.in, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }() // it is read to its end
	text, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %.500s", response.Status, text)
	}
	return text, err
}

// turn measures the service with one question for a time. The answers must stay the same, apart
// from what is left of a budget.
func (s *served) turn(ctx context.Context, a *asked, length time.Duration) error {
	requests, first := make([][]byte, len(a.draws)), make([][]byte, len(a.draws))
	for i, d := range a.draws {
		requests[i] = request(a.graphQL, d)
	}
	before, err := s.Usage()
	if err != nil {
		return err
	}
	to, n := a.sides[0], 0
	for start := time.Now(); n == 0 || time.Since(start) < length; n++ {
		at := n % len(requests)
		begin := time.Now()
		body, err := s.post(ctx, requests[at])
		if err != nil {
			return err
		}
		to.micros = append(to.micros, float64(time.Since(begin).Nanoseconds())/1e3)
		if first[at] == nil {
			first[at] = body
		} else if !bytes.Equal(first[at], body) {
			return fmt.Errorf("%v: two answers differ", a.draws[at])
		}
	}
	after, err := s.Usage()
	if err != nil {
		return err
	}
	to.turns = append(to.turns, float64((after.CPU-before.CPU).Microseconds())/float64(n))
	return nil
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"strconv"
	"sync"
	"time"
)

// replyTime is the time limit for an answer, after which the measurement fails.
const replyTime = 60 * time.Second

// turn holds the latencies of one side in one turn.
type turn struct {
	took      time.Duration
	latencies []time.Duration
}

// load sends the requests of exchanges in rotation over keep-alive connections for a period.
// Each client starts at another exchange. Every answer must be the expected one. The client
// only writes and compares bytes, so that the server is the bottleneck.
func load(ctx context.Context, addr string, exchanges []*exchange, clients int, length time.Duration) (turn, error) {
	results := make([]turn, clients)
	errs := make([]error, clients)
	var all sync.WaitGroup
	start := time.Now()
	for i := range clients {
		at := i * len(exchanges) / clients
		all.Go(func() { results[i], errs[i] = ask(ctx, addr, exchanges, at, start.Add(length)) })
	}
	all.Wait()
	sum := turn{took: time.Since(start)}
	for i := range clients {
		if errs[i] != nil {
			return turn{}, errs[i]
		}
		sum.latencies = append(sum.latencies, results[i].latencies...)
	}
	return sum, nil
}

// ask runs one client, which sends requests until a point in time.
func ask(ctx context.Context, addr string, exchanges []*exchange, at int, until time.Time) (turn, error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", addr)
	if err != nil {
		return turn{}, err
	}
	defer func() { _ = conn.Close() }() // everything was sent
	requests := make([][]byte, len(exchanges))
	longest := 0
	for i, e := range exchanges {
		requests[i] = fmt.Appendf(nil, "POST /graphql HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"+
			"Accept: application/json\r\nContent-Length: %d\r\n\r\n%s", addr, len(e.body), e.body)
		longest = max(longest, len(e.Answer))
	}
	in := bufio.NewReaderSize(conn, 64<<10)
	memory := make([]byte, longest)
	var t turn
	for now := time.Now(); now.Before(until) && ctx.Err() == nil; at++ {
		i := at % len(exchanges)
		want := exchanges[i].Answer
		got := memory[:len(want)]
		if err := conn.SetDeadline(now.Add(replyTime)); err != nil {
			return turn{}, err
		}
		if _, err := conn.Write(requests[i]); err != nil {
			return turn{}, err
		}
		if err := reply(in, got); err != nil {
			return turn{}, fmt.Errorf("%s: %w", exchanges[i].key(), err)
		}
		done := time.Now()
		t.latencies = append(t.latencies, done.Sub(now))
		if !bytes.Equal(got, want) {
			return turn{}, fmt.Errorf("%s: the answer differs: %s", exchanges[i].key(), difference(got, want))
		}
		now = time.Now()
	}
	return t, ctx.Err()
}

// reply reads a response with status 200 into body; their lengths must be equal.
func reply(in *bufio.Reader, body []byte) error {
	status, err := in.ReadSlice('\n')
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(status, []byte("HTTP/1.1 200 ")) {
		return fmt.Errorf("the status is %.100q, not 200", status)
	}
	length := -1
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(line) <= len("\r\n") {
			break
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return err
			}
		}
	}
	if length != len(body) {
		return fmt.Errorf("the Content-Length is %d (-1: absent), not %d", length, len(body))
	}
	_, err = io.ReadFull(in, body)
	return err
}

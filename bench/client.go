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

// replyTime is how long an answer may take before the measurement is given up.
const replyTime = 60 * time.Second

// turn is what one side did in one turn.
type turn struct {
	took      time.Duration
	latencies []time.Duration
}

// load makes exchanges over keep-alive connections for a while, one after the other;
// each client begins elsewhere among them. Every answer must be the right one. The
// client writes and reads bytes, and no more, so that what is measured is the server.
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

// ask is one client: it asks again and again until a point in time.
func ask(ctx context.Context, addr string, exchanges []*exchange, at int, until time.Time) (turn, error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", addr)
	if err != nil {
		return turn{}, err
	}
	defer func() { _ = conn.Close() }() // nothing is left to be sent
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

// reply reads one response of status 200 into body, which it must fill.
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
		return fmt.Errorf("the answer says %d bytes (-1: nothing), not %d", length, len(body))
	}
	_, err = io.ReadFull(in, body)
	return err
}

package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
)

// socketAttacks hold connections without using them.
func socketAttacks() []attack {
	large := url.QueryEscape(`{ participations(first: 1000) { nodes { id type role title since until participant { id name } initiative { id name } evidence { locator source { name } } } } }`)
	get := func(path, more string) string {
		return fmt.Sprintf("GET %s HTTP/1.1\r\nHost: whojoins\r\n%s\r\n", path, more)
	}
	return []attack{
		{name: "150 callers who do not read", memory: 192 * mebi, run: func(ctx context.Context, t *target) error {
			return t.hold(ctx, 150, get("/graphql?query="+large, ""))
		}},
		{name: "300 stalled bodies", memory: 128 * mebi, run: func(ctx context.Context, t *target) error {
			head := "POST /graphql HTTP/1.1\r\nHost: whojoins\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
			return t.hold(ctx, 300, head+`{"query":"`+strings.Repeat(" ", 900_000))
		}},
		{name: "2,000 unfinished headers", memory: 96 * mebi, run: func(ctx context.Context, t *target) error {
			return t.hold(ctx, 2000, "GET / HTTP/1.1\r\nHost: who")
		}},
		{name: "files with a body that never comes", memory: 32 * mebi, run: func(ctx context.Context, t *target) error {
			return t.hold(ctx, 40, get("/export/institutes.csv", "Content-Length: 10\r\n"))
		}, check: fileWaits},
		{name: "files that nobody reads", memory: 96 * mebi, run: func(ctx context.Context, t *target) error {
			return t.hold(ctx, 40, get("/export/participations.csv", ""))
		}, check: fileWaits},
	}
}

// nextFile is how long the next caller of a file waited, in target.facts.
const nextFile = "next file after"

// fileWaits returns a fault if the next caller of a file waited longer than two seconds.
func fileWaits(t *target) string {
	if waited, err := time.ParseDuration(t.facts[nextFile]); err != nil || waited > 2*time.Second {
		return "the next caller waits for a file: " + t.facts[nextFile]
	}
	return ""
}

// receiveBytes is the smallest buffer of a socket that the kernel allows, about.
const receiveBytes = 4 << 10

// hold opens connections, sends a text through each, and holds them without reading for the time
// of an attack. In between, another caller requests a file.
func (t *target) hold(ctx context.Context, connections int, text string) error {
	var open []net.Conn
	defer func() {
		for _, c := range open {
			_ = c.Close() // it may be closed already
		}
	}()
	end := time.Now().Add(t.time)
	for i := range connections {
		d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, byte(2+i%4))}, Timeout: time.Second}
		c, err := d.DialContext(ctx, "tcp", t.Addr)
		if err != nil {
			t.add("not connected")
			continue
		}
		open = append(open, c)
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetReadBuffer(receiveBytes) // a larger buffer only weakens the attack
		}
		_ = c.SetWriteDeadline(end)
		if _, err := c.Write([]byte(text)); err != nil {
			t.add("cut off")
			continue
		}
		t.add("held")
	}
	time.Sleep(time.Until(end) / 4)
	if err := t.nextFile(ctx); err != nil {
		return err
	}
	time.Sleep(time.Until(end))
	return nil
}

// nextFile measures how long another caller waits for a short file.
func (t *target) nextFile(ctx context.Context) error {
	c := newCaller(100, t.Addr)
	defer c.close()
	start := time.Now()
	for {
		a, err := c.get(ctx, "/export/programmes.csv")
		if err == nil && a.status == 200 {
			t.facts[nextFile] = time.Since(start).Round(time.Millisecond).String()
			return nil
		}
		if time.Since(start) > 2*t.time || ctx.Err() != nil || t.Ended() {
			t.facts[nextFile] = "never"
			return ctx.Err()
		}
		time.Sleep(20 * time.Millisecond)
	}
}

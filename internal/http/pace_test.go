package http

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener whose connections are pipes in memory, so that their deadlines follow the
// fake time of synctest.
type pipes struct {
	accepted chan net.Conn
	closed   chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.accepted:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.closed); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

// paced serves a handler and returns a connection to it.
func paced(t *testing.T, h http.HandlerFunc) net.Conn {
	t.Helper()
	l := &pipes{make(chan net.Conn), make(chan struct{})}
	server := &http.Server{Handler: pace(h), ReadTimeout: readTime, WriteTimeout: 30 * time.Second, IdleTimeout: idleTime}
	go func() { _ = server.Serve(l) }()
	client, served := net.Pipe()
	l.accepted <- served
	t.Cleanup(func() {
		_ = client.Close()
		_ = server.Close()
		time.Sleep(time.Second) // in fake time: the server waits a moment for a client to read its last words
	})
	return client
}

const (
	kibi = 1 << 10
	mebi = 1 << 20
)

// TestSlowReaders checks that who reads an answer too slowly is disconnected, and that who reads
// steadily gets all of it, however long that takes.
func TestSlowReaders(t *testing.T) {
	for _, c := range []struct {
		name string
		// rate is what the caller reads per second.
		rate int
		// pause is how long the service computes between the parts of its answer.
		pause time.Duration
		whole bool
		most  time.Duration
	}{
		{"who reads at twice the rate", 2 * readRate, 0, true, 17 * time.Second},
		{"who reads a little slower than the rate, within the grace", readRate * 9 / 10, 0, true, 37 * time.Second},
		{"who reads at half the rate", readRate / 2, 0, false, 25 * time.Second},
		{"who stops reading", 1, 0, false, 15 * time.Second},
		{"who waits for the service", 2 * readRate, time.Minute, true, 5 * time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				written := make(chan error, 1)
				conn := paced(t, func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Length", fmt.Sprint(4*mebi))
					var err error
					for range 4 {
						_, err = w.Write(make([]byte, mebi))
						time.Sleep(c.pause)
					}
					written <- err
				})
				start := time.Now()
				if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
					t.Fatal(err)
				}
				var reading sync.WaitGroup
				reading.Go(func() {
					for piece := make([]byte, max(1, c.rate/10)); ; time.Sleep(time.Second / 10) {
						if _, err := io.ReadFull(conn, piece); err != nil {
							return
						}
					}
				})
				if err := <-written; (err == nil) != c.whole {
					t.Errorf("writing ends with %v after %v, want all of it: %t", err, time.Since(start), c.whole)
				}
				if took := time.Since(start); took > c.most {
					t.Errorf("it ends after %v, want at most %v", took, c.most)
				}
				_ = conn.Close()
				reading.Wait()
			})
		})
	}
}

// TestSlowSenders checks that a body must arrive at a rate.
func TestSlowSenders(t *testing.T) {
	for _, c := range []struct {
		name  string
		rate  int
		whole bool
		most  time.Duration
	}{
		{"who sends at twice the rate", 2 * sendRate, true, 9 * time.Second},
		{"who sends at a third of the rate", sendRate / 3, false, 9 * time.Second},
		{"who sends nothing", 0, false, sendGrace + time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				read := make(chan error, 1)
				conn := paced(t, func(_ http.ResponseWriter, r *http.Request) {
					_, err := io.Copy(io.Discard, r.Body)
					read <- err
				})
				var sending sync.WaitGroup
				sending.Go(func() {
					_, _ = io.WriteString(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n")
					for sent := 0; sent < mebi && c.rate > 0; sent += c.rate / 10 {
						if _, err := io.WriteString(conn, strings.Repeat(" ", min(c.rate/10, mebi-sent))); err != nil {
							return
						}
						time.Sleep(time.Second / 10)
					}
				})
				start := time.Now()
				if err := <-read; (err == nil) != c.whole || time.Since(start) > c.most {
					t.Errorf("reading ends with %v after %v, want all of it: %t, within %v", err, time.Since(start), c.whole, c.most)
				}
				_ = conn.Close()
				sending.Wait()
			})
		})
	}
}

// TestDeadlinesOfHandlers checks that a handler can end a write to a caller who does not read.
func TestDeadlinesOfHandlers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		written := make(chan error, 2)
		conn := paced(t, func(w http.ResponseWriter, _ *http.Request) {
			if err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(2 * time.Second)); err != nil {
				t.Error(err)
			}
			for range cap(written) {
				_, err := w.Write(make([]byte, mebi))
				written <- err
			}
		})
		start := time.Now()
		if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		for range cap(written) {
			if err := <-written; err == nil || time.Since(start) != 2*time.Second {
				t.Errorf("writing ends with %v after %v, want an error after 2 s", err, time.Since(start))
			}
		}
	})
}

// TestQuietConnectionsStay checks that the deadlines of one request do not end the next one on the
// same connection.
func TestQuietConnectionsStay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn := paced(t, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			time.Sleep(25 * time.Second) // beyond every deadline of the body
			if r.Context().Err() == nil {
				_, _ = w.Write(make([]byte, 200*kibi))
			}
		})
		lines := bufio.NewReader(conn)
		for range 3 {
			if _, err := io.WriteString(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"); err != nil {
				t.Fatal(err)
			}
			response, err := http.ReadResponse(lines, nil)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := io.Copy(io.Discard, response.Body); err != nil || n != 200*kibi {
				t.Errorf("%d bytes, %v", n, err)
			}
			time.Sleep(time.Minute)
		}
	})
}

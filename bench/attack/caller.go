package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"time"
)

// caller sends requests from a loopback address of its own, so that the service can tell callers
// apart.
type caller struct {
	base   string
	client http.Client
}

// newCaller returns a caller at 127.0.0.host.
func newCaller(host byte, addr string) *caller {
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, host)}}
	transport := &http.Transport{DialContext: dialer.DialContext, MaxIdleConnsPerHost: 64, DisableCompression: true}
	return &caller{base: "http://" + addr, client: http.Client{Transport: transport}}
}

func (c *caller) close() { c.client.CloseIdleConnections() }

// answer is what the service answered.
type answer struct {
	status int
	// code is that of the first error, or empty.
	code  string
	bytes int64
	took  time.Duration
}

// query sends a query by POST.
func (c *caller) query(ctx context.Context, text string) (answer, error) {
	body, err := json.Marshal(map[string]string{"query": text})
	if err != nil {
		return answer{}, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/graphql", bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	return c.do(r)
}

// get sends a GET.
func (c *caller) get(ctx context.Context, path string) (answer, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return answer{}, err
	}
	return c.do(r)
}

var codePattern = regexp.MustCompile(`"code":\s*"([A-Z_]+)"`)

// do sends a request and reads the answer to its end, but keeps only the beginning.
func (c *caller) do(r *http.Request) (answer, error) {
	start := time.Now()
	response, err := c.client.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = response.Body.Close() }() // it was read to its end, or failed
	head, err := io.ReadAll(io.LimitReader(response.Body, 16<<10))
	if err != nil {
		return answer{}, err
	}
	rest, err := io.Copy(io.Discard, response.Body)
	a := answer{status: response.StatusCode, bytes: int64(len(head)) + rest, took: time.Since(start)}
	if found := codePattern.FindSubmatch(head); found != nil {
		a.code = string(found[1])
	}
	return a, err
}

// outcome names the kind of an answer in the table.
func outcome(a answer, err error) string {
	switch {
	case err != nil:
		return "cut off"
	case a.code != "":
		return fmt.Sprintf("%d %s", a.status, a.code)
	default:
		return fmt.Sprint(a.status)
	}
}

package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"whojoins/internal/plan"
)

// serveCommandLine runs the program with arguments until the test ends, and returns the
// address in its log. The log must be JSON.
func serveCommandLine(t *testing.T, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	log, stderr := io.Pipe()
	exited := make(chan int, 1)
	go func() {
		exited <- run(ctx, program(t), args, io.Discard, stderr)
		_ = stderr.Close()
	}()
	lines := bufio.NewReader(log)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("the program exited with %d before it listened", <-exited)
	}
	go io.Copy(io.Discard, lines)
	t.Cleanup(func() {
		stop()
		if status := <-exited; status != 0 {
			t.Errorf("the program exited with %d after its context ended, want 0", status)
		}
	})
	var record struct{ URL string }
	if err := json.Unmarshal([]byte(line), &record); err != nil {
		t.Fatalf("got the log line %q, want JSON", line)
	}
	return strings.TrimSuffix(record.URL, "/graphql")
}

// TestServeFlags checks that the flags of serve reach the service.
func TestServeFlags(t *testing.T) {
	url := serveCommandLine(t, "serve", "--addr", "127.0.0.1:0", "--log-format", "json", "--drain", "0s", "--data", "../../seed",
		"--site", "https://graph.example", "--origins", "https://a.example", "--explain", "--limit-page", "5")
	header := http.Header{"Content-Type": {"application/json"}, "X-Explain": {"1"}, "Origin": {"https://b.example"}}
	response, text := fetch(t, http.MethodPost, url+"/graphql", `{"query":"{ meta { citation limits { page } } people(first: 1) { totalCount } }"}`, header)
	for _, want := range []string{"https://graph.example", `"page":5`, `"plan":`} {
		if !strings.Contains(text, want) {
			t.Errorf("the answer lacks %q: %s", want, text)
		}
	}
	if origin := response.Header.Get("Access-Control-Allow-Origin"); origin != "" {
		t.Errorf("the origin https://b.example is allowed as %q, want only https://a.example", origin)
	}
}

// TestConnectTimeout checks that waiting for a database leaves time for the error.
func TestConnectTimeout(t *testing.T) {
	for _, c := range []struct {
		request int
		want    time.Duration
		reason  string
	}{
		{1000, 500 * time.Millisecond, "half the time of a request remains for the error"},
		{60_000, 3 * time.Second, "a longer wait would only queue requests"},
	} {
		if got := connectTimeout(plan.Limits{Time: c.request}); got != c.want {
			t.Errorf("a request of %d ms: got %v, want %v: %s", c.request, got, c.want, c.reason)
		}
	}
}

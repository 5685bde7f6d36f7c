package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// newKey runs whojoins key new, and returns the key and the line for the keys file.
func newKey(t *testing.T, args ...string) (key, line string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), program(t), append([]string{"key", "new"}, args...), &stdout, &stderr); status != 0 {
		t.Fatalf("key new %q: %d, %s", args, status, &stderr)
	}
	key, line, _ = strings.Cut(strings.TrimSpace(stdout.String()), "\n")
	if !strings.HasPrefix(key, "whojoins_") || len(key) < 30 || strings.Contains(line+stderr.String(), key) || strings.Contains(line, "\n") {
		t.Fatalf("key new %q prints %q and %q, want a key and a line without it", args, stdout.String(), stderr.String())
	}
	return key, line
}

// TestNewKeyRejects checks that no line is printed that serve --keys would reject.
func TestNewKeyRejects(t *testing.T) {
	for _, args := range [][]string{{"two words"}, {"anonymous"}, {"a", "--budget", "-1"}, {"a", "--budget", "2000000000000"}} {
		var stdout, stderr bytes.Buffer
		if status := run(t.Context(), program(t), append([]string{"key", "new"}, args...), &stdout, &stderr); status == 0 || stdout.Len() > 0 {
			t.Errorf("key new %q: status %d, %s%s", args, status, &stdout, &stderr)
		}
	}
}

// logged is a log that may be read while it is written.
type logged struct {
	mu   sync.Mutex
	text strings.Builder
	// grown has a value when something was logged since it was last received from.
	grown chan struct{}
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case l.grown <- struct{}{}:
	default:
	}
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// await waits until the log has a text.
func (l *logged) await(t *testing.T, text string) {
	t.Helper()
	for limit := time.After(startTime); !strings.Contains(l.String(), text); {
		select {
		case <-l.grown:
		case <-limit:
			t.Fatalf("the log has no %q: %s", text, l)
		}
	}
}

// serveKeys serves the curated dataset with a keys file until the test ends.
func serveKeys(t *testing.T, path string, more ...string) (url string, log *logged) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	log = &logged{grown: make(chan struct{}, 1)}
	exited := make(chan int, 1)
	args := append([]string{"serve", "--store", packed(t), "--addr", "127.0.0.1:0", "--log-format", "json", "--drain", "0s", "--keys", path}, more...)
	go func() { exited <- run(ctx, program(t), args, io.Discard, log) }()
	t.Cleanup(func() {
		stop()
		if status := <-exited; status != 0 {
			t.Errorf("the program exited with %d: %s", status, log)
		}
	})
	log.await(t, `"msg":"serving"`)
	var record struct{ URL string }
	if err := json.Unmarshal([]byte(log.String()), &record); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(record.URL, "/graphql"), log
}

const keyedQuery = "/graphql?query=%7Binstitutes(first:1)%7BtotalCount%7D%7D"

// TestKeys follows a key from its making to its end, on every address that returns data.
func TestKeys(t *testing.T) {
	key, line := newKey(t, "dashboard", "--budget", "1000000000", "--explain")
	poor, poorLine := newKey(t, "poor", "--budget", "1")
	path := filepath.Join(t.TempDir(), "keys.yaml")
	writeKeys := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	writeKeys(line + "\n" + poorLine + "\n")
	url, log := serveKeys(t, path)
	with := func(key string) http.Header {
		return http.Header{"Authorization": {"Bearer " + key}, "X-Explain": {"1"}}
	}
	for _, address := range []string{keyedQuery, "/id/sciensano", "/questions", "/questions/who-joins.json?initiative=jane", "/export/institutes.csv?first=1"} {
		response, text := fetch(t, http.MethodGet, url+address, "", with(key))
		if response.StatusCode != http.StatusOK || response.Header.Get("RateLimit-Limit") != "1000000000" || response.Header.Get("RateLimit-Remaining") == "" || response.Header.Get("RateLimit-Reset") == "" {
			t.Errorf("%s with a key: %s %v %.200s", address, response.Status, response.Header, text)
		}
		if response, _ := fetch(t, http.MethodGet, url+address, "", nil); response.StatusCode != http.StatusOK || response.Header.Get("RateLimit-Limit") != "" {
			t.Errorf("%s without a key: %s %v, want an answer without a budget", address, response.Status, response.Header)
		}
		response, text = fetch(t, http.MethodGet, url+address, "", with(key+"x"))
		if response.StatusCode != http.StatusUnauthorized || !strings.HasPrefix(response.Header.Get("WWW-Authenticate"), "Bearer") || !strings.Contains(text, `"code":"BAD_USER_INPUT"`) || strings.Contains(text, key) {
			t.Errorf("%s with a wrong key: %s %v %s", address, response.Status, response.Header, text)
		}
	}
	if _, text := fetch(t, http.MethodGet, url+keyedQuery, "", with(key)); !strings.Contains(text, `"plan":`) || !regexp.MustCompile(`"left":\d+`).MatchString(text) {
		t.Errorf("the right to explain, and what is left of the budget: %s", text)
	}
	if _, text := fetch(t, http.MethodGet, url+keyedQuery, "", with(poor)); strings.Contains(text, `"plan":`) {
		t.Errorf("without the right to explain: %s", text)
	}
	response, text := fetch(t, http.MethodGet, url+keyedQuery, "", with(poor))
	if response.StatusCode != http.StatusTooManyRequests || response.Header.Get("Retry-After") == "" || response.Header.Get("RateLimit-Remaining") != "0" || response.Header.Get("RateLimit-Reset") == "0" || !strings.Contains(text, `"code":"RATE_LIMITED"`) {
		t.Errorf("beyond the budget: %s %v %s", response.Status, response.Header, text)
	}

	hangup := func(text, want string) {
		writeKeys(text)
		if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		log.await(t, want)
	}
	hangup("- {name: "+key+"!}", "the keys file has a fault, so the old keys stay")
	if response, _ := fetch(t, http.MethodGet, url+keyedQuery, "", with(key)); response.StatusCode != http.StatusOK {
		t.Errorf("after a broken file: %s, want the old keys", response.Status)
	}
	hangup(poorLine, `"keys":1`)
	if response, _ := fetch(t, http.MethodGet, url+keyedQuery, "", with(key)); response.StatusCode != http.StatusUnauthorized {
		t.Errorf("after its line was removed: %s, want 401", response.Status)
	}
	if text := log.String(); strings.Contains(text, key) || strings.Contains(text, poor) || !strings.Contains(text, `"caller":"dashboard"`) {
		t.Errorf("the log has a key, or lacks the caller's name: %s", text)
	}
}

// TestProxies checks that the budget of a caller without a key is that of the address behind a
// proxy.
func TestProxies(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.yaml")
	if err := os.WriteFile(path, []byte("- {name: anonymous, budget: 1}"), 0o600); err != nil {
		t.Fatal(err)
	}
	url, _ := serveKeys(t, path, "--proxies", "127.0.0.0/8")
	for _, c := range []struct {
		forwarded string
		status    int
	}{{"198.51.100.1", 200}, {"198.51.100.1", 429}, {"203.0.113.5, 198.51.100.1", 429}, {"198.51.100.2", 200}} {
		response, text := fetch(t, http.MethodGet, url+keyedQuery, "", http.Header{"X-Forwarded-For": {c.forwarded}})
		if response.StatusCode != c.status {
			t.Errorf("from %s: %s %s, want %d", c.forwarded, response.Status, text, c.status)
		}
	}
}

// TestPagesMaySendKeys checks that a page of another origin may send a key, and read what is left
// of its budget.
func TestPagesMaySendKeys(t *testing.T) {
	url := start(t, Config{}).URL()
	for _, address := range []string{"/graphql", "/id/sciensano", "/questions", "/export/institutes.csv"} {
		preflight, _ := fetch(t, http.MethodOptions, url+address, "", http.Header{
			"Origin": {"https://example.org"}, "Access-Control-Request-Method": {"GET"}, "Access-Control-Request-Headers": {"authorization"},
		})
		answer, _ := fetch(t, http.MethodGet, url+address, "", http.Header{"Origin": {"https://example.org"}})
		allowed, exposed := strings.ToLower(preflight.Header.Get("Access-Control-Allow-Headers")), strings.ToLower(answer.Header.Get("Access-Control-Expose-Headers"))
		if !strings.Contains(allowed, "authorization") {
			t.Errorf("%s allows the headers %q", address, allowed)
		}
		for _, name := range []string{"ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "retry-after"} {
			if !strings.Contains(exposed, name) {
				t.Errorf("%s exposes the headers %q, without %s", address, exposed, name)
			}
		}
	}
}

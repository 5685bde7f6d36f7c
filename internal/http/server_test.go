package http

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"whojoins/graph"
	"whojoins/internal/dataset"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store/memory"
	"whojoins/internal/testenv"
	"whojoins/seed"
)

// start serves the curated dataset on a free port until the test ends.
func start(t *testing.T) *Server {
	t.Helper()
	return startAt(t, "")
}

// startAt serves the curated dataset as if callers reached it at an address.
func startAt(t *testing.T, site string) *Server {
	t.Helper()
	m, err := model.ParseFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	g, _, err := dataset.Load(t.Context(), m, seed.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	st, err := memory.New(g)
	if err != nil {
		t.Fatal(err)
	}
	return testenv.Serve(t, func(ctx context.Context) (*Server, error) {
		return Open(ctx, Config{Model: m, Store: st, Addr: "127.0.0.1:0", Limits: plan.DefaultLimits(), Logger: slog.New(slog.DiscardHandler), Site: site})
	})
}

// get requests an address and returns the response with its body.
func get(t *testing.T, url string) (*http.Response, string) {
	t.Helper()
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

func TestOriginsAreOrigins(t *testing.T) {
	for _, c := range []struct {
		origins string
		ok      bool
	}{
		{"*", true}, {"https://example.org", true}, {"https://example.org,http://127.0.0.1:3000", true},
		{"https://*.example.org", false}, {"*,https://example.org", false}, {"https://example.org,*", false},
		{"https://example.org/", false}, {"https://example.org/path", false}, {"example.org", false}, {"null", false}, {"ftp://example.org", false},
		{"https://user@example.org", false},
	} {
		if err := checkOrigins(strings.Split(c.origins, ",")); (err == nil) != c.ok {
			t.Errorf("%s: %v, want accepted: %v", c.origins, err, c.ok)
		}
	}
}

func TestSitesAreAddresses(t *testing.T) {
	for _, c := range []struct {
		site string
		ok   bool
	}{
		{"", true}, {"https://whojoins.example", true}, {"http://127.0.0.1:8080/", true}, {"https://whojoins.example/graph", true},
		{"whojoins.example", false}, {"ftp://whojoins.example", false}, {"https://", false}, {"https://me@whojoins.example", false},
		{"https://whojoins.example/?a=b", false}, {"https://whojoins.example/#a", false},
	} {
		if err := checkSite(c.site); (err == nil) != c.ok {
			t.Errorf("%q: %v, want accepted: %v", c.site, err, c.ok)
		}
	}
}

// A service that is about to stop reports that it is not ready, and closes connections.
func TestStoppingTurnsCallersAway(t *testing.T) {
	server := start(t)
	server.stopping.Store(true)
	response, text := get(t, server.URL()+"/readyz")
	if response.StatusCode != http.StatusServiceUnavailable || !strings.Contains(text, "stopping") {
		t.Errorf("/readyz: %s %s, want 503", response.Status, text)
	}
	client := http.Client{Transport: &http.Transport{}}
	answer, err := client.Get(server.URL() + "/graphql?query={meta{name}}")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK || !answer.Close {
		t.Errorf("a question: %s, connection closed %v; want an answer, then the end", answer.Status, answer.Close)
	}
}

func TestRunLetsRequestsFinish(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	s := &Server{engine: &graph.Engine{}, logger: slog.New(slog.DiscardHandler)}
	var err error
	s.main, err = s.listen(t.Context(), "127.0.0.1:0", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(entered)
		<-leave
	}), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended, answered := make(chan error, 1), make(chan int, 1)
	go func() { ended <- s.Run(ctx) }()
	go func() {
		response, _ := get(t, s.URL())
		answered <- response.StatusCode
	}()
	<-entered
	stop()
	select {
	case err := <-ended:
		t.Fatalf("Run ended (%v) with a request in flight", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(leave)
	if status := <-answered; status != http.StatusOK {
		t.Errorf("the request in flight: %d, want 200", status)
	}
	if err := <-ended; err != nil {
		t.Errorf("Run: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
}

// A caller who does not read its answer is disconnected in the end, and stopping succeeds.
func TestStoppingDisconnectsSlowCallers(t *testing.T) {
	entered := make(chan struct{})
	s := &Server{engine: &graph.Engine{}, logger: slog.New(slog.DiscardHandler), grace: 50 * time.Millisecond}
	var err error
	s.main, err = s.listen(t.Context(), "127.0.0.1:0", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(entered)
		<-r.Context().Done()
	}), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended, left := make(chan error, 1), make(chan struct{})
	go func() { ended <- s.Run(ctx) }()
	go func() {
		defer close(left)
		if response, err := http.Get(s.URL()); err == nil {
			response.Body.Close()
			t.Errorf("the caller was answered %s, want no answer", response.Status)
		}
	}()
	<-entered
	stop()
	if err := <-ended; err != nil {
		t.Errorf("Run: %v, want nil", err)
	}
	<-left
	if err := s.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
}

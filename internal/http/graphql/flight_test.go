package graphql_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

const slowQuestion = `{"query":"query Slow { entity(id: \"x\") { id } }"}`

// TestInFlightIsBounded checks that an operation above the bound is rejected at once, and answered
// when a slot is free again.
func TestInFlightIsBounded(t *testing.T) {
	entered, leave := make(chan struct{}, 4), make(chan struct{})
	f := &storetest.Fake{OnRun: func(ctx context.Context) error {
		entered <- struct{}{}
		select {
		case <-leave:
		case <-ctx.Done():
		}
		return ctx.Err()
	}}
	s := serve(t, f, func(l *plan.Limits) { l.InFlight, l.Time = 2, 3000 })
	done := make(chan int)
	for range 2 {
		go func() { w, _ := s.post(slowQuestion); done <- w.Code }()
		<-entered
	}
	w, text := s.post(slowQuestion)
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(text, `"UNAVAILABLE"`) {
		t.Errorf("a third operation: %d %s, want 503 with Retry-After", w.Code, text)
	}
	if got := s.value(t, "whojoins_operations_in_flight"); got != 2 {
		t.Errorf("%v are measured in flight, want 2", got)
	}
	for metric, want := range map[string]float64{"whojoins_lane_running cheap": 2, "whojoins_lane_refused_total cheap full": 1, "whojoins_lane_waiting heavy": 0} {
		if got := s.value(t, metric); got != want {
			t.Errorf("%s is %v, want %v", metric, got, want)
		}
	}
	close(leave)
	for range 2 {
		if status := <-done; status != http.StatusOK {
			t.Errorf("an operation in flight: %d, want 200", status)
		}
	}
	if w, text := s.post(slowQuestion); w.Code != http.StatusOK {
		t.Errorf("afterwards: %d %s, want 200", w.Code, text)
	}
	if got := s.value(t, "whojoins_operations_in_flight"); got != 0 {
		t.Errorf("%v are measured in flight at the end, want 0", got)
	}
}

// TestCallersThatLeave checks that the work for a caller ends when it leaves, and that the request
// is counted with status 499.
func TestCallersThatLeave(t *testing.T) {
	entered, ended := make(chan struct{}), make(chan error, 1)
	f := &storetest.Fake{OnRun: func(ctx context.Context) error { close(entered); <-ctx.Done(); ended <- ctx.Err(); return ctx.Err() }}
	s := serve(t, f)
	server := httptest.NewServer(s)
	ctx, leave := context.WithCancel(t.Context())
	go func() { <-entered; leave() }()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL, strings.NewReader(slowQuestion))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if _, err := http.DefaultTransport.RoundTrip(r); !errors.Is(err, context.Canceled) {
		t.Fatalf("the caller got %v", err)
	}
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("the store saw %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Error("the store goes on though the caller left")
	}
	server.Close()
	if views, closed := f.Views.Load(), f.Closed.Load(); views != closed {
		t.Errorf("%d views and %d closed", views, closed)
	}
	if got := s.counted(t, "whojoins_requests_total"); !strings.Contains(got, "499") {
		t.Errorf("statuses counted: %s, want 499", got)
	}
	if got := s.counted(t, "whojoins_errors_total"); got != "" {
		t.Errorf("errors counted: %s, want none", got)
	}
	if log := s.log.String(); strings.Contains(log, "code=") || strings.Contains(log, "ERROR") {
		t.Errorf("the log has an error: %s", log)
	}
}

// TestSlowBodies checks that a request whose body does not arrive is answered with an error.
func TestSlowBodies(t *testing.T) {
	server := httptest.NewUnstartedServer(serve(t, &storetest.Fake{}))
	server.Config.ReadTimeout = 100 * time.Millisecond
	server.Start()
	defer server.Close()
	c, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(c, "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"query\":"); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(c)
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 408 ") || !strings.Contains(string(answer), `"TIMEOUT"`) || !strings.Contains(string(answer), "Connection: close") {
		t.Errorf("%v, %s; want 408, TIMEOUT and a closed connection", err, answer)
	}
}

// TestNamesOfOperationsAreBounded checks that the names of operations, which callers choose, do not
// fill the metrics or the log: only those of the operator's list have durations of their own.
func TestNamesOfOperationsAreBounded(t *testing.T) {
	s := serve(t, &storetest.Fake{})
	for i := range 150 {
		s.post(`{"query":"query N` + strings.Repeat("x", i) + ` { __typename }"}`)
	}
	s.post(`{"query":"query Listed { __typename }"}`)
	s.post(`{"query":"{ __typename }"}`)
	s.post(`{"query":"{"}`)
	names := strings.Fields(s.counted(t, "whojoins_request_seconds"))
	slices.Sort(names)
	if diff := cmp.Diff([]string{"(other)", "(refused)", "(unnamed)", "Listed"}, names); diff != "" {
		t.Errorf("names of operations (-want +got):\n%s", diff)
	}
	if strings.Contains(s.log.String(), strings.Repeat("x", 80)) {
		t.Error("a long name is in the log unshortened")
	}
}

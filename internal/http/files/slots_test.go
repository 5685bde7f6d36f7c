package files_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"whojoins/internal/plan"
)

// TestExportsInFlight checks that a file above the bound is rejected at once.
func TestExportsInFlight(t *testing.T) {
	s, f := brittle(t, 0)
	f.wait = make(chan struct{})
	h, first := s.Exports(), make(chan int)
	go func() { first <- fetch(h, http.MethodGet, "/export/participations.csv?fields=id").Code }()
	f.wait <- struct{}{} // it has its slot by now
	w := fetch(h, http.MethodGet, "/export/participations.csv")
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), `"limit":"exports"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	close(f.wait)
	if code := <-first; code != http.StatusOK {
		t.Errorf("the first: %d", code)
	}
	if w := fetch(h, http.MethodGet, "/export/participations.csv?fields=id&first=1"); w.Code != http.StatusOK {
		t.Errorf("the slot is not free again: %d %s", w.Code, w.Body)
	}
}

// TestExportTime checks that a file that takes too long is ended.
func TestExportTime(t *testing.T) {
	s := over(t, many(t, 10), func(l *plan.Limits) { l.ExportTime = 1 })
	ctx, cancel := context.WithTimeout(t.Context(), 0)
	defer cancel()
	w := httptest.NewRecorder()
	s.Exports().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/export/participations.csv", nil).WithContext(ctx))
	if w.Code != http.StatusGatewayTimeout || !strings.Contains(w.Body.String(), `"TIMEOUT"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// stuck is the connection to a caller who does not read: a write waits until its deadline.
type stuck struct {
	*httptest.ResponseRecorder
	writes, over chan struct{}
}

// SetWriteDeadline is called by http.ResponseController.
func (s *stuck) SetWriteDeadline(at time.Time) error {
	if !at.After(time.Now()) {
		close(s.over)
	}
	return nil
}

// Write waits until the deadline has passed.
func (s *stuck) Write([]byte) (int, error) {
	s.writes <- struct{}{}
	<-s.over
	return 0, os.ErrDeadlineExceeded
}

// TestStuckCallerLeaves lets a caller leave while a piece of a file waits to be sent.
func TestStuckCallerLeaves(t *testing.T) {
	s := over(t, many(t, 10))
	ctx, cancel := context.WithCancel(t.Context())
	w := &stuck{httptest.NewRecorder(), make(chan struct{}, 1), make(chan struct{})}
	broken := make(chan any)
	go func() {
		defer func() { broken <- recover() }()
		s.Exports().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/export/participations.csv", nil).WithContext(ctx))
	}()
	<-w.writes
	cancel()
	if cause, _ := (<-broken).(error); !errors.Is(cause, http.ErrAbortHandler) {
		t.Errorf("the handler ended with %v, want a broken connection", cause)
	}
}

package graphql_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"whojoins/internal/http/callers"
	"whojoins/internal/plan"
)

// stalled is a caller that does not read: Write waits until it does.
type stalled struct {
	*httptest.ResponseRecorder
	writing, read chan struct{}
}

func (s *stalled) Write(p []byte) (int, error) {
	s.writing <- struct{}{}
	<-s.read
	return s.ResponseRecorder.Write(p)
}

// largeQuery has an answer of about 150 KB.
func largeQuery() string {
	var b strings.Builder
	for i := range 25 {
		fmt.Fprintf(&b, `a%d: __type(name: \"Institute\") { fields { name description type { name kind ofType { name kind } } args { name description } } } `, i)
	}
	return `{"query":"{ ` + b.String() + `}"}`
}

// from returns a request of a caller.
func from(caller string, body io.Reader) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/graphql", body)
	r.Header.Set("Content-Type", "application/json")
	return r.WithContext(callers.With(r.Context(), &callers.Caller{ID: caller}))
}

// TestAnswersThatNobodyReads checks that the memory of answers is bounded while their callers do not
// read, for each caller and in all, and that it is free again afterwards.
func TestAnswersThatNobodyReads(t *testing.T) {
	_, st := fixture(t)
	serveWith := func(sending int) *service {
		return serve(t, st, func(l *plan.Limits) {
			l.Cost, l.IntrospectionItems, l.Aliases, l.RootFields, l.Selections = 1<<40, 1<<30, 100, 100, 10_000
			l.Sending = sending
		})
	}
	measured := httptest.NewRecorder()
	serveWith(1<<30).ServeHTTP(measured, from("x", strings.NewReader(largeQuery())))
	size := measured.Body.Len()
	if measured.Code != http.StatusOK || size < 100_000 || strings.Contains(measured.Body.String(), `"errors"`) {
		t.Fatalf("%d, %d bytes: %.300s", measured.Code, size, measured.Body)
	}
	sending := 2*size + size*3/4 // buffers may be larger than their answers
	s := serveWith(sending)
	writing, read, done := make(chan struct{}), make(chan struct{}), make(chan int)
	for _, caller := range []string{"a", "b"} {
		go func() {
			w := &stalled{httptest.NewRecorder(), writing, read}
			s.ServeHTTP(w, from(caller, strings.NewReader(largeQuery())))
			done <- w.ResponseRecorder.Body.Len()
		}()
		<-writing
	}
	if held := s.value(t, "whojoins_held_bytes sending"); held < float64(2*size) || held > float64(sending) {
		t.Errorf("%v bytes are held, want two answers of %d bytes", held, size)
	}
	for caller, limit := range map[string]int{"a": sending / 4, "c": sending} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, from(caller, strings.NewReader(largeQuery())))
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), fmt.Sprintf(`"allowed":%d`, limit)) {
			t.Errorf("another large answer for %s: %d %.300s", caller, w.Code, w.Body)
		}
		w = httptest.NewRecorder()
		s.ServeHTTP(w, from(caller, strings.NewReader(`{"query":"{ meta { name } }"}`)))
		if w.Code != http.StatusOK {
			t.Errorf("a small answer for %s: %d %s", caller, w.Code, w.Body)
		}
	}
	close(read)
	for range 2 {
		if n := <-done; n != size {
			t.Errorf("%d bytes were sent in the end, want %d", n, size)
		}
	}
	if held := s.value(t, "whojoins_held_bytes sending"); held != 0 {
		t.Errorf("%v bytes are held in the end", held)
	}
}

// TestBodiesThatNeverEnd checks that the memory of bodies is bounded while they arrive, and that
// small ones are always received.
func TestBodiesThatNeverEnd(t *testing.T) {
	_, st := fixture(t)
	s := serve(t, st, func(l *plan.Limits) { l.Receiving = 800_000 })
	done := make(chan int)
	var open []*io.PipeWriter
	for _, caller := range []string{"a", "b"} {
		body, w := io.Pipe()
		open = append(open, w)
		go func() {
			recorder, r := httptest.NewRecorder(), from(caller, body)
			r.ContentLength = 300_000
			s.ServeHTTP(recorder, r)
			done <- recorder.Code
		}()
		if _, err := w.Write(bytes.Repeat([]byte(" "), 100_000)); err != nil {
			t.Fatal(err)
		}
	}
	if held := s.value(t, "whojoins_held_bytes receiving"); held < 600_000 || held > 700_000 {
		t.Errorf("%v bytes are held, want two bodies of 300,000 bytes", held)
	}
	for _, c := range []struct {
		caller string
		length int64
		bytes  int
		status int
		reason string
	}{
		{"a", 300_000, 300_000, 503, "the caller has its share"},
		{"c", 300_000, 300_000, 503, "there is no memory"},
		{"c", -1, 300_000, 503, "a body without a length may be as large as allowed"},
		{"c", -1, 1000, 200, "a small one is received"},
		{"a", 1000, 1000, 200, "whoever sends it"},
	} {
		r := from(c.caller, strings.NewReader(`{"query":"{ meta { name } }"`+strings.Repeat(" ", c.bytes-29)+"}"))
		r.ContentLength = c.length
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != c.status || (w.Header().Get("Connection") == "close") != (c.status == 503) {
			t.Errorf("%s: %d %v %.200s, want %d", c.reason, w.Code, w.Header(), w.Body, c.status)
		}
	}
	for _, w := range open {
		_ = w.Close()
		<-done
	}
	if held := s.value(t, "whojoins_held_bytes receiving"); held != 0 {
		t.Errorf("%v bytes are held in the end", held)
	}
}

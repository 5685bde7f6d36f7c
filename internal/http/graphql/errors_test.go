package graphql_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"whojoins/internal/plan"
	"whojoins/internal/store/storetest"
)

func TestFailuresOfTheStore(t *testing.T) {
	const question = `{"query":"{ entity(id: \"x\") { id } __typename }"}`
	for _, c := range []struct {
		run       func(context.Context) error
		code, has string
		reason    string
	}{
		{run: func(context.Context) error { return plan.Errorf(plan.TooLarge, "request less", "too much") },
			code: "TOO_LARGE", has: `"hint":"request less"`, reason: "an error with a code is reported"},
		{run: func(context.Context) error {
			return fmt.Errorf("the store: %w", plan.Errorf(plan.Unavailable, "", "it is being loaded"))
		}, code: "UNAVAILABLE", has: "it is being loaded", reason: "a code is found in a wrapped error"},
		{run: func(context.Context) error { return context.DeadlineExceeded },
			code: "TIMEOUT", has: "too long", reason: "a deadline has a code"},
		{run: func(context.Context) error { return errors.New("password hunter2") },
			code: "INTERNAL", has: `"id":"`, reason: "an error without a code reveals nothing"},
		{run: func(context.Context) error { return plan.Errorf(plan.Internal, "", "password hunter2") },
			code: "INTERNAL", has: `"id":"`, reason: "nor does an error with the code INTERNAL"},
		{run: func(context.Context) error { panic("password hunter2") },
			code: "INTERNAL", has: `"id":"`, reason: "nor does a panic"},
	} {
		f := &storetest.Fake{OnRun: c.run}
		s := serve(t, f)
		response, text := s.post(question)
		if response.Code != http.StatusOK || !strings.Contains(text, `"code":"`+c.code+`"`) || !strings.Contains(text, c.has) ||
			!strings.Contains(text, `"data":{"entity":null,"__typename":"Query"}`) {
			t.Errorf("%s: %d %s; want %s, %s and the rest of the data", c.reason, response.Code, text, c.code, c.has)
		}
		if strings.Contains(text, "hunter2") {
			t.Errorf("%s: the cause is revealed: %s", c.reason, text)
		}
		if c.code == "INTERNAL" && !strings.Contains(s.log.String(), "hunter2") {
			t.Errorf("%s: the log has no cause: %s", c.reason, s.log)
		}
		if f.Views.Load() != f.Closed.Load() {
			t.Errorf("%s: %d views, %d closed", c.reason, f.Views.Load(), f.Closed.Load())
		}
		if got := s.counted(t, "whojoins_errors_total"); got != c.code {
			t.Errorf("%s: %q counted, want %s", c.reason, got, c.code)
		}
	}
}

// TestNoDatasetIsNoAnswer checks that an answer without a dataset has no data, even if every
// field is nullable.
func TestNoDatasetIsNoAnswer(t *testing.T) {
	f := &storetest.Fake{Unavailable: plan.Errorf(plan.Unavailable, "try again in a minute", "it is being loaded")}
	s := serve(t, f)
	w, text := s.post(`{"query":"{ entity(id: \"x\") { id } meta { name } }"}`)
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" ||
		!strings.Contains(text, "it is being loaded") || strings.Contains(text, `"data"`) {
		t.Errorf("%d %v %s, want 503 with Retry-After and no data", w.Code, w.Header(), text)
	}
	if w, text := s.post(`{"query":"{ __typename __schema { queryType { name } } }"}`); w.Code != http.StatusOK {
		t.Errorf("a request that needs no dataset: %d %s", w.Code, text)
	}
}

// TestStatusesOfFailures checks the statuses of answers without data, by which monitors and
// clients recognise a failure.
func TestStatusesOfFailures(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		reason string
	}{
		{plan.Errorf(plan.Unavailable, "", "loading"), 503, "another attempt may succeed"},
		{context.DeadlineExceeded, 504, "it took too long"},
		{errors.New("broken"), 500, "a fault of the service"},
		{plan.Errorf(plan.TooLarge, "", "too much"), 200, "the legacy media type has 200 for a fault of the request"},
	} {
		s := serve(t, &storetest.Fake{OnRun: func(context.Context) error { return c.err }})
		response, text := s.post(`{"query":"{ institutes { totalCount } }"}`)
		if response.Code != c.status || !strings.Contains(text, `"data":null`) {
			t.Errorf("%v: %d %s, want %d: %s", c.err, response.Code, text, c.status, c.reason)
		}
		if got := response.Header().Get("Retry-After") != ""; got != (c.status == 503) {
			t.Errorf("%v: Retry-After %v", c.err, got)
		}
	}
}

func TestDeadlineReachesTheStore(t *testing.T) {
	s := serve(t, &storetest.Fake{OnRun: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }}, func(l *plan.Limits) { l.Time = 5 })
	if _, text := s.post(`{"query":"{ entity(id: \"x\") { id } }"}`); !strings.Contains(text, `"TIMEOUT"`) {
		t.Errorf("got %s, want TIMEOUT", text)
	}
}

// TestLogHasNoRequests checks that the log contains neither the text nor the variables of a
// request.
func TestLogHasNoRequests(t *testing.T) {
	s := serve(t, &storetest.Fake{})
	s.post(`{"query":"query Names($id: ID!) { secret: entity(id: $id) { id } }","variables":{"id":"hunter2"}}`)
	log := s.log.String()
	for _, want := range []string{`"operation":"Names"`, `"status":200`, `"cost":`, `"spent":`, `"duration":`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log has no %s: %s", want, log)
		}
	}
	if strings.Contains(log, "hunter2") || strings.Contains(log, "secret") {
		t.Errorf("the log has the request: %s", log)
	}
}

package graphql_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"whojoins/internal/http/graphql"
)

type named struct{}

// A deadline ends like any context, whether or not anybody waits for it.
func TestDeadline(t *testing.T) {
	for name, wait := range map[string]bool{"polled": false, "waited for": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				parent, cancel := context.WithCancel(context.WithValue(t.Context(), named{}, "value"))
				defer cancel()
				at := time.Now().Add(time.Second)
				d, end := graphql.WithDeadline(parent, at)
				defer end()
				if wait {
					_ = d.Done()
				}
				if got, ok := d.Deadline(); !ok || !got.Equal(at) || d.Err() != nil || d.Value(named{}) != "value" {
					t.Errorf("the deadline is %v (%v), the error %v, the value %v", got, ok, d.Err(), d.Value(named{}))
				}
				time.Sleep(time.Second - time.Nanosecond)
				synctest.Wait()
				if err := d.Err(); err != nil {
					t.Errorf("the context ended early: %v", err)
				}
				time.Sleep(time.Nanosecond)
				synctest.Wait()
				if err := d.Err(); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("the error at the deadline is %v", err)
				}
				select {
				case <-d.Done():
				default:
					t.Error("Done is open after the deadline")
				}
			})
		})
	}
}

func TestDeadlineEndsWithItsParent(t *testing.T) {
	for name, wait := range map[string]bool{"polled": false, "waited for": true} {
		t.Run(name, func(t *testing.T) {
			parent, cancel := context.WithTimeout(t.Context(), time.Minute)
			d, end := graphql.WithDeadline(parent, time.Now().Add(time.Hour))
			defer end()
			if at, _ := d.Deadline(); time.Until(at) > time.Minute {
				t.Error("the deadline is after that of the parent")
			}
			if wait {
				_ = d.Done()
			}
			child, stop := context.WithCancel(d)
			defer stop()
			cancel()
			<-d.Done()
			<-child.Done()
			if err := d.Err(); !errors.Is(err, context.Canceled) || !errors.Is(child.Err(), context.Canceled) {
				t.Errorf("the error is %v, that of the derived context %v", err, child.Err())
			}
		})
	}
}

// A goroutine that outlives the request sees that its context has ended.
func TestDeadlineIsOverWithTheRequest(t *testing.T) {
	for name, wait := range map[string]bool{"polled": false, "waited for": true} {
		t.Run(name, func(t *testing.T) {
			d, end := graphql.WithDeadline(context.WithValue(t.Context(), named{}, "value"), time.Now().Add(time.Hour))
			if wait {
				_ = d.Done()
			}
			end()
			<-d.Done()
			if !errors.Is(d.Err(), context.Canceled) || d.Value(named{}) != "value" {
				t.Errorf("the error is %v, the value %v", d.Err(), d.Value(named{}))
			}
		})
	}
}

package graph_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"whojoins/graph"
)

type named struct{}

// A deadline ends as any context does, whether or not anybody waits for it.
func TestDeadline(t *testing.T) {
	for name, wait := range map[string]bool{"asked": false, "waited for": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				parent, cancel := context.WithCancel(context.WithValue(t.Context(), named{}, "value"))
				defer cancel()
				at := time.Now().Add(time.Second)
				d, end := graph.WithDeadline(parent, at)
				defer end()
				if wait {
					_ = d.Done()
				}
				if told, ok := d.Deadline(); !ok || !told.Equal(at) || d.Err() != nil || d.Value(named{}) != "value" {
					t.Errorf("it ends at %v, %v, for %v, with the value %v", told, ok, d.Err(), d.Value(named{}))
				}
				time.Sleep(time.Second - time.Nanosecond)
				synctest.Wait()
				if err := d.Err(); err != nil {
					t.Errorf("it ends early: %v", err)
				}
				time.Sleep(time.Nanosecond)
				synctest.Wait()
				if err := d.Err(); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("at its time it says %v", err)
				}
				select {
				case <-d.Done():
				default:
					t.Error("those who begin to wait after its time wait on")
				}
			})
		})
	}
}

func TestDeadlineEndsWithItsParent(t *testing.T) {
	for name, wait := range map[string]bool{"asked": false, "waited for": true} {
		t.Run(name, func(t *testing.T) {
			parent, cancel := context.WithTimeout(t.Context(), time.Minute)
			d, end := graph.WithDeadline(parent, time.Now().Add(time.Hour))
			defer end()
			if at, _ := d.Deadline(); time.Until(at) > time.Minute {
				t.Error("it ends after its parent")
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
				t.Errorf("it says %v, and what is made of it %v", err, child.Err())
			}
		})
	}
}

// What goes on after the request is told that it is over.
func TestDeadlineIsOverWithTheRequest(t *testing.T) {
	for name, wait := range map[string]bool{"asked": false, "waited for": true} {
		t.Run(name, func(t *testing.T) {
			d, end := graph.WithDeadline(context.WithValue(t.Context(), named{}, "value"), time.Now().Add(time.Hour))
			if wait {
				_ = d.Done()
			}
			end()
			<-d.Done()
			if !errors.Is(d.Err(), context.Canceled) || d.Value(named{}) != "value" {
				t.Errorf("it says %v, with the value %v", d.Err(), d.Value(named{}))
			}
		})
	}
}

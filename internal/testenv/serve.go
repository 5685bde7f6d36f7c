package testenv

import (
	"context"
	"testing"
)

// Service is a server that a test runs.
type Service interface {
	// Run serves until its context ends, and then returns nil.
	Run(ctx context.Context) error
	Close() error
}

// Serve opens a service, and runs it until the test ends.
func Serve[S Service](t testing.TB, open func(ctx context.Context) (S, error)) S {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	service, err := open(ctx)
	if err != nil {
		stop()
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- service.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run returned %v, want nil after its context ended", err)
		}
		if err := service.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return service
}

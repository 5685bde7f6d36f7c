package neo4j

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/plan"
)

// passing says that an error may be gone with another connection. The driver gives what
// breaks off an answer as it comes from the network.
func passing(err error) bool {
	var network *net.OpError
	return driver.IsRetryable(err) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &network)
}

// unopened is an error from before anything was asked: a database that does not let us
// in within the time of the request does not answer.
func (s *Store) unopened(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return s.unavailable(err)
	}
	return s.failure(ctx, err)
}

// unavailable is a database that does not answer.
func (s *Store) unavailable(err error) error {
	s.away.Store(true)
	return wrap(plan.Errorf(plan.Unavailable, "ask again in a few seconds", "the database does not answer"), err)
}

// failure is an error of the driver or the database with a code for the caller; the
// cause stays for the log. A statement that the database refuses has none: that is a
// mistake here. A database that has not answered since it was away is not slow: it does
// not answer yet.
func (s *Store) failure(ctx context.Context, err error) error {
	var told *plan.Error
	var refused *driver.Neo4jError
	var misuse *driver.UsageError
	switch {
	case err == nil || errors.As(err, &told):
		return err
	case errors.Is(ctx.Err(), context.Canceled):
		return context.Canceled
	case ctx.Err() != nil && s.away.Load():
		return s.unavailable(err)
	case ctx.Err() != nil:
		return wrap(plan.Errorf(plan.Timeout, "ask for less, or in several requests", "the database took too long"), err)
	case errors.As(err, &misuse):
		return fmt.Errorf("ask the database: %w", err)
	case errors.As(err, &refused) && isTimeout(refused.Code):
		return wrap(plan.Errorf(plan.Timeout, "ask for less, or in several requests", "the database took too long"), err)
	case errors.As(err, &refused) && strings.HasPrefix(refused.Code, "Neo.ClientError.") && !strings.HasPrefix(refused.Code, "Neo.ClientError.Security."):
		return fmt.Errorf("ask the database: %w", err)
	}
	return s.unavailable(err)
}

func isTimeout(code string) bool {
	return strings.HasPrefix(code, "Neo.ClientError.Transaction.TransactionTimedOut") || code == "Neo.TransientError.Transaction.Terminated" ||
		code == "Neo.ClientError.Transaction.Terminated"
}

// coded is an error for the caller with its cause.
type coded struct {
	told  *plan.Error
	cause error
}

func wrap(told *plan.Error, cause error) error { return &coded{told, cause} }

// Error tells the cause too, for the log.
func (e *coded) Error() string { return e.told.Error() + ": " + e.cause.Error() }

// Unwrap gives what the caller is told, and the cause.
func (e *coded) Unwrap() []error { return []error{e.told, e.cause} }

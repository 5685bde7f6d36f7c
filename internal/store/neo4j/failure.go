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
	"whojoins/internal/store"
)

// isTransient reports whether an error may disappear with another connection. The driver
// returns some network errors as they are when an answer breaks off.
func isTransient(err error) bool {
	var network *net.OpError
	return driver.IsRetryable(err) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &network)
}

// openError returns the error for a view that could not be opened. A database that does not
// accept a connection before the deadline is unavailable.
func (s *Store) openError(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return s.unavailable(err)
	}
	return s.codedError(ctx, err)
}

// unavailable returns the error for a database that does not answer.
func (s *Store) unavailable(err error) error {
	s.unreachable.Store(true)
	return withCause(plan.Errorf(plan.Unavailable, "try again in a few seconds", "the database does not answer"), err)
}

// codedError adds a code for the caller to an error of the driver or the database, which
// remains the cause for the log. A statement that the database rejects has no code, since it is
// a bug in this package. A timeout while the database has been unreachable means that it still
// does not answer.
func (s *Store) codedError(ctx context.Context, err error) error {
	var coded *plan.Error
	var refused *driver.Neo4jError
	var misuse *driver.UsageError
	switch {
	case err == nil || errors.As(err, &coded):
		return err
	case errors.Is(ctx.Err(), context.Canceled):
		return fmt.Errorf("%w: %w", store.Ended(ctx), err)
	case ctx.Err() != nil && s.unreachable.Load():
		return s.unavailable(err)
	case ctx.Err() != nil:
		return withCause(plan.Errorf(plan.Timeout, "request less, or send several requests", "the database took too long"), err)
	case errors.As(err, &misuse):
		return fmt.Errorf("query the database: %w", err)
	case errors.As(err, &refused) && isTimeout(refused.Code):
		return withCause(plan.Errorf(plan.Timeout, "request less, or send several requests", "the database took too long"), err)
	case errors.As(err, &refused) && strings.HasPrefix(refused.Code, "Neo.ClientError.") && !strings.HasPrefix(refused.Code, "Neo.ClientError.Security."):
		return fmt.Errorf("query the database: %w", err)
	}
	return s.unavailable(err)
}

func isTimeout(code string) bool {
	return strings.HasPrefix(code, "Neo.ClientError.Transaction.TransactionTimedOut") || code == "Neo.TransientError.Transaction.Terminated" ||
		code == "Neo.ClientError.Transaction.Terminated"
}

// coded is an error for the caller with its cause.
type coded struct {
	public *plan.Error
	cause  error
}

func withCause(public *plan.Error, cause error) error { return &coded{public, cause} }

// Error includes the cause, for the log.
func (e *coded) Error() string { return e.public.Error() + ": " + e.cause.Error() }

// Unwrap returns the error for the caller and the cause.
func (e *coded) Unwrap() []error { return []error{e.public, e.cause} }

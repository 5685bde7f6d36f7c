package neo4j

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"whojoins/internal/plan"
)

// TestIsTransient lists the errors after which another connection may help.
func TestIsTransient(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want bool
	}{
		{io.EOF, true},
		{fmt.Errorf("reading: %w", io.ErrUnexpectedEOF), true},
		{&net.OpError{Op: "read", Err: errors.New("connection reset by peer")}, true},
		{&driver.Neo4jError{Code: "Neo.TransientError.General.DatabaseUnavailable"}, true},
		{&driver.Neo4jError{Code: "Neo.ClientError.Statement.SyntaxError"}, false},
		{errors.New("another error"), false},
	} {
		if got := isTransient(tt.err); got != tt.want {
			t.Errorf("%v: got %v, want %v", tt.err, got, tt.want)
		}
	}
}

// TestCodes lists the codes that callers get for errors of the database; a rejected statement
// has none, since it is a bug.
func TestCodes(t *testing.T) {
	ctx := context.Background()
	late, cancel := context.WithTimeout(ctx, 0)
	defer cancel()
	for _, tt := range []struct {
		reason string
		ctx    context.Context
		err    error
		want   plan.Code
	}{
		{"a terminated transaction", ctx, &driver.Neo4jError{Code: "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"}, plan.Timeout},
		{"a rejected statement", ctx, &driver.Neo4jError{Code: "Neo.ClientError.Statement.SyntaxError"}, ""},
		{"a rejected password", ctx, &driver.Neo4jError{Code: "Neo.ClientError.Security.Unauthorized"}, plan.Unavailable},
		{"a misuse of the driver", ctx, &driver.UsageError{Message: "closed"}, ""},
		{"a lost connection", ctx, io.EOF, plan.Unavailable},
		{"a deadline", late, io.EOF, plan.Timeout},
		{"an error with a code", ctx, plan.Errorf(plan.TooLarge, "hint", "too large"), plan.TooLarge},
	} {
		err := (&Store{}).codedError(tt.ctx, tt.err)
		var coded *plan.Error
		switch {
		case tt.want == "" && errors.As(err, &coded):
			t.Errorf("%s: got the code %s, want none", tt.reason, coded.Code)
		case tt.want != "" && (!errors.As(err, &coded) || coded.Code != tt.want):
			t.Errorf("%s: got %v, want %s", tt.reason, err, tt.want)
		case !errors.Is(err, tt.err):
			t.Errorf("%s: the cause is lost in %v", tt.reason, err)
		}
	}
	unreachable := &Store{}
	unreachable.unreachable.Store(true)
	var coded *plan.Error
	if err := unreachable.codedError(late, io.EOF); !errors.As(err, &coded) || coded.Code != plan.Unavailable {
		t.Errorf("a deadline while the database is unreachable: got %v, want UNAVAILABLE", err)
	}
}

package plan

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"
)

// Code is the kind of an error, for programs.
type Code string

// The codes of errors.
const (
	BadUserInput Code = "BAD_USER_INPUT"
	BadCursor    Code = "BAD_CURSOR"
	NotFound     Code = "NOT_FOUND"
	// NotPersisted means that a request names a document by a hash that the service does not
	// know: the caller then sends the document with the hash.
	NotPersisted Code = "PERSISTED_QUERY_NOT_FOUND"
	// NotSupported means that the service keeps no document under the hash that a request sends
	// instead of it: the caller then sends documents alone.
	NotSupported Code = "PERSISTED_QUERY_NOT_SUPPORTED"
	TooComplex   Code = "TOO_COMPLEX"
	TooLarge     Code = "TOO_LARGE"
	Timeout      Code = "TIMEOUT"
	Unavailable  Code = "UNAVAILABLE"
	RateLimited  Code = "RATE_LIMITED"
	// Conflict means that a request names another edition of the dataset than the one that would
	// answer it.
	Conflict         Code = "CONFLICT"
	ValidationFailed Code = "GRAPHQL_VALIDATION_FAILED"
	ParseFailed      Code = "GRAPHQL_PARSE_FAILED"
	Internal         Code = "INTERNAL"
)

// Error is an error that a caller can act on.
type Error struct {
	Code Code
	// Message describes the fault.
	Message string
	// Hint describes the remedy.
	Hint string
	// Path has the response keys that lead to the field, without list positions.
	Path []string
	// Limit is the name of the exceeded limit in `meta.limits`, or empty.
	Limit string
	// Line and Column are the position in the document, from 1 on; 0 where it is unknown.
	Line, Column int
	// Asked is the requested number, Allowed the limit. Where counting stops at the limit,
	// Asked is the first number above it.
	Asked, Allowed int
	// RetryAfter is the number of seconds after which another attempt may succeed; 0 if this is
	// unknown.
	RetryAfter int
}

func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + "; " + e.Hint
}

// Errorf returns an error with a code.
func Errorf(code Code, hint, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Hint: hint}
}

// Over returns the error of a number above a limit. what names the things counted: "sort
// keys of one list".
func Over(code Code, limit string, asked, allowed int, hint, what string, args ...any) *Error {
	return &Error{
		Code: code, Hint: hint, Limit: limit, Asked: asked, Allowed: allowed,
		Message: fmt.Sprintf("%d %s, at most %d are allowed", asked, fmt.Sprintf(what, args...), allowed),
	}
}

// Clip shortens a text from a caller for a message: to 60 bytes, and never inside a
// character.
func Clip(text string) string {
	const most = 60
	if len(text) <= most {
		return text
	}
	end := most
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// Ended returns the error of a context that ended, by the context's own error: TIMEOUT when its
// deadline passed, UNAVAILABLE when the caller left. It returns nil for any other error.
// It is the only place that decides on these codes.
func Ended(err error) *Error {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return Errorf(Timeout, "request less, filter by fewer relations, or send several requests", "the answer took too long")
	case errors.Is(err, context.Canceled):
		return Errorf(Unavailable, "send the request again and wait for the answer", "the request was cancelled before the answer was ready")
	}
	return nil
}

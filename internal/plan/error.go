package plan

import (
	"fmt"
	"unicode/utf8"
)

// Code tells a program what went wrong.
type Code string

// The codes of errors.
const (
	BadUserInput     Code = "BAD_USER_INPUT"
	BadCursor        Code = "BAD_CURSOR"
	NotFound         Code = "NOT_FOUND"
	TooComplex       Code = "TOO_COMPLEX"
	TooLarge         Code = "TOO_LARGE"
	Timeout          Code = "TIMEOUT"
	Unavailable      Code = "UNAVAILABLE"
	ValidationFailed Code = "GRAPHQL_VALIDATION_FAILED"
	ParseFailed      Code = "GRAPHQL_PARSE_FAILED"
	Internal         Code = "INTERNAL"
)

// Error is a failure that a caller can do something about.
type Error struct {
	Code Code
	// Message says what was wrong.
	Message string
	// Hint says what would be right.
	Hint string
	// Path are the response keys that lead to the field, list positions left out.
	Path []string
	// Limit names the limit that was passed, as `meta.limits` does; empty when none was.
	Limit string
	// Asked is what was asked for, Allowed what the limit is. Where counting stopped at
	// the limit, Asked is the first number over it.
	Asked, Allowed int
}

func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + "; " + e.Hint
}

// Errorf makes an error with a code.
func Errorf(code Code, hint, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Hint: hint}
}

// Over makes the error of what is above a limit. what names the things that are
// counted: "sort keys of one list".
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

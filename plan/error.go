package plan

import "fmt"

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

package plan

import (
	"errors"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"

	"whojoins/internal/model"
)

// CheckName returns an error if a name in a request has too many letters.
func (l *Limits) CheckName(name string) error {
	return checkLetters(name, "name", l.Name, "use a shorter name", "name")
}

// CheckTerm returns an error if a text in a request has too many letters.
func (l *Limits) CheckTerm(text string) error {
	return checkLetters(text, "term", l.Term, "send a shorter text", "text")
}

// CheckCursor returns an error if a cursor has too many letters.
func (l *Limits) CheckCursor(text string) error {
	return checkLetters(text, "cursor", l.Cursor, "copy it from `cursor`, `startCursor` or `endCursor` of an answer", "cursor")
}

func checkLetters(text, limit string, most int, hint, kind string) error {
	if _, longer := model.Cut(text, most); !longer {
		return nil
	}
	return Over(TooLarge, limit, utf8.RuneCountInString(text), most, hint, "letters in a %s", kind)
}

// IsCursor reports whether the values of an argument are cursors.
func IsCursor(argument string) bool { return argument == "after" || argument == "before" }

// located puts the place of a value before the message of its error.
func located(place string, err error) error {
	at := *asError(err)
	at.Message = place + ": " + at.Message
	return &at
}

// asError returns an error with its code; BAD_USER_INPUT if it has none.
func asError(err error) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	return &Error{Code: BadUserInput, Message: err.Error()}
}

// mayBeCursor reports whether a variable of a type may be the value of an argument that takes a
// cursor.
func mayBeCursor(t *ast.Type) bool { return t.Elem == nil && t.NamedType == "String" }

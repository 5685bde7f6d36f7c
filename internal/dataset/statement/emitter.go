package statement

import "fmt"

// Emitter yields the statements of a reader about one subject after the other. It yields
// nothing more once the consumer of the stream has stopped.
type Emitter struct {
	// Base is the provenance of the statements that follow. A reader sets Source, Place and
	// what all its statements share; Subject sets the rest.
	Base    Statement
	yield   func(Statement, error) bool
	stopped bool
}

// NewEmitter returns an emitter for the function to which a stream yields.
func NewEmitter(yield func(Statement, error) bool, base Statement) *Emitter {
	return &Emitter{Base: base, yield: yield}
}

// Stopped reports whether the consumer of the stream has stopped.
func (e *Emitter) Stopped() bool { return e.stopped }

// Subject starts the statements about a subject by declaring it.
func (e *Emitter) Subject(s *Subject, locator, date string) {
	s.Place = e.Base.Place
	e.Base.Subject, e.Base.Locator, e.Base.Date = s, locator, date
	e.emit(e.Base, nil)
}

// State yields a value of a field of the current subject, unless the value is empty.
func (e *Emitter) State(field string, v Value) {
	if v.Text == "" && len(v.Parts) == 0 {
		return
	}
	st := e.Base
	st.Field, st.Value = field, v
	e.emit(st, nil)
}

// StateAt is State with a locator of its own.
func (e *Emitter) StateAt(locator, field string, v Value) {
	before := e.Base.Locator
	e.Base.Locator = locator
	e.State(field, v)
	e.Base.Locator = before
}

// Fault yields an error about the current subject.
func (e *Emitter) Fault(format string, args ...any) { e.emit(e.Base, fmt.Errorf(format, args...)) }

// FaultAt yields an error that concerns no subject.
func (e *Emitter) FaultAt(at Place, err error) {
	e.emit(Statement{Source: e.Base.Source, Place: at}, err)
}

func (e *Emitter) emit(st Statement, err error) {
	if !e.stopped && !e.yield(st, err) {
		e.stopped = true
	}
}

// Text returns a value in its short form.
func Text(s string) Value { return Value{Text: s} }

// Parts returns an object from names and texts in turn, without empty texts.
func Parts(words ...string) (v Value) {
	v.Parts = make([]Property, 0, len(words)/2)
	for i := 0; i < len(words); i += 2 {
		if words[i+1] != "" {
			v.Parts = append(v.Parts, Property{Name: words[i], Text: words[i+1]})
		}
	}
	if len(v.Parts) == 0 {
		return Value{}
	}
	return v
}

// Package result writes answers: it turns a plan and the cursor of a store into the JSON or
// the table that a caller gets. The other duties of a GraphQL executor (order of keys, nulls,
// names of concrete types) are also implemented here, once for all stores.
package result

import (
	"fmt"
	"sync"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Write appends the JSON value of a plan's root field to dst. The cursor is at the root
// object. Writing a row allocates nothing. Writing stops soon after the budget is spent, if there
// is one, and the error is TOO_LARGE. Other errors are the cursor's, report that the store has no
// value for a field that is never null, or are those of work, which counts the values and the
// bytes. With an error, what was appended is invalid.
func Write(dst []byte, p *plan.Plan, c store.Cursor, work *plan.Work, b *Budget) ([]byte, error) {
	w := writers.Get().(*writer)
	w.c, w.work, w.counted, w.start, w.limit = c, work, len(dst), len(dst), b.left()
	w.ready, _ = c.(store.Ready)
	dst = w.field(dst, p.Root, &p.Out)
	w.count(dst, 1)
	err := w.err
	if failed := c.Err(); failed != nil {
		err = failed
	}
	if err == nil && b != nil {
		err = b.Spend(len(dst) - w.start)
	}
	*w = writer{key: w.key}
	writers.Put(w)
	return dst, err
}

var writers = sync.Pool{New: func() any { return new(writer) }}

// writer writes one answer.
type writer struct {
	c store.Cursor
	// ready is c if it has values in JSON already, otherwise nil.
	ready store.Ready
	// start is the position of the answer in the output, limit its largest number of bytes or
	// unlimited. full reports that it has more.
	start, limit int
	full         bool
	// key is memory for the key of a row.
	key []model.Value
	// work counts what was written, up to counted bytes of the answer.
	work    *plan.Work
	counted int
	err     error
}

// count counts some values and the bytes that were written since the last call. Once the
// operation has ended, or the answer has too many bytes, the rest of it is not written.
func (w *writer) count(dst []byte, values int) {
	size := len(dst) - w.counted
	w.counted += size &^ (plan.BytesPerUnit - 1)
	if err := w.work.Add(values*plan.UnitsValue + size/plan.BytesPerUnit); err != nil {
		w.fail(err)
	}
	w.full = w.full || w.limit >= 0 && len(dst)-w.start > w.limit
}

// object writes a JSON object: for each field its label and the text that value appends. Names
// of types that the plan knows are written here.
func object(dst []byte, outs []plan.Out, value func([]byte, *plan.Out) []byte) []byte {
	dst = append(dst, '{')
	for i := range outs {
		o := &outs[i]
		dst = label(dst, i, o)
		if o.Kind == plan.OutTypename && o.Text != "" {
			dst = appendString(dst, o.Text)
		} else {
			dst = value(dst, o)
		}
	}
	return append(dst, '}')
}

// label writes the comma before the i-th field of an object, and its key.
func label(dst []byte, i int, o *plan.Out) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	return append(dst, o.Label...)
}

// array writes a JSON array: the text that item appends for each position, while next reports
// another one.
func array(dst []byte, next func(i int) bool, item func(dst []byte, i int) []byte) []byte {
	dst = append(dst, '[')
	for i := 0; next(i); i++ {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = item(dst, i)
	}
	return append(dst, ']')
}

// next moves the cursor to the next row. There is none once writing failed, or after too many
// bytes.
func (w *writer) next(int) bool { return !w.full && w.err == nil && w.c.Next() }

// current writes the object at the cursor.
func (w *writer) current(dst []byte, s *plan.Shape) []byte {
	return w.fields(dst, s.Select, s.Of(w.c.Type()))
}

// fields writes an object with some fields of the object at the cursor. It does not use
// object: nearly every value of an answer is written here, and a call of a function value for
// each costs a tenth of the time (go run ./bench compare --sizes 1000).
func (w *writer) fields(dst []byte, s *plan.Select, outs []plan.Out) []byte {
	w.count(dst, len(outs))
	dst = append(dst, '{')
	for i := range outs {
		dst = label(dst, i, &outs[i])
		dst = w.field(dst, s, &outs[i])
	}
	return append(dst, '}')
}

// field writes one field of the object at the cursor.
func (w *writer) field(dst []byte, s *plan.Select, o *plan.Out) []byte {
	switch o.Kind {
	case plan.OutTypename:
		if o.Text == "" {
			return appendString(dst, w.c.Type().Name)
		}
		return appendString(dst, o.Text)
	case plan.OutScalar:
		if w.ready != nil {
			if text := w.ready.Ready(o.Slot); text != "" {
				return append(dst, text...)
			}
		}
		v := w.c.Value(o.Slot)
		if v.Null() && o.Field.NonNull {
			w.fail(missing(o))
		}
		return appendValue(dst, v)
	case plan.OutScalars:
		w.work.Count(plan.UnitsEnter)
		w.c.Enter(o.Slot)
		dst = array(dst, w.next, func(dst []byte, _ int) []byte {
			w.count(dst, 1)
			return appendValue(dst, w.c.Value(0))
		})
		w.c.Leave()
		return dst
	case plan.OutEmbedded:
		return w.embedded(dst, s, o)
	case plan.OutObject:
		return w.single(dst, s, o)
	case plan.OutList:
		return w.list(dst, o)
	case plan.OutConnection:
		w.c.Enter(o.Slot)
		dst = w.connection(dst, s.Slots[o.Slot].(*plan.Connection), o.Fields)
		w.c.Leave()
		return dst
	}
	panic(misplaced(o, "an object"))
}

// misplaced returns the message of a panic: the plan has a field in a place where it
// cannot be.
func misplaced(o *plan.Out, place string) string {
	return fmt.Sprintf("result: a field of the kind %q has no place in %s", o.Kind, place)
}

func (w *writer) embedded(dst []byte, s *plan.Select, o *plan.Out) []byte {
	if exists(w.c, o) {
		return w.fields(dst, s, o.Fields)
	}
	if o.Field != nil && o.Field.NonNull {
		w.fail(missing(o))
	}
	return append(dst, "null"...)
}

// exists reports whether the embedded object of a field has a value.
func exists(c store.Cursor, o *plan.Out) bool {
	for _, slot := range o.Leaves {
		if !c.Value(slot).Null() {
			return true
		}
	}
	return false
}

func (w *writer) single(dst []byte, s *plan.Select, o *plan.Out) []byte {
	if !w.c.Enter(o.Slot) {
		if required(s.Slots[o.Slot]) {
			w.fail(missing(o))
		}
		return append(dst, "null"...)
	}
	dst = w.current(dst, o.Shape)
	w.c.Leave()
	return dst
}

// required reports whether the object in a slot is never null.
func required(s plan.Slot) bool {
	switch s := s.(type) {
	case *plan.EndOf:
		return true
	case *plan.Referred:
		return s.Field.NonNull
	case *plan.Nested:
		return s.Field.NonNull
	case *plan.Column, *plan.PartList, *plan.ReferredList, *plan.Lookup, *plan.Meta, *plan.GraphQuery, *plan.Connection:
		return false
	}
	panic(fmt.Sprintf("result: a slot of type %T holds no object", s))
}

func (w *writer) list(dst []byte, o *plan.Out) []byte {
	w.work.Count(plan.UnitsEnter)
	w.c.Enter(o.Slot)
	dst = array(dst, w.next, func(dst []byte, _ int) []byte {
		if w.c.Missing() {
			return append(dst, "null"...)
		}
		return w.current(dst, o.Shape)
	})
	w.c.Leave()
	return dst
}

// fail keeps the first error. It fails the whole root field, as a null there would break
// every typed client.
func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// missing returns the error of a store that has no value for a field that is never null.
func missing(o *plan.Out) error {
	return fmt.Errorf("the store has no value for the field %q, which is never null", o.Key)
}

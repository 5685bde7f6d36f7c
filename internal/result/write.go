// Package result writes answers: a plan and the cursor of a store become the JSON that
// a caller gets. What the GraphQL specification asks of an executor beyond the plan
// (order of keys, nulls, concrete type names) is done here, once for all stores.
package result

import (
	"fmt"
	"sync"

	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/store"
)

// Write appends the JSON value of a plan's root field to dst. The cursor stands at the
// root object. Nothing is allocated for a row. An error is the cursor's, or tells that
// the store has no value where the schema promises one; what was appended is then of
// no use.
func Write(dst []byte, p *plan.Plan, c store.Cursor) ([]byte, error) {
	w := writers.Get().(*writer)
	w.c = c
	w.ready, _ = c.(store.Ready)
	dst = w.field(dst, p.Root, &p.Out)
	err := w.err
	if failed := c.Err(); failed != nil {
		err = failed
	}
	w.c, w.ready, w.err = nil, nil, nil
	writers.Put(w)
	return dst, err
}

var writers = sync.Pool{New: func() any { return new(writer) }}

// writer is one answer being written.
type writer struct {
	c store.Cursor
	// ready is c where it has values ready, else nil.
	ready store.Ready
	// key is memory for the key of a row.
	key []model.Value
	err error
}

// object writes the object on which the cursor stands.
func (w *writer) object(dst []byte, s *plan.Shape) []byte {
	return w.fields(dst, s.Select, s.Of(w.c.Type()))
}

// fields writes some fields of the object on which the cursor stands.
func (w *writer) fields(dst []byte, s *plan.Select, outs []plan.Out) []byte {
	dst = append(dst, '{')
	for i := range outs {
		dst = label(dst, i, &outs[i])
		dst = w.field(dst, s, &outs[i])
	}
	return append(dst, '}')
}

// label writes the key of the i-th field of an object.
func label(dst []byte, i int, o *plan.Out) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	return append(dst, o.Label...)
}

// field writes one field of the object on which the cursor stands.
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
			w.broken(o)
		}
		return appendValue(dst, v)
	case plan.OutScalars:
		return w.scalars(dst, o)
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
	panic(fmt.Sprintf("result: a field of kind %d has no place in an object", o.Kind))
}

func (w *writer) scalars(dst []byte, o *plan.Out) []byte {
	dst = append(dst, '[')
	w.c.Enter(o.Slot)
	for n := 0; w.c.Next(); n++ {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = appendValue(dst, w.c.Value(0))
	}
	w.c.Leave()
	return append(dst, ']')
}

func (w *writer) embedded(dst []byte, s *plan.Select, o *plan.Out) []byte {
	for _, slot := range o.Leaves {
		if !w.c.Value(slot).Null() {
			return w.fields(dst, s, o.Fields)
		}
	}
	if o.Field != nil && o.Field.NonNull {
		w.broken(o)
	}
	return append(dst, "null"...)
}

func (w *writer) single(dst []byte, s *plan.Select, o *plan.Out) []byte {
	if !w.c.Enter(o.Slot) {
		if required(s.Slots[o.Slot]) {
			w.broken(o)
		}
		return append(dst, "null"...)
	}
	dst = w.object(dst, o.Shape)
	w.c.Leave()
	return dst
}

// required says that the schema promises an object in a slot.
func required(s plan.Slot) bool {
	switch s := s.(type) {
	case *plan.EndOf:
		return true
	case *plan.Referred:
		return s.Field.NonNull
	case *plan.Column, *plan.PartList, *plan.ReferredList, *plan.Nested, *plan.Lookup, *plan.Meta, *plan.GraphQuery, *plan.Connection:
		return false
	default:
		panic(plan.Unhandled(s))
	}
}

func (w *writer) list(dst []byte, o *plan.Out) []byte {
	dst = append(dst, '[')
	w.c.Enter(o.Slot)
	for n := 0; w.c.Next(); n++ {
		if n > 0 {
			dst = append(dst, ',')
		}
		if w.c.Missing() {
			dst = append(dst, "null"...)
		} else {
			dst = w.object(dst, o.Shape)
		}
	}
	w.c.Leave()
	return append(dst, ']')
}

// broken notes that the store has no value where the schema promises one. The whole
// field fails: a null there would break every typed client.
func (w *writer) broken(o *plan.Out) {
	if w.err == nil {
		w.err = fmt.Errorf("the store has no value for the field %q, which is never null", o.Key)
	}
}
